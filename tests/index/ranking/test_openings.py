"""What is shown in bold where headings, leads, rows and code are among the sentences."""

from dataclasses import replace

from index.model import BlockKind, Document, DocumentId, SourceId
from index.questions.parsing import parse_question
from index.ranking.sentences import choose
from index.ranking.weighing import weigh
from index.sources.extract.blocks import Block
from index.sources.extract.composing import compose
from index.sources.ingest import analyse_document
from tests.index.small_library import Texts, candidate


def bold(question: str, *blocks: Block) -> str:
    """What of the one passage of these blocks is shown in bold."""
    composed = compose(blocks)
    document = Document(
        DocumentId("a"), SourceId("a"), "A", composed.text, parts=composed.parts, language="en"
    )
    ((passage, statistics),) = analyse_document(document)
    asked = weigh(parse_question(question, ["en"]), dict.fromkeys(statistics.places, 1), 9)
    return choose(asked, passage, statistics).span.of(passage.text)


def test_a_heading_that_repeats_the_question_is_no_answer() -> None:
    heading = Block("7.4. What is the control file for?", BlockKind.HEADING, 2)
    text = Block("Its fields name what is inside. The rest is long.")
    assert bold("What is the control file for?", heading, text) == "Its fields name what is inside."


def test_a_number_a_caption_and_the_head_of_a_table_are_no_answers() -> None:
    blocks = (
        Block("8.7."),
        Block("Table 7.1. columns Columns"),
        Block("Column\tWidth of column\nname\t12", BlockKind.TABLE, 1),
    )
    assert bold("How wide is a column of columns?", *blocks) == "name — Width of column: 12"


def test_the_row_answers_and_not_what_announces_the_table() -> None:
    lead = Block("The following table describes the error codes of Calc.")
    table = Block("Code\tMessage\n501\tInvalid character\n502\tInvalid argument", BlockKind.TABLE, 1)
    answer = "502 — Message: Invalid argument"
    assert bold("What does the error code 502 of Calc mean?", lead, table) == answer


def test_the_row_is_meant_whose_cell_says_so_and_not_the_header() -> None:
    rows = "Time\tBoat of 2 seats\tBoat of 4 seats\n2 hours\t600\t900\n4 hours\t1000\t1500"
    table = Block(rows, BlockKind.TABLE, 1)
    question = "What does a boat of 2 seats cost for 4 hours?"
    assert bold(question, table) == "4 hours — Boat of 2 seats: 1000 · Boat of 4 seats: 1500"


def test_a_list_that_is_asked_for_is_shown_with_its_lead() -> None:
    blocks = (
        Block("We have fees. The fee covers:"),
        Block("water\nlight\nthe keeper of the pool", BlockKind.LIST),
        Block("Nothing else."),
    )
    whole = "The fee covers:\n\nwater\nlight\nthe keeper of the pool"
    assert bold("What does the fee cover?", *blocks) == whole
    assert bold("Does the fee cover the keeper?", *blocks) == "the keeper of the pool"


def test_a_command_is_shown_with_the_sentence_that_announces_it() -> None:
    blocks = (Block("Some more. To list the packages, say:"), Block("pkg --all", BlockKind.CODE))
    assert bold("How do I list packages?", *blocks) == "To list the packages, say:\n\npkg --all"
    assert bold("What does pkg --all do?", *blocks) == "pkg --all"


def test_of_a_long_list_the_first_items_are_shown() -> None:
    items = "\n".join(f"item number {number} of the things that are needed" for number in range(15))
    shown = bold("What do you need?", Block("You need the following:"), Block(items, BlockKind.LIST))
    assert shown.startswith("You need the following:\n\nitem number 0")
    assert 60 < len(shown.split()) <= 85


def test_a_text_of_labels_alone_shows_one_all_the_same() -> None:
    assert bold("Opening hours?", Block("Opening hours", BlockKind.HEADING, 2)) == "Opening hours"


def test_a_quote_names_the_heading_unless_the_title_says_the_same() -> None:
    def heading(title: str, *headings: str) -> str | None:
        given = candidate("a", title, "It costs five crowns.")
        texts = Texts([replace(given, passage=replace(given.passage, headings=headings))])
        return texts.ask("crowns").quotes[0].heading

    assert heading("Handbook", "2 Money", "2.1 Expenses") == "2.1 Expenses"
    assert heading("Expenses", "2.1 Expenses") is None
    assert heading("Handbook") is None


def test_the_same_text_is_quoted_once() -> None:
    same = [candidate(id_, f"Copy {id_}", "It costs five crowns.") for id_ in "ab"]
    texts = Texts([*same, candidate("c", "Other", "It costs six crowns.")])
    texts_quoted = [quote.text for quote in texts.ask("What does it cost in crowns?").quotes]
    assert sorted(texts_quoted) == ["It costs five crowns.", "It costs six crowns."]


def test_a_row_that_names_what_is_counted_has_its_number_in_another_cell() -> None:
    rows = "Item\tComment\tUpper limit\ntables\tcolumns differ\tnone\ncolumns per table\tor less\t1,600"
    answer = "columns per table — Comment: or less · Upper limit: 1,600"
    assert bold("How many columns may a table have?", Block(rows, BlockKind.TABLE, 1)) == answer


def test_the_head_of_a_function_is_no_answer_where_the_text_below_speaks_of_it() -> None:
    head = Block("int set_timeout(lamp *lamp, int ms);", BlockKind.CODE)
    text = Block("This routine sets how long the lamp waits. It is rarely called.")
    assert bold("What does set_timeout do?", head, text) == "This routine sets how long the lamp waits."


def test_a_command_is_an_answer_where_nothing_refers_to_it() -> None:
    lead = Block("The lamp is put out by a command.")
    command = Block("lamp --dark now", BlockKind.CODE)
    assert bold("How is lamp --dark written?", lead, command, Block("Lamps are cheap.")) == "lamp --dark now"
