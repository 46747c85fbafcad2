"""The names of files that people send: words to show, never a path."""

from hypothesis import given
from hypothesis import strategies as st

from bot.additions.names import LONGEST_NAME, plain_name


@given(st.none() | st.text(), st.none() | st.sampled_from(["text/plain", "application/pdf", "x/y"]))
def test_any_name_becomes_one_that_can_be_shown(name: str | None, media_type: str | None) -> None:
    plain = plain_name(name, media_type)
    assert plain
    assert plain.isprintable()
    assert not {"/", "\\", "\0"} & set(plain)
    assert len(plain) <= LONGEST_NAME + 5
    assert plain not in {".", ".."}


@given(st.text("abc. ", min_size=1, max_size=200))
def test_the_ending_is_kept(stem: str) -> None:
    assert plain_name(f"x{stem}.md", None).endswith(".md")
