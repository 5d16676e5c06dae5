"""Contractual models: how long a subscription that must be cancelled to end will run."""
