"""What can be wrong with the playbook, said so that its author can mend it."""

__all__ = ["PlayError"]


class PlayError(ValueError):
    """A play file that cannot be read; the message names file, key and what is expected."""
