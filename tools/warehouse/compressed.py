"""Open a file's bytes, unpacking gzip on the way."""

import gzip
from pathlib import Path
from typing import IO, cast

__all__ = ["open_bytes"]

_GZIP = b"\x1f\x8b"


def open_bytes(path: Path) -> IO[bytes]:
    """The file's content, whether packed or not."""
    with path.open("rb") as file:
        packed = file.read(2) == _GZIP
    return cast(IO[bytes], gzip.open(path, "rb")) if packed else path.open("rb")
