"""Questions whose meaning is known: what an unusual wording is compared with, and read as where the grammar falls short."""
