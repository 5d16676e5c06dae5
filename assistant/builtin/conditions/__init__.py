"""Who is meant: conditions on customers, as the typed conditions of `tools.conditions`."""
