"""Alembic migrations of the state database, run at start."""
