"""Word documents, workbooks, slides, tables and e-books keep their headings, rows and chapters."""

import pytest

from index.errors import SourceError
from index.model import BlockKind, PartialDate
from index.sources.extract import Extracted, extract, extract_all
from tests.index.sources.extract.made_files import (
    archive,
    docx,
    epub,
    paragraph,
    pptx,
    properties,
    shape,
    word_table,
    xlsx,
)

FEES = [["Service", "Price"], ["Passport", "70 euros"], ["Badge", "5 euros"]]
NAMED = "Passport — Price: 70 euros\nBadge — Price: 5 euros"


def headings(found: Extracted) -> list[str]:
    return [part.span.of(found.text) for part in found.parts if part.kind is BlockKind.HEADING]


def test_a_word_document_keeps_headings_and_tables() -> None:
    body = (
        paragraph("Town hall", "T")
        + paragraph("Fees", "H1")
        + word_table(FEES)
        + paragraph("Closed on Monday.")
    )
    found = extract(docx(body), "x1.docx")
    assert found.title == "Town hall"
    assert headings(found) == ["Fees"]
    assert NAMED in found.text
    assert found.text.endswith("Closed on Monday.")


def test_what_was_struck_out_of_a_word_document_is_not_read() -> None:
    struck = "<w:del><w:r><w:delText>It is free.</w:delText></w:r></w:del>"
    body = f"<w:p>{struck}<w:ins><w:r><w:t>It costs 5 euros.</w:t></w:r></w:ins></w:p>"
    assert extract(docx(body), "x1.docx").text == "It costs 5 euros."


def test_office_files_say_what_they_are_called_and_when_they_changed() -> None:
    core = properties("Fees of the town", "Anna Smith", "2024-08-08T10:00:00Z")
    found = extract(docx(paragraph("A passport costs 70 euros."), core), "x1.docx")
    assert (found.title, found.publisher) == ("Fees of the town", "Anna Smith")
    assert found.published == PartialDate(2024, 8, 8)


def test_each_row_of_a_workbook_has_the_names_of_its_columns() -> None:
    found = extract(xlsx({"Fees": [["Fees of 2024", ""], ["", ""], *FEES]}), "x1.xlsx")
    assert found.title == "Fees of 2024"
    assert NAMED in found.text


def test_sheets_are_headings_and_hidden_ones_are_left_out() -> None:
    sheets: dict[str, list[list[str | float]]] = {
        "Fees": [[*row] for row in FEES],
        "Rooms": [["Room", "Floor"], ["Registry", 2.0]],
        "Old": [["a", "b"], ["c", "d"]],
    }
    found = extract(xlsx(sheets, hidden=["Old"]), "town hall.xlsx")
    assert found.title == "town hall"
    assert headings(found) == ["Fees", "Rooms"]
    assert "Registry — Floor: 2" in found.text
    assert "c" not in found.text.split()


@pytest.mark.parametrize(
    "text",
    [
        "Service,Price\nPassport,70 euros\nBadge,5 euros\n",
        "Service;Price\nPassport;70 euros\nBadge;5 euros\n",
        "Service\tPrice\nPassport\t70 euros\nBadge\t5 euros\n",
        '\ufeff"Service","Price"\r\n"Passport","70 euros"\r\n"Badge","5 euros"\r\n',
    ],
)
def test_rows_of_a_table_as_text_have_the_names_of_its_columns(text: str) -> None:
    assert NAMED in extract(text.encode(), "fees.csv").text


def test_a_table_in_an_old_charset_is_read() -> None:
    text = "Услуга;Цена\nПаспорт;70 евро\nПропуск;5 евро\n"
    assert "Паспорт — Цена: 70 евро" in extract(text.encode("cp1251"), "fees.csv").text


def test_a_first_row_of_figures_names_no_columns() -> None:
    assert extract(b"2019,40\n2020,45\n", "x1.csv").text == "2019 | 40\n2020 | 45"


def test_the_names_of_columns_are_no_title() -> None:
    found = extract(b"Name,Price\nPassport,70 euros\nBadge,5 euros\n", "x1.csv")
    assert found.title == "x1"
    assert "Passport — Price: 70 euros" in found.text


def test_of_a_very_long_table_the_first_rows_are_read_and_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.sources.extract.sheets.MOST_ROWS", 3)
    found = extract(b"Name,Price\na,1\nb,2\nc,3\nd,4\n", "x1.csv")
    assert found.warnings == ("only the first 3 of its 6 rows were read",)
    assert "d" not in found.text.split()


def test_a_slide_is_a_heading_and_they_come_in_the_order_in_which_they_are_shown() -> None:
    table = (
        "<p:graphicFrame><a:tbl>"
        + "".join(
            "<a:tr>"
            + "".join(f"<a:tc><a:p><a:r><a:t>{cell}</a:t></a:r></a:p></a:tc>" for cell in row)
            + "</a:tr>"
            for row in FEES
        )
        + "</a:tbl></p:graphicFrame>"
    )
    slides = [
        shape("title", "Fees") + table + shape("sldNum", "2"),
        shape("ctrTitle", "Town hall") + shape("body", "Open every day", "Closed on Monday"),
    ]
    found = extract(pptx(slides, notes={1: "Say that students pay nothing."}), "talk.pptx")
    assert found.title == "Town hall"
    assert headings(found) == ["Fees"]
    assert "Open every day\nClosed on Monday" in found.text
    assert NAMED in found.text
    assert found.text.endswith("Say that students pay nothing.")


def test_chapters_of_a_book_come_in_its_order_without_its_contents() -> None:
    contents = '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
    said = (
        "<dc:title>The Boiler</dc:title><dc:creator>A. Smith</dc:creator>"
        "<dc:date>2019-05-01</dc:date><dc:language>en-GB</dc:language>"
    )
    chapters = {"two": "<h1>Water</h1><p>It is hot.</p>", "one": "<h1>Fire</h1><p>It burns.</p>"}
    found = extract(epub(chapters, extra=contents, metadata=said), "x1.epub")
    assert found.title == "The Boiler"
    assert found.text == "Water\n\nIt is hot.\n\nFire\n\nIt burns."
    assert (found.publisher, found.language) == ("A. Smith", "en")
    assert found.published == PartialDate(2019, 5, 1)


@pytest.mark.parametrize("ending", ["docx", "xlsx", "pptx", "epub", "zip"])
def test_what_is_not_what_its_name_says_is_refused_plainly(ending: str) -> None:
    with pytest.raises(SourceError, match="is no whole archive"):
        extract_all(b"Just some words.", f"x1.{ending}")
    with pytest.raises(
        SourceError, match=r"is no (?:Word document|workbook|presentation|e-book)|holds no file"
    ):
        extract_all(archive({"other.bin": b"\0"}), f"x1.{ending}")
