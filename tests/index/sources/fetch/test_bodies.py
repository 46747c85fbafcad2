"""Bodies are decoded as far as is allowed and no further."""

import gzip
import zlib
from collections.abc import Callable

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.sources.fetch.bodies import TooLargeError, UndecodableError, read_body

ENCODERS: dict[str, Callable[[bytes], bytes]] = {
    "": bytes,
    "gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": brotli.compress,
}


def pieces(raw: bytes, size: int) -> list[bytes]:
    return [raw[at : at + size] for at in range(0, len(raw), size)]


@given(st.binary(max_size=5_000), st.integers(1, 700))
def test_what_was_encoded_comes_out_however_it_is_cut(content: bytes, size: int) -> None:
    for encoding, encode in ENCODERS.items():
        assert read_body(pieces(encode(content), size), encoding) == content


@pytest.mark.parametrize("encoding", ENCODERS)
@pytest.mark.parametrize("size", [7, 10_000])
def test_what_says_the_same_over_and_over_comes_whole(encoding: str, size: int) -> None:
    content = b"<p>The ferry sails at nine.</p>" * 20_000
    assert read_body(pieces(ENCODERS[encoding](content), size), encoding) == content


@pytest.mark.parametrize(("encoding", "encode"), [("gzip", gzip.compress), ("br", brotli.compress)])
def test_a_bomb_is_stopped_at_the_limit(encoding: str, encode: Callable[[bytes], bytes]) -> None:
    bomb = encode(bytes(8 << 20))
    assert len(bomb) < 1 << 17
    with pytest.raises(TooLargeError):
        read_body([bomb], encoding, largest=1 << 17)


def test_several_gzip_members_are_one_body() -> None:
    assert read_body([gzip.compress(b"one ") + gzip.compress(b"two")], "gzip") == b"one two"


@pytest.mark.parametrize(("encoding", "raw"), [("gzip", b"no gzip"), ("br", b"\xff" * 50), ("zstd", b"")])
def test_what_cannot_be_decoded_is_told(encoding: str, raw: bytes) -> None:
    with pytest.raises(UndecodableError):
        read_body([raw], encoding)
