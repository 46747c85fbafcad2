from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.payloads import (
    AcceptAnswer,
    Act,
    AdmitChat,
    AnswerGap,
    AskAbout,
    AskAlone,
    AskExample,
    CastVote,
    ChangeSchedule,
    ChangeSource,
    ChangeSubscription,
    ChooseForGroup,
    ChooseLanguage,
    DecideDraft,
    Decision,
    FollowQuestion,
    ForgetMe,
    Group,
    KeepQuestion,
    MuteSource,
    Page,
    Pane,
    Press,
    ShowCard,
    ShowDocument,
    ShowGroup,
    ShowLatest,
    ShowPage,
    ShowSchedule,
    ShowSources,
    ShowSubscriptions,
    ShowTagged,
    ShowTags,
    SourceAct,
    TakeBackRemoval,
    ToggleTag,
    TryAgain,
    TurnNews,
    Unfollow,
    View,
    read_press,
    tag_key,
    write_press,
)
from bot.subscriptions import Destination

long_ids = st.from_regex("[a-z0-9]{1,40}", fullmatch=True)
pages = st.integers(0, 9999)
numbers = st.integers(0, 10**15 - 1)
views = st.builds(View, st.integers(0, 9), st.sampled_from(Pane), st.booleans())
places = st.builds(Destination, st.integers(-(10**14), 10**14), st.integers(0, 2**31))
groups = st.builds(Group, st.integers(-(10**14), -1), st.none() | st.integers(1, 2**31))
names = st.sampled_from(["language", "length", "askers", "mentions", "quiet"])
all_presses: list[st.SearchStrategy[Press]] = [
    st.builds(ShowCard, long_ids, views),
    st.builds(AcceptAnswer, long_ids),
    st.builds(TakeBackRemoval, long_ids),
    st.builds(AdmitChat, st.integers(-(10**15) + 1, 10**15 - 1), st.booleans()),
    st.builds(CastVote, long_ids, views, st.booleans()),
    st.builds(KeepQuestion, long_ids, views),
    st.builds(FollowQuestion, long_ids, views),
    st.builds(AskAlone, long_ids),
    st.builds(AskExample, pages),
    st.builds(ShowPage, st.sampled_from(Page), st.booleans()),
    st.builds(ShowDocument, long_ids, pages),
    st.builds(ShowSources, pages),
    st.builds(ShowLatest, pages),
    st.builds(ChooseLanguage, st.sampled_from([None, "en", "ru"])),
    st.builds(ForgetMe),
    st.builds(AskAbout, long_ids),
    st.builds(MuteSource, long_ids, st.booleans()),
    st.builds(Unfollow, numbers),
    st.builds(TurnNews, pages),
    st.builds(ShowSubscriptions, places, pages),
    st.builds(ChangeSubscription, numbers, st.sampled_from(Act), pages),
    st.builds(ShowSchedule, places),
    st.builds(TryAgain, places),
    st.builds(ChangeSchedule, places, st.sampled_from(["daily 09:00", "weekly mon 18:30", "quiet 22-7"])),
    st.builds(ShowGroup, groups),
    st.builds(ShowTags, groups, st.integers(0, 999)),
    st.builds(ToggleTag, groups, st.just("") | st.text().map(tag_key), st.integers(0, 999)),
    st.builds(ChooseForGroup, groups, names, st.sampled_from(["", "ru", "everybody", "off"])),
    st.builds(ShowTagged, st.text().map(tag_key), pages),
    st.builds(DecideDraft, long_ids, st.sampled_from(Decision)),
    st.builds(ChangeSource, long_ids, st.sampled_from(SourceAct)),
    st.builds(AnswerGap, st.text().map(tag_key)),
]


def test_every_press_is_tried_here() -> None:
    assert len(all_presses) == len(get_args(Press))


@given(st.one_of(all_presses))
def test_a_button_carries_what_it_asks_for_in_64_bytes(press: Press) -> None:
    data = write_press(press)
    assert len(data.encode()) <= 64
    assert read_press(data) == press


@given(st.text())
@pytest.mark.parametrize("start", ["", "1", "1c:abc:0p", "1d:abc:1", "1s:", "1nu:", "1gs:-5:0", "1nl:5:0:"])
def test_anything_forged_is_nothing_or_what_we_could_have_written(start: str, text: str) -> None:
    data = start + text
    press = read_press(data)
    # Numbers with leading zeros are the only other spelling.
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
        "1nm:abc:2",
        "1nl:5:0:1:2",
        "1gs:5:0",
        "1gc:-5:0:z:on",
        None,
        7,
    ],
)
def test_forged_data_is_refused(data: object) -> None:
    assert read_press(data) is None


def test_buttons_of_messages_sent_long_ago_go_on_working() -> None:
    assert read_press("1c:abc:1w") == ShowCard("abc", View(1, Pane.WHY))
    assert read_press("1v:abc:0p:-") == CastVote("abc", View(), useful=False)
    assert read_press("1nf:abc") == FollowQuestion("abc")
    assert read_press("1nl:-5:7:2") == ShowSubscriptions(Destination(-5, 7), 2)
    assert read_press("1ns:5:0:daily 09:00") == ChangeSchedule(Destination(5), "daily 09:00")
    assert read_press("1gt:-5:0::0") == ToggleTag(Group(-5), "")
