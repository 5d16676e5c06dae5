"""A message before its words count: its language, its parts, what only leads up to the question, what must not be done."""
