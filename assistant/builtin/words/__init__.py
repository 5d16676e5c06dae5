"""Words as concepts: spelling, the phrasebook of both languages and the live catalogue, names, numbers."""
