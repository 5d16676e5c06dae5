"""Who is who without saying it: a person without an id of the source is a keyed hash of the normalised e-mail."""

import hashlib
import hmac
import os
import secrets
from pathlib import Path

__all__ = ["identity_key", "person_id", "person_id_macro"]

_BLOCK = 64


def identity_key(home: Path) -> bytes:
    """The installation's own key, made at first use and readable by its owner alone."""
    path = home / "identity.key"
    home.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        draft = path.with_name(f"identity.key.{os.getpid()}")
        handle = os.open(draft, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(secrets.token_bytes(32))
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_bytes()


def person_id(email: str, key: bytes) -> str:
    """The id of the person with this e-mail; case and spaces around it do not matter."""
    return "p_" + hmac.new(key, email.strip().lower().encode(), hashlib.sha256).hexdigest()[:24]


def person_id_macro(key: bytes) -> str:
    """SQL that defines `person_id(email)` to be the same function (HMAC-SHA256, RFC 2104)."""
    padded = key.ljust(_BLOCK, b"\0")
    inner, outer = (bytes(byte ^ pad for byte in padded).hex() for pad in (0x36, 0x5C))
    message = "encode(lower(trim(email)))"
    digest = f"sha256(unhex('{outer}') || unhex(sha256(unhex('{inner}') || {message})))"
    return f"CREATE MACRO person_id(email) AS 'p_' || left({digest}, 24)"
