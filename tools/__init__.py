"""What the assistant can do: numbers, segments, guidance and drafts, as plain functions over a snapshot."""
