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
    assert decode(text.encode(charset)).text == text


def test_western_text_is_no_cyrillic() -> None:
    assert decode("Café déjà vu".encode("cp1252")).text == "Café déjà vu"


def test_a_declared_charset_is_believed_unless_it_fails() -> None:
    assert decode("Größe".encode("cp1252"), "windows-1252").text == "Größe"
    assert decode("Größe".encode(), "no-such-charset").text == "Größe"
    assert decode("Größe, Straße".encode(), "ascii").text == "Größe, Straße"


def test_a_few_wrong_bytes_do_not_spoil_a_text() -> None:
    assert decode((RUSSIAN * 3).encode() + b"\xd0").text == RUSSIAN * 3


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


@pytest.mark.parametrize(
    ("text", "charset"),
    [
        ("הגשר החדש מעל הנהר נבנה בתוך שנתיים. אורכו 240 מטרים.", "cp1255"),
        ("Köyde pazar salı günü kurulur. Balık yalnız kışın satılır.", "cp1254"),
        ("Most przez rzekę ma długość 240 metrów. Koszt wyniósł 5 milionów.", "cp1250"),
        ("Zażółć gęślą jaźń. Muzeum jest otwarte w środę.", "iso8859-2"),
        ("A múzeum keddtől vasárnapig tart nyitva. A belépő ára 900 forint.", "cp1250"),
        ("Η γέφυρα έχει μήκος 240 μέτρα. Άνοιξε τον Μάιο.", "iso8859-7"),
        ("يبلغ طول الجسر 240 مترا. الدخول مجاني في يوم الجمعة.", "cp1256"),
        ("Tilto ilgis yra 240 metrų. Įėjimas nemokamas.", "cp1257"),
        ("Міст завдовжки 240 метрів відкрили у травні.", "koi8-u"),
        ("สะพานยาว 240 เมตร เปิดทุกวัน", "cp874"),
        ("港口的第三个码头将扩建到一千二百米。工程于五月开始，预计明年完成。", "gb18030"),
        ("灯台は1912年に建設された。高さは二十四メートルである。", "cp932"),
        ("등대는 1912년에 세워졌다. 높이는 이십사 미터이다.", "cp949"),
        ("Die Brücke über die Förde ist 310 Meter lang.", "cp850"),
        ("A lorry pays £45 for the crossing.", "cp1252"),
        ("The repair cost 10\xa0000 crowns, and Mr.\xa0Vale paid half of it.", "cp1252"),
        ("“It costs – as all know – 5 €”, she said.", "cp1252"),
        ("Größe", "cp1252"),
    ],
)
def test_old_charsets_are_told_by_what_makes_sense(text: str, charset: str) -> None:
    assert decode(text.encode(charset)).text == text


def test_a_declaration_is_checked_against_the_bytes() -> None:
    assert decode("Die Brücke über die Förde".encode(), "iso-8859-1").text == "Die Brücke über die Förde"
    assert (
        decode("It costs 6 €, “valid” – now".encode("cp1252"), "iso-8859-1").text
        == "It costs 6 €, “valid” – now"
    )
    assert decode("Мост открыли в мае".encode("koi8-r"), "windows-1252").text == "Мост открыли в мае"


def test_of_a_doubtful_charset_its_owner_is_told() -> None:
    assert decode("Café déjà vu".encode("cp1252")).warning == (
        "says not in which character set it is; it was read as cp1252"
    )
    assert decode("Die Brücke über die Förde".encode("cp1252")).warning is None


@given(st.binary())
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    try:
        text = decode(content).text
    except Unreadable:
        return
    assert isinstance(text, str)


@given(st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn"))))
def test_utf_8_is_read_as_it_is(text: str) -> None:
    assert decode(text.encode()).text == text.removeprefix("\ufeff")
