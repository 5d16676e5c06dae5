"""Ways in: one file or folder each, none importing another."""
