"""A `Reading` as a plan: which tools to call with what, or what to ask back."""
