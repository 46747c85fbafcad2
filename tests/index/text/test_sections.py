import pytest

from index.model import BlockKind, Part, Span
from index.text.passages import Cut, split_passages

PARAGRAPH, HEADING, LIST, TABLE = BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.LIST, BlockKind.TABLE


def compose(*blocks: tuple[BlockKind, int, str]) -> tuple[str, list[Part]]:
    parts = []
    text = ""
    for kind, level, block in blocks:
        text += "\n\n" if text else ""
        parts.append(Part(Span(len(text), len(text) + len(block)), kind, level))
        text += block
    return text, parts


def cuts(*blocks: tuple[BlockKind, int, str]) -> list[Cut]:
    text, parts = compose(*blocks)
    return split_passages(text, "en", parts)


def passages(*blocks: tuple[BlockKind, int, str]) -> list[str]:
    text, parts = compose(*blocks)
    return [cut.span.of(text) for cut in split_passages(text, "en", parts)]


def units(*blocks: tuple[BlockKind, int, str]) -> list[tuple[str, str]]:
    """Each sentence with its role."""
    text, parts = compose(*blocks)
    return [
        (sentence.of(cut.span.of(text)), role.name)
        for cut in split_passages(text, "en", parts)
        for sentence, role in zip(cut.sentences, cut.roles, strict=True)
    ]


def test_a_heading_begins_a_passage_that_knows_the_headings_above() -> None:
    text, parts = compose(
        (PARAGRAPH, 0, "Welcome to all."),
        (HEADING, 2, "2 Money"),
        (HEADING, 3, "2.1 Expenses"),
        (PARAGRAPH, 0, "Keep the bills."),
        (HEADING, 3, "2.2 Wages"),
        (PARAGRAPH, 0, "On the fifth."),
        (HEADING, 2, "3 Leave"),
    )
    found = [(cut.span.of(text), cut.headings) for cut in split_passages(text, "en", parts)]
    assert found == [
        ("Welcome to all.", ()),
        ("2 Money\n\n2.1 Expenses\n\nKeep the bills.", ("2 Money", "2.1 Expenses")),
        ("2.2 Wages\n\nOn the fifth.", ("2 Money", "2.2 Wages")),
        ("3 Leave", ("3 Leave",)),
    ]


def test_a_heading_never_hangs_at_the_end_of_a_passage() -> None:
    paragraph = "Each of these sentences has exactly eight words. " * 22
    found = passages(*((HEADING, 2, "A part"), (PARAGRAPH, 0, paragraph.strip())) * 5)
    assert len(found) == 5
    assert all(one.startswith("A part\n\nEach") and one.endswith("words.") for one in found)


def test_what_only_names_or_announces_is_known() -> None:
    assert units(
        (HEADING, 2, "8.6. Why is it there?"),
        (PARAGRAPH, 0, "8.7."),
        (PARAGRAPH, 0, "Nobody said it goes. The fee covers:"),
        (LIST, 0, "1. Water. It is cold.\n2. Light"),
        (PARAGRAPH, 0, "Table 7.1. The codes"),
        (TABLE, 1, "Code | Message\n502 — Message: Invalid. Sorry."),
        (BlockKind.CONTENTS, 0, "8.1 Which?\n8.2 Why?"),
        (BlockKind.CODE, 0, "if x:\n    # Stop here. Now.\n\n    y()"),
    ) == [
        ("8.6. Why is it there?", "LABEL"),
        ("8.7.", "LABEL"),
        ("Nobody said it goes.", "TEXT"),
        ("The fee covers:", "LEAD"),
        ("1. Water.", "ITEM"),
        ("It is cold.", "ITEM"),
        ("2. Light", "ITEM"),
        ("Table 7.1. The codes", "LABEL"),
        ("Code | Message", "LABEL"),
        ("502 — Message: Invalid. Sorry.", "ROW"),
        ("8.1 Which?", "CONTENTS"),
        ("8.2 Why?", "CONTENTS"),
        ("if x:\n    # Stop here. Now.\n\n    y()", "CODE"),
    ]


@pytest.mark.parametrize(
    "text",
    ["Table 7 shows that the bank grew.", "Price: 12 euros", "The code is 4471", "Chart music ended."],
)
def test_text_that_looks_like_a_label_stays_text(text: str) -> None:
    following = "And more of it follows in this paragraph, which is long."
    assert units((PARAGRAPH, 0, text), (PARAGRAPH, 0, following))[0] == (text, "TEXT")


def test_a_short_line_above_a_paragraph_heads_it_though_nobody_marked_it() -> None:
    first, *_ = units((PARAGRAPH, 0, "Opening hours"), (PARAGRAPH, 0, "We open at nine and close late."))
    assert first == ("Opening hours", "LABEL")


def test_a_question_with_its_answer_is_a_passage_headed_by_the_question() -> None:
    found = cuts(
        (HEADING, 2, "Questions"),
        (BlockKind.FAQ, 0, "Who pays?\nThe guest. Not we."),
        (BlockKind.FAQ, 0, "When?\nOn arrival."),
        (PARAGRAPH, 0, "That is all."),
    )
    assert [cut.headings for cut in found] == [
        ("Questions", "Who pays?"),
        ("Questions", "When?"),
        ("Questions",),
    ]
    assert [role.name for role in found[1].roles] == ["LABEL", "TEXT"]


def test_a_term_is_shown_with_what_is_said_of_it() -> None:
    assert units((BlockKind.DEFINITION, 0, "-v\nPrints all files. Slowly.")) == [
        ("-v\nPrints all files.", "TEXT"),
        ("Slowly.", "TEXT"),
    ]


def test_short_days_are_one_passage_and_long_ones_are_not() -> None:
    days = [
        block
        for day in ("2024-05-01", "1.2.0 (2023-11-20)", "12 March 2023")
        for block in ((HEADING, 2, day), (PARAGRAPH, 0, f"Lamps got better on {day}."))
    ]
    together = "\n\n".join(block[2] for block in days)
    assert passages((HEADING, 1, "Changes"), (PARAGRAPH, 0, "All of them."), *days) == [
        "Changes\n\nAll of them.",
        together,
    ]
    long = (PARAGRAPH, 0, "Each of these sentences has exactly eight words. " * 4)
    assert len(passages(*((HEADING, 2, "2024-05-01"), long) * 3)) == 3
    assert len(passages(*days[:2], (HEADING, 2, "Thanks"), (PARAGRAPH, 0, "To all."), *days[2:])) == 3
    other = [(kind, level, text.replace("2024-05-01", "Lamps")) for kind, level, text in days[:2] * 2]
    assert len(passages(*other)) == 2


def test_the_word_above_a_box_says_nothing_of_a_term() -> None:
    found = units(
        (BlockKind.DEFINITION, 0, "Presets\nПримечание"), (PARAGRAPH, 0, "See section 2 for these.")
    )
    assert [role for _, role in found] == ["LABEL", "LABEL", "TEXT"]
    found = units((BlockKind.DEFINITION, 0, "Colour\nred"), (PARAGRAPH, 0, "See section 2 for these."))
    assert found[0] == ("Colour\nred", "TEXT")


def test_long_code_is_cut_between_lines_only() -> None:
    lines = [f"    call({number})  # Go. On." for number in range(200)]
    found = units((BlockKind.CODE, 0, "\n".join(lines)))
    assert [line.strip() for text, _ in found for line in text.split("\n")] == [
        line.strip() for line in lines
    ]


def test_a_table_of_contents_is_a_passage_of_its_own() -> None:
    assert passages(
        (HEADING, 1, "Tools"),
        (PARAGRAPH, 0, "About tools."),
        (LIST, 0, "Which?\nWhy?"),
        (PARAGRAPH, 0, "More of them."),
        (HEADING, 2, "Which?"),
        (PARAGRAPH, 0, "These."),
        (HEADING, 2, "Why?"),
        (PARAGRAPH, 0, "So."),
    ) == ["Tools\n\nAbout tools.", "Which?\nWhy?", "More of them.", "Which?\n\nThese.", "Why?\n\nSo."]
