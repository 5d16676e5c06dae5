"""Metrics declared once, and the one query that compiles any combination of them."""
