"""What is learned from a shop's own past: chances and spend by boosted trees, blended with the statistical model."""
