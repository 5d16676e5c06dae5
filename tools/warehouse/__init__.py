"""Immutable snapshots of canonical tables: how data comes in, and the locked engine that reads it."""
