"""Speed, accuracy and evaluations beside what a user would pick instead; each keeps its last report."""
