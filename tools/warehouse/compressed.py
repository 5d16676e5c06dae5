"""Open a file's bytes, unpacking gzip on the way."""

import gzip
import io
import zlib
from pathlib import Path
from typing import IO, TYPE_CHECKING, cast

from tools.errors import BadInputError
from tools.terms import Text

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

__all__ = ["open_bytes"]

_GZIP = b"\x1f\x8b"


def open_bytes(path: Path) -> IO[bytes]:
    """The file's content, whether packed or not; reading a damaged package raises BadInputError."""
    with path.open("rb") as file:
        packed = file.read(2) == _GZIP
    return cast(IO[bytes], io.BufferedReader(_Unpacked(path))) if packed else path.open("rb")


class _Unpacked(io.RawIOBase):
    def __init__(self, path: Path) -> None:
        self._name, self._file = path.name, gzip.GzipFile(path)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer") -> int:
        try:
            return self._file.readinto(buffer)
        except (EOFError, gzip.BadGzipFile, zlib.error) as error:
            raise BadInputError(
                Text(
                    f"{self._name} is a gzip file that is cut off or damaged; copy or export it again",
                    f"{self._name} es un archivo gzip cortado o dañado; vuelva a copiarlo o exportarlo",
                )
            ) from error

    def close(self) -> None:
        self._file.close()
        super().close()
