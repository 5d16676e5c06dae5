"""The statistical core beside lifetimes and pymc-marketing: the same files and work, each in its own environment."""
