import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.payloads import (
    CastVote,
    ChooseLanguage,
    OpenAnswer,
    Pane,
    Press,
    ShowCard,
    ShowDocument,
    ShowLatest,
    ShowSources,
    View,
    carries,
    deep_link,
    read_press,
    read_start,
    write_press,
)

ids = st.from_regex("[a-z0-9]{1,40}", fullmatch=True)
pages = st.integers(0, 9999)
views = st.builds(View, st.integers(0, 9), st.sampled_from(Pane))
presses = st.one_of(
    st.builds(ShowCard, ids, views),
    st.builds(CastVote, ids, views, st.booleans()),
    st.builds(ShowDocument, ids, pages),
    st.builds(ShowSources, pages),
    st.builds(ShowLatest, pages),
    st.builds(ChooseLanguage, st.sampled_from([None, "en", "ru"])),
)


@given(presses)
def test_a_button_carries_what_it_asks_for_in_64_bytes(press: Press) -> None:
    data = write_press(press)
    assert len(data.encode()) <= 64
    assert read_press(data) == press
    assert carries(type(press))(data)


@given(st.text())
@pytest.mark.parametrize("start", ["", "1", "1c:abc:0p", "1d:abc:1", "1s:"])
def test_anything_forged_is_nothing_or_what_we_could_have_written(start: str, text: str) -> None:
    data = start + text
    press = read_press(data)
    # Pages with leading zeros are the only other spelling.
    assert press is None or write_press(press).replace("0", "") == data.replace("0", "")


@pytest.mark.parametrize(
    "data",
    [
        "",
        "2s:1",
        "1s:",
        "1s:1\n",
        "1s:-1",
        "1s:12345",
        "1s:١",
        "1c:abc:0x",
        "1c:ABC:0p",
        "1c::0p",
        "1v:abc:0p:",
        "1o:../x",
        None,
        7,
    ],
)
def test_forged_data_is_refused(data: object) -> None:
    assert read_press(data) is None


def test_links_lead_to_documents_and_answers() -> None:
    for target in (ShowDocument("abc234"), OpenAnswer("x" * 40)):
        link = deep_link("FootnoteBot", target)
        start, _, payload = link.partition("?start=")
        assert start == "https://t.me/FootnoteBot"
        assert len(payload) <= 64
        assert read_start(payload) == target


@pytest.mark.parametrize(
    "payload", ["", "s_", "s_abc\n", "s_../x", "s_ABC", "x_abc", "s_" + "a" * 63, "a_é", "s_a b", "abc"]
)
def test_other_payloads_lead_nowhere(payload: str) -> None:
    assert read_start(payload) is None
