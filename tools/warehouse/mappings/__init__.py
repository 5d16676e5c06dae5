"""Shipped mappings: one folder per platform or file form, recognised by headers."""
