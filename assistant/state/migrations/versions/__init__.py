"""One file per change of the state tables."""
