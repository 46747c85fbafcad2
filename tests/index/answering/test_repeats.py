from collections.abc import Sequence

import pytest

from index.answering.repeats import without_repeats
from index.model import Candidate, DocumentHead, DocumentId, Passage, PassageId, Role, SourceId, Span
from index.ranking.order import Ranked
from index.text.statistics import passage_statistics

FERRY = "The ferry to Kem takes forty minutes and leaves from the northern pier at noon."
LAMP = "A lamp is lit with the command light and put out with the command dark."
TEA = "Tea is served on deck from ten to four by the crew of the ship."


def ranked(number: int, sentences: Sequence[str], *, title: str = "Title", heading: str = "") -> Ranked:
    """A passage of these sentences, below a heading of its own if there is one."""
    lines = [heading, *sentences] if heading else [*sentences]
    text, spans = "", []
    for line in lines:
        text += "\n\n" if text else ""
        spans.append(Span(len(text), len(text) + len(line)))
        text += line
    roles = (Role.LABEL, *[Role.TEXT] * len(sentences)) if heading else (Role.TEXT,) * len(sentences)
    passage = Passage(
        PassageId(f"p{number}"),
        DocumentId(f"d{number}"),
        0,
        Span(0, len(text)),
        text,
        tuple(spans),
        roles,
        (heading,) if heading else (),
    )
    head = DocumentHead(DocumentId(f"d{number}"), SourceId(f"s{number}"), title)
    statistics = passage_statistics(passage, title, "en")
    return Ranked(Candidate(passage, head, statistics), -float(number), {}, -float(number))


def kept(*all_of_them: Ranked) -> list[str]:
    return [one.candidate.passage.id for one in without_repeats(all_of_them)]


def test_a_chapter_beside_the_whole_book_is_told_once() -> None:
    chapter = ranked(1, [FERRY], title="2. Ferries")
    book = ranked(2, [FERRY], title="The whole manual", heading="2. Ferries")
    text = ranked(3, [FERRY.replace("noon.", "noon")], title="The whole manual", heading="Ferries")
    assert kept(chapter, book, text) == ["p1"]
    assert kept(book, chapter, text) == ["p2"]


def test_a_book_that_is_cut_elsewhere_tells_the_same() -> None:
    assert kept(ranked(1, [LAMP, FERRY]), ranked(2, [FERRY, TEA])) == ["p1"]
    assert kept(ranked(1, [FERRY, TEA]), ranked(2, [LAMP, FERRY])) == ["p1"]


def test_markup_and_white_space_do_not_part_what_is_the_same() -> None:
    marked = FERRY.replace("northern pier", "*northern*\n`pier`")
    assert kept(ranked(1, [FERRY]), ranked(2, [marked])) == ["p1"]


@pytest.mark.parametrize(
    "other",
    [
        FERRY.replace("forty", "fifty"),
        FERRY.replace("Kem", "Kola"),
        FERRY.replace("takes", "never takes"),
        FERRY.replace("noon", "noon on 5 May"),
        f"It is not true that {FERRY}",
    ],
)
def test_one_word_more_or_less_and_both_stay(other: str) -> None:
    assert kept(ranked(1, [FERRY]), ranked(2, [other])) == ["p1", "p2"]
    assert kept(ranked(1, [LAMP, FERRY]), ranked(2, [LAMP, other])) == ["p1", "p2"]


@pytest.mark.parametrize(("one", "other"), [("5.10 €", "5.01 €"), ("5 €", "5 $"), ("-5 °C", "5 °C")])
def test_a_figure_is_not_its_digits_alone(one: str, other: str) -> None:
    said = "The price for grown-up people that come by ship is {}."
    assert kept(ranked(1, [said.format(one)]), ranked(2, [said.format(other)])) == ["p1", "p2"]


def test_other_headings_or_years_above_the_same_words_tell_something_else() -> None:
    north, south = (ranked(number, [FERRY], heading=name) for number, name in enumerate(("North", "South")))
    assert kept(north, south) == ["p0", "p1"]
    assert kept(ranked(1, [FERRY], title="Plan 2019"), ranked(2, [FERRY], title="Plan 2022")) == ["p1", "p2"]


def test_a_short_sentence_in_two_texts_is_no_repeat_of_either() -> None:
    assert kept(ranked(1, ["Yes.", FERRY]), ranked(2, ["Yes."])) == ["p1", "p2"]
    assert kept(ranked(1, ["Yes."]), ranked(2, ["yes."])) == ["p1"]


def test_two_texts_that_share_less_than_half_are_told_both() -> None:
    long = [TEA, LAMP, TEA.replace("Tea", "Milk"), LAMP.replace("lamp", "stove")]
    assert kept(
        ranked(1, [*long, FERRY]), ranked(2, [FERRY, *(one.replace("the", "no") for one in long)])
    ) == [
        "p1",
        "p2",
    ]


def test_far_down_the_same_text_is_told_once_too_however_it_is_spaced() -> None:
    others = [ranked(number, [f"Pier {number} is for {number} boats and no more."]) for number in range(20)]
    spaced = ranked(21, [f"\n {FERRY.upper()}".replace(" FERRY", "\u00a0\n ferry")])
    started_alike = ranked(22, [LAMP.replace("A lamp", "The ferry's lamp")])
    assert kept(*others, ranked(20, [FERRY]), spaced, started_alike)[-2:] == ["p20", "p22"]
