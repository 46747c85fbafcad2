from hypothesis import given
from hypothesis import strategies as st

from index.model import BlockKind, Part, Span
from index.sources.shared_lines import lines_at_edges, shared_lines, without_shared


def made(*blocks: str) -> tuple[str, list[Part]]:
    """A text of these blocks; one that begins with `# ` is a heading."""
    text, parts = "", []
    for block in blocks:
        kind = BlockKind.HEADING if block.startswith("# ") else BlockKind.PARAGRAPH
        line = block.removeprefix("# ")
        text += "\n\n" if text else ""
        parts.append(Part(Span(len(text), len(text) + len(line)), kind))
        text += line
    return text, parts


def left(shared: set[str], *blocks: str) -> list[str]:
    text, parts = made(*blocks)
    return [part.span.of(text) for part in without_shared(text, parts, shared)]


def test_a_line_of_most_pages_is_shared() -> None:
    found = shared_lines({"a": ["Home", "One"], "b": ["Home", "Two"], "c": ["Home"], "d": ["Four"]})
    assert found == {"a": {"Home"}, "b": {"Home"}, "c": {"Home"}, "d": set()}


def test_half_of_the_pages_or_two_of_them_are_not_most() -> None:
    assert not any(shared_lines({"a": ["Home"], "b": ["Home"]}).values())
    assert not any(shared_lines({page: ["Home" if page < "d" else "Away"] for page in "abcdef"}).values())


def test_what_may_be_sought_stays_in_the_first_page_that_has_it() -> None:
    for line in ("Call 555 1234", "Write to office@example.org", "The office is closed on every Monday"):
        found = shared_lines({"a": ["Else"], "b": [line], "c": [line], "d": [line]})
        assert [page for page, lines in found.items() if lines] == ["c", "d"]


def test_a_line_with_a_label_stays_everywhere() -> None:
    assert not any(shared_lines({page: ["Status: open"] for page in "abcd"}).values())


def test_only_what_stands_at_the_edges_goes() -> None:
    shared = {"Home", "About", "More", "Site"}
    assert left(shared, "Home", "# One", "Text.", "Home", "Other.", "# More", "About") == [
        "One",
        "Text.",
        "Home",
        "Other.",
    ]
    assert left(shared, "# Site", "Home", "# One", "Text.") == ["One", "Text."]
    assert left({"Notes"}, "# Notes", "Text.") == ["Notes", "Text."]


def test_a_page_of_nothing_else_keeps_all() -> None:
    assert left({"Home", "About"}, "Home", "About") == ["Home", "About"]


def test_numbers_of_pages_are_one_line() -> None:
    pages = [made(f"Text {number}.", f"[Page {number}]") for number in range(3)]
    found = shared_lines({str(number): lines_at_edges(*page) for number, page in enumerate(pages)})
    left = [len(without_shared(*page, shared)) for page, shared in zip(pages, found.values(), strict=True)]
    assert left == [1, 1, 1]


@given(
    st.lists(
        st.lists(st.sampled_from(["Home", "About", "# Site", "Text one.", "7 lamps", "a: b"])), max_size=6
    )
)
def test_what_is_left_is_a_run_of_the_parts(pages: list[list[str]]) -> None:
    read = {str(number): made(*blocks) for number, blocks in enumerate(pages)}
    found = shared_lines({name: lines_at_edges(*page) for name, page in read.items()})
    for name, (text, parts) in read.items():
        kept = list(without_shared(text, parts, found[name]))
        assert bool(kept) == bool(parts)
        assert not kept or kept == parts[(start := parts.index(kept[0])) : start + len(kept)]
