"""The body of an answer: decoded as it comes in, and never larger than is allowed. Pure."""

import zlib
from collections.abc import Iterable, Iterator
from typing import Final, Protocol

import brotli

LARGEST: Final = 10 << 20
_AT_ONCE: Final = 1 << 16


class TooLargeError(Exception):
    """The decoded body is larger than allowed."""


class UndecodableError(Exception):
    """The body is not encoded as it says."""


class Decoder(Protocol):
    """Takes the bytes of a body and gives out what they mean, a bounded piece at a time."""

    def decode(self, raw: bytes) -> Iterator[bytes]:
        """What these bytes, the next of the body, mean."""


def read_body(chunks: Iterable[bytes], encoding: str, *, largest: int = LARGEST) -> bytes:
    """The decoded body; raises TooLargeError as soon as it is larger, UndecodableError when it is broken."""
    decoder = _decoder(encoding.strip().lower())
    body = bytearray()
    for chunk in chunks:
        for piece in decoder.decode(chunk):
            body += piece
            if len(body) > largest:
                raise TooLargeError
    return bytes(body)


def _decoder(encoding: str) -> Decoder:
    if encoding in {"", "identity"}:
        return _Identity()
    if encoding in {"gzip", "x-gzip"}:
        return _Zlib(zlib.MAX_WBITS | 16)
    if encoding == "deflate":
        return _Zlib(zlib.MAX_WBITS)
    if encoding == "br":
        return _Brotli()
    raise UndecodableError(f"its encoding {encoding[:40]!r} is none that was asked for")


class _Identity:
    def decode(self, raw: bytes) -> Iterator[bytes]:
        yield raw


class _Zlib:
    def __init__(self, window: int) -> None:
        self._window = window
        self._decompressor = zlib.decompressobj(window)

    def decode(self, raw: bytes) -> Iterator[bytes]:
        try:
            while raw:
                piece = self._decompressor.decompress(raw, _AT_ONCE)
                if piece:
                    yield piece
                raw = self._decompressor.unconsumed_tail
                if self._decompressor.eof:  # several gzip members are one body
                    raw = self._decompressor.unused_data
                    self._decompressor = zlib.decompressobj(self._window)
        except zlib.error as error:
            raise UndecodableError(
                f"it is no {'gzip' if self._window & 16 else 'deflate'}: {error}"
            ) from error


class _Brotli:
    def __init__(self) -> None:
        self._decompressor = brotli.Decompressor()

    def decode(self, raw: bytes) -> Iterator[bytes]:
        try:
            # It also takes more input while it still has output to give.
            while piece := self._decompressor.process(raw, output_buffer_limit=_AT_ONCE):
                yield piece
                raw = b""
        except brotli.error as error:
            raise UndecodableError("it is no brotli") from error
