"""Summaries: sentences of the text itself, few, in its order, and those that say most."""

from hypothesis import given
from hypothesis import strategies as st

from index.text.summaries import summarise

TEXT = """Short note.

The energy ministry bans bitcoin mining in ten regions from January. Nobody at the party wore a hat.

The ban on mining covers pools as well, and the ministry can add regions. It rained."""


def test_the_sentences_that_name_what_the_text_speaks_of() -> None:
    sentences = [span.of(TEXT) for span in summarise(TEXT, "Mining ban in ten regions", "en")]
    assert sentences == [
        "The energy ministry bans bitcoin mining in ten regions from January.",
        "The ban on mining covers pools as well, and the ministry can add regions.",
    ]


def test_the_title_is_not_said_again() -> None:
    text = "Ministry bans bitcoin mining in ten regions\n\nThe ban on mining begins in January, they say."
    [span] = summarise(text, "Ministry bans bitcoin mining in ten regions", "en", count=1)
    assert span.of(text).startswith("The ban")


def test_nothing_to_say() -> None:
    assert summarise("", "Title", "en") == ()


@given(st.text(max_size=300), st.text(max_size=30), st.sampled_from(["en", "ru", None]), st.integers(0, 3))
def test_any_text_gives_sentences_of_its_own(text: str, title: str, language: str | None, count: int) -> None:
    spans = summarise(text, title, language, count=count)
    assert len(spans) <= count
    assert list(spans) == sorted(spans)
    assert all(span.of(text).strip() for span in spans)
