import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.payloads import FollowQuestion, Group, OpenAnswer, ShowDocument, ShowGroup, deep_link, read_start
from bot.payloads.links import Target

ids = st.from_regex("[a-z0-9]{1,40}", fullmatch=True)
groups = st.builds(Group, st.integers(-(10**14), -1), st.none() | st.integers(1, 2**31))


@given(
    st.builds(ShowDocument, ids)
    | st.builds(OpenAnswer, ids)
    | st.builds(FollowQuestion, ids)
    | st.builds(ShowGroup, groups)
)
def test_a_link_leads_to_what_it_is_for(target: Target) -> None:
    start, _, payload = deep_link("FootnoteBot", target).partition("?start=")
    assert start == "https://t.me/FootnoteBot"
    assert len(payload) <= 64
    assert read_start(payload) == target


@pytest.mark.parametrize(
    "payload",
    [
        "",
        "s_",
        "s_abc\n",
        "s_../x",
        "s_ABC",
        "x_abc",
        "a_é",
        "s_a b",
        "abc",
        "f_",
        "f_A",
        "g_",
        "g_5",
        "g_-5_",
        "g_-5\n",
        "g_-٣",
        "g_-1-1",
        "g_-5_x",
    ],
)
def test_other_links_lead_nowhere(payload: str) -> None:
    assert read_start(payload) is None
