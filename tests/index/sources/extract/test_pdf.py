"""PDFs are read as their readers read them: in order, without what is printed on every page."""

from dataclasses import replace

import pytest

from index.answering.links import link_to, page_number
from index.errors import SourceError
from index.model import BlockKind, Document, DocumentId, PartialDate, SourceId, Span
from index.sources.extract import Extracted, extract
from tests.index.sources.extract.made_files import Set, pdf

BODY = 10.0


def lines(*texts: str, top: float = 700, left: float = 60) -> list[Set]:
    return [(left, top - 12 * number, BODY, text) for number, text in enumerate(texts)]


def read(pages: list[list[Set]], name: str = "manual.pdf") -> Extracted:
    return extract(pdf(pages), name)


def headed(number: int, chapter: str, *own: str) -> list[Set]:
    """A page with a running head above and its number below."""
    return [(60, 800, 9, f"The Boiler Manual {chapter}"), *lines(*own), (290, 40, 9, str(number + 4))]


def test_lines_of_a_paragraph_are_one_and_words_parted_at_their_ends_are_whole() -> None:
    found = read(
        [lines("The boiler has to be ser-", "viced every year by a person", "who is trained for it.")]
    )
    assert found.text == "The boiler has to be serviced every year by a person who is trained for it."


def test_a_hyphen_stays_where_the_text_itself_writes_the_word_with_one() -> None:
    russian = lines(
        "Положите компакт-диск в привод и закройте его.",
        "Если в приводе уже лежит компакт-",
        "диск, выньте его.",
    )
    assert "уже лежит компакт-диск, выньте" in read([russian]).text


def test_running_heads_and_page_numbers_go() -> None:
    pages = [
        headed(number, f"Chapter {number}", f"Own words number {number} stand here.")
        for number in range(1, 6)
    ]
    found = read(pages)
    assert "Boiler Manual" not in found.text
    assert [line for line in found.text.split("\n") if line] == [
        f"Own words number {number} stand here." for number in range(1, 6)
    ]
    assert found.dropped_words == 5 * 6


def test_a_first_line_that_only_one_page_has_is_no_running_head() -> None:
    words = ("Fire", "Water", "Smoke", "Steam")
    pages = [[(60, 800, BODY, f"{word} is told on this page."), *lines("Then more.")] for word in words]
    text = read(pages).text
    assert all(f"{word} is told" in text for word in words)


def test_a_sentence_that_goes_on_on_the_next_page_is_one() -> None:
    pages = [
        headed(1, "One", "A first paragraph.", "The valve of the boiler is closed by"),
        headed(2, "One", "turning it to the right. It opens to the left."),
        headed(3, "One", "The end."),
    ]
    assert "closed by turning it to the right." in read(pages).text


def test_links_open_the_page_that_a_sentence_is_on() -> None:
    pages = [
        headed(1, "One", "The pump is on the first page, and its handle is turned by"),
        headed(2, "One", "hand. The valve is on the second page."),
        headed(3, "One", "The burner is on the third page."),
    ]
    found = read(pages)
    document = Document(
        DocumentId("d"), SourceId("s"), "T", found.text, url="https://site.test/m.pdf", places=found.places
    )
    for words, page in (("The pump", 1), ("The valve", 2), ("The burner", 3)):
        start = found.text.index(words)
        sentence = Span(start, start + 8)
        assert link_to(document, sentence) == f"https://site.test/m.pdf#page={page}"
        assert page_number(replace(document, url=None), sentence) == page


def test_larger_letters_are_a_heading() -> None:
    page = [(60, 760, 18, "Service"), *lines("It is serviced every year.", "This costs 90 euros.")]
    found = read([page])
    assert found.title == "Service"
    more = read([[(60, 780, 22, "The Manual"), *page, (60, 650, 18, "Repair"), *lines("Call us.", top=620)]])
    headings = [part.span.of(more.text) for part in more.parts if part.kind is BlockKind.HEADING]
    assert headings == ["Service", "Repair"]


def test_a_table_keeps_the_names_of_its_columns() -> None:
    def row(top: float, *cells: str) -> list[Set]:
        return [(60 + 150 * number, top, BODY, cell) for number, cell in enumerate(cells)]

    page = [
        *lines("The fees of the town are these."),
        *row(640, "Service", "Price", "Days"), *row(626, "Passport", "70 euros", "14"),
        *row(612, "Badge", "5 euros", "2"),
    ]  # fmt: skip
    assert "Passport — Price: 70 euros · Days: 14\nBadge — Price: 5 euros · Days: 2" in read([page]).text


def test_items_are_a_list_each() -> None:
    found = read([lines("Bring:", "• a passport", "• a photograph of your", "face", "1. Wait.", "2. Pay.")])
    assert [line for line in found.text.split("\n") if line] == [
        "Bring:", "a passport", "a photograph of your face", "1. Wait.", "2. Pay.",
    ]  # fmt: skip


def test_columns_are_read_one_after_the_other() -> None:
    left = lines("The left column is read", "first, down to its end.")
    right = lines("Then the right one follows,", "from its head.", left=320)
    assert read([[*left, *right]]).text.split("\n\n") == [
        "The left column is read first, down to its end.", "Then the right one follows, from its head.",
    ]  # fmt: skip


def test_it_says_what_it_is_called_and_when_it_was_made() -> None:
    said = {"Title": "Heating at home", "Author": "A. Smith", "CreationDate": "D:20240808120000Z"}
    found = extract(pdf([lines("Some words of text.")], said), "x1.pdf")
    assert (found.title, found.publisher, found.published) == (
        "Heating at home",
        "A. Smith",
        PartialDate(2024, 8, 8),
    )


@pytest.mark.parametrize("title", ["Microsoft Word - heating.docx", "heating.indd", "untitled", "C:/a/b"])
def test_a_title_that_a_program_made_up_is_none(title: str) -> None:
    page = [(60, 760, 20, "Heating at home"), *lines("Some words of text.", "And more of them.")]
    assert extract(pdf([page], {"Title": title}), "x1.pdf").title == "Heating at home"


def test_pages_that_are_pictures_are_refused_plainly() -> None:
    with pytest.raises(SourceError, match="holds no text: its pages are pictures"):
        read([[], []])


def test_one_that_is_locked_or_broken_is_refused_plainly() -> None:
    key = f"<{'00' * 32}>"
    lock = f"/ID [<00> <00>] /Encrypt << /Filter /Standard /V 1 /R 2 /O {key} /U {key} /P -4 >> "
    locked = pdf([lines("Secret.")], trailer=lock)
    with pytest.raises(SourceError, match="is protected by a password"):
        extract(locked, "locked.pdf")
    with pytest.raises(SourceError, match="is no whole PDF"):
        extract(b"%PDF-1.4\nnothing", "broken.pdf")


def test_one_with_too_many_pages_is_refused_plainly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.sources.extract.pdf_pages.MOST_PAGES", 3)
    with pytest.raises(SourceError, match="has 4 pages; up to 3 are read"):
        read([lines("Some words.")] * 4)
