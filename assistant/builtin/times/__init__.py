"""Periods in the words of people, and what a period is compared with."""
