"""The HTTP API."""

from assistant.entry.api.app import create_api

__all__ = ["create_api"]
