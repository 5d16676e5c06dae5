"""Search over the playbook: passages with scores, and an honest nothing."""


class Playbook:
    """The open index of plays and documents."""
