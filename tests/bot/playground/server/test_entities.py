import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.playground.server.entities import trimmed, utf16_length, with_found, words_of


def test_finds_commands_mentions_and_addresses() -> None:
    text = "/ask@footnote_bot about @someone 😀 (https://e.org/x?y=1). a/b x@y.org"
    found = [(entity["type"], words_of(text, entity)) for entity in with_found(text, [])]
    assert found == [
        ("bot_command", "/ask@footnote_bot"),
        ("mention", "@someone"),
        ("url", "https://e.org/x?y=1"),
    ]


def test_finds_nothing_inside_code_and_links() -> None:
    code = {"type": "code", "offset": 0, "length": 4}
    assert with_found("/ask", [code]) == [code]


@pytest.mark.parametrize(("text", "shown"), [("\n\n  x  \n", "  x"), ("   ", ""), ("a\n", "a")])
def test_blank_edges_go(text: str, shown: str) -> None:
    assert trimmed(text, [])[0] == shown


@given(st.text(alphabet="a😀 \n"), st.integers(0, 5), st.integers(1, 5))
def test_trimming_keeps_entities_on_their_words(text: str, offset: int, length: int) -> None:
    entity = {"type": "bold", "offset": offset, "length": length}
    shown, entities = trimmed(text, [entity])
    assert all(e["offset"] >= 0 and e["offset"] + e["length"] <= utf16_length(shown) for e in entities)


def test_a_hundred_entities_at_most() -> None:
    many = [{"type": "bold", "offset": n, "length": 1} for n in range(150)]
    assert len(trimmed("x" * 150, many)[1]) == 100
