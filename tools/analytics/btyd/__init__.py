"""Buy-till-you-die: how often somebody who owes the shop nothing will order again, and for how much."""
