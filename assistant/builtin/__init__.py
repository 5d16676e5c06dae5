"""The analyst that needs no key: understand a message, write an answer."""
