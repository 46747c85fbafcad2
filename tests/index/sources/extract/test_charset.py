import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.sources.extract.blocks import Unreadable
from index.sources.extract.charset import decode

RUSSIAN = "Путин подписал закон о майнинге.\nЕщё одна строка, 2024 год."
ENGLISH = "Putin signed the mining law.\nOne more line."


@pytest.mark.parametrize("text", [RUSSIAN, ENGLISH, "Привет, мир"])
@pytest.mark.parametrize(
    "charset",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1251", "koi8-r", "cp866"],
)
def test_the_usual_charsets_are_told(text: str, charset: str) -> None:
    assert decode(text.encode(charset)) == text


def test_western_text_is_no_cyrillic() -> None:
    assert decode("Café déjà vu".encode("cp1252")) == "Café déjà vu"


def test_a_declared_charset_is_believed_unless_it_fails() -> None:
    assert decode("Größe".encode("cp1252"), "windows-1252") == "Größe"
    assert decode("Größe".encode(), "no-such-charset") == "Größe"
    assert decode("Größe, Straße".encode(), "ascii") == "Größe, Straße"


def test_a_few_wrong_bytes_do_not_spoil_a_text() -> None:
    assert decode((RUSSIAN * 3).encode() + b"\xd0") == RUSSIAN * 3


@pytest.mark.parametrize(
    "content",
    [
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0" + bytes(range(256)),
        bytes(range(1, 256)) * 20,
        b"\xff\xfe\x00",
        b"text\0\0\0\0",
    ],
)
def test_what_is_no_text_is_refused(content: bytes) -> None:
    with pytest.raises(Unreadable):
        decode(content)


@given(st.binary())
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    try:
        text = decode(content)
    except Unreadable:
        return
    assert isinstance(text, str)


@given(st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn"))))
def test_utf_8_is_read_as_it_is(text: str) -> None:
    assert decode(text.encode()) == text.removeprefix("\ufeff")
