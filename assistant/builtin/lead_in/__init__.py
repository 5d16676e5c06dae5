"""What is told around a question: the sentences ahead of it and behind it, and what of them the question still means."""
