"""What customers will need next: which category and product, and when what they use runs out."""
