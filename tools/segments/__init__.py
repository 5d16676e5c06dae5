"""Rules over customers, the people they yield, and what may be sent to them."""
