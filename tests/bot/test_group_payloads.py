import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.group_payloads import (
    ChooseForGroup,
    Group,
    GroupPress,
    ShowGroup,
    ShowTags,
    ToggleTag,
    group_link,
    read_press,
    read_start_group,
    tag_key,
    write_press,
)

groups = st.builds(Group, st.integers(-(10**14), -1), st.none() | st.integers(1, 2**31))
pages = st.integers(0, 999)
names = st.sampled_from(["language", "length", "askers", "mentions", "quiet"])
presses: st.SearchStrategy[GroupPress] = (
    st.builds(ShowGroup, groups)
    | st.builds(ShowTags, groups, pages)
    | st.builds(ToggleTag, groups, st.just("") | st.text().map(tag_key), pages)
    | st.builds(ChooseForGroup, groups, names, st.sampled_from(["", "ru", "everybody", "off"]))
)


@given(presses)
def test_what_is_written_is_read_and_fits_a_button(press: GroupPress) -> None:
    data = write_press(press)
    assert len(data.encode()) <= 64
    assert read_press(data) == press


@given(groups)
def test_a_link_leads_to_its_group(group: Group) -> None:
    payload = group_link("FootnoteBot", group).partition("?start=")[2]
    assert len(payload) <= 64
    assert read_start_group(payload) == group


@pytest.mark.parametrize(
    "payload", ["g_", "g_5", "g_-5_", "g_-5\n", "g_-٣", "g_" + "-1" * 40, "a_x", "g_-5_x"]
)
def test_a_link_of_others_leads_nowhere(payload: str) -> None:
    assert read_start_group(payload) is None


@given(st.text(max_size=70) | st.none() | st.integers())
def test_anything_else_is_no_press(data: object) -> None:
    press = read_press(data)
    assert press is None or isinstance(data, str)
