"""The decompressed bytes of one file, by blocks and lines; damage is an end with a reason."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from types import TracebackType
from typing import Any, BinaryIO

from newsclean.corpus.errors import StoppedError
from newsclean.corpus.extras import require

__all__ = ["LONGEST", "TOO_LONG", "Source"]

_PLAIN = 1 << 18
# Bytes of compressed input for one step. Small, for all that comes of it is in memory at once: gzip makes at most a
# thousand bytes of one, zstd thirty thousand.
_COMPRESSED = {"gz": 1 << 15, "zst": 1 << 10}
_WINDOW = 1 << 28  # bytes that a zstd frame may have kept in memory; the zstd command, unasked, keeps half as many
LONGEST = 1 << 28  # bytes of a line or record: no text is so long, but what was read wrongly may be
TOO_LONG = f"longer than {LONGEST >> 20} MiB, which no document is"


class Source:
    """A file opened for reading from the start.

    Raises:
        StoppedError: the file cannot be opened or read.
    """

    def __init__(self, path: str, compression: str | None) -> None:
        self.path = path
        self.damage: str | None = None
        self.overlong = False  # the last line asked for was longer than LONGEST
        self.offset = 0  # decompressed bytes handed out
        self._buffer = b""
        self._at = 0
        self._compression = compression
        self._new = _decompressor(compression)
        self._codec: Any = None
        self._rest = b""
        try:
            self._file: BinaryIO = open(path, "rb", buffering=0)  # noqa: SIM115 (closed by __exit__)
        except OSError as error:
            raise StoppedError(f"{path}: cannot be read: {error.strerror or error}") from None

    def __enter__(self) -> Source:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self._file.close()

    @property
    def told(self) -> int:
        """Bytes of the file, as stored, that were read."""
        return self._file.tell()

    def tell(self) -> int:
        """Decompressed bytes handed out so far: with :meth:`read`, what libraries ask of a stream."""
        return self.offset

    def skip(self, offset: int) -> None:
        """Go on to ``offset`` decompressed bytes from the start."""
        if self._new is None and not self.offset:
            self._file.seek(offset)
            self.offset = offset
        while self.offset < offset and self.read(min(_PLAIN, offset - self.offset)):
            pass

    def read(self, size: int = -1) -> bytes:
        """Return at least one byte and at most ``size``; b"" at the end. With -1: all that is left."""
        if size < 0:
            return b"".join(iter(lambda: self.read(_PLAIN), b""))
        if self._at == len(self._buffer) and not self._fill():
            return b""
        piece = self._buffer[self._at : self._at + size]
        self._at += len(piece)
        self.offset += len(piece)
        return piece

    def line(self) -> bytes:
        """Return the rest of the line with its line feed; b"" at the end.

        One that is longer than LONGEST is read and not kept: what comes back is an empty line, and ``overlong`` is set.
        """
        self.overlong = False
        pieces: list[bytes] = []
        size = 0
        while self._at < len(self._buffer) or self._fill():
            end = self._buffer.find(b"\n", self._at)
            piece = self._buffer[self._at : end + 1] if end >= 0 else self._buffer[self._at :]
            size += len(piece)
            if size > LONGEST:
                self.overlong = True
                pieces = []
            else:
                pieces.append(piece)
            self._at += len(piece)
            self.offset += len(piece)
            if end >= 0:
                break
        return b"\n" if self.overlong else b"".join(pieces)

    def block(self, size: int) -> bytes:
        """Return the next ``size`` bytes and what is left of the line they end in; b"" at the end.

        A last line that is longer than LONGEST is left out, and ``overlong`` is set.
        """
        self.overlong = False
        pieces: list[bytes] = []
        while size > 0 and (piece := self.read(size)):
            pieces.append(piece)
            size -= len(piece)
        if pieces and not pieces[-1].endswith(b"\n"):
            rest = self.line()
            if self.overlong:
                whole = b"".join(pieces)
                return whole[: whole.rfind(b"\n") + 1]
            pieces.append(rest)
        return b"".join(pieces)

    def whole(self) -> bytes | None:
        """Return all that is left; None: it is longer than LONGEST."""
        pieces: list[bytes] = []
        size = 0
        while piece := self.read(_PLAIN):
            pieces.append(piece)
            size += len(piece)
            if size > LONGEST:
                return None
        return b"".join(pieces)

    def _fill(self) -> bool:
        while self.damage is None:
            try:
                piece = self._plain() if self._new is None else self._decompressed()
            except OSError as error:
                raise StoppedError(f"{self.path}: cannot be read further: {error.strerror or error}") from None
            if piece is None:
                return False
            if piece:
                self._buffer, self._at = piece, 0
                return True
        return False

    def _plain(self) -> bytes | None:
        return self._file.read(_PLAIN) or None

    def _decompressed(self) -> bytes | None:
        """Return the next decompressed bytes (b"": none yet), None at the end; a frame may follow a frame."""
        raw = self._rest or self._file.read(_COMPRESSED[self._compression or "gz"])
        self._rest = b""
        if not raw:
            if self._codec is not None:
                self.damage = f"the {self._compression} data is cut short"
            return None
        if self._codec is None and self._compression == "gz":
            raw = raw.lstrip(b"\0")  # padding behind a member is allowed
            if not raw:
                return b""
        assert self._new is not None
        if self._codec is None:
            self._codec = self._new()
        try:
            piece: bytes = self._codec.decompress(raw)
        except Exception as error:  # zlib.error, zstandard.ZstdError: two libraries, one meaning
            self.damage = f"the {self._compression} data is damaged: {error}"
            if "too much memory" in str(error):
                asks = f"the zst data asks for a window of more than {_WINDOW >> 20} MiB"
                self.damage = f"{asks}; unpack it first: zstd -d --long=31"
            return None
        if self._codec.eof:
            self._rest = self._codec.unused_data
            self._codec = None
        return piece


def _decompressor(compression: str | None) -> Callable[[], Any] | None:
    if compression == "gz":
        return lambda: zlib.decompressobj(zlib.MAX_WBITS | 16)
    if compression == "zst":
        zstandard = require("zstandard", "reading .zst")
        context = zstandard.ZstdDecompressor(max_window_size=_WINDOW)
        return lambda: context.decompressobj()
    return None
