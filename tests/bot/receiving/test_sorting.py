"""Which updates are for us, before anything is stored."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.receiving.addressing import Me
from bot.receiving.sorting import ALLOWED_UPDATES, is_stale, sort_update

ME = Me(id=999, username="Footnote_Bot", commands=frozenset({"ask", "help"}))
NOW = datetime(2026, 1, 2, 12, 0, tzinfo=UTC)
ANN = {"id": 5, "is_bot": False, "first_name": "Ann"}
PRIVATE = {"id": 5, "type": "private"}
TEAM = {"id": -100, "type": "supergroup", "title": "Team"}


def message(chat: dict[str, Any], text: str | None = "hello", /, **more: Any) -> dict[str, Any]:
    fields: dict[str, Any] = {"message_id": 1, "date": int(NOW.timestamp()), "chat": chat, "from": ANN}
    return fields | ({} if text is None else {"text": text}) | more


def command(text: str) -> list[dict[str, Any]]:
    return [{"type": "bot_command", "offset": 0, "length": len(text.split()[0])}]


def marked(text: str) -> list[dict[str, Any]]:
    return command(text) if text.startswith("/") else []


def wanted(kind: str, content: dict[str, Any]) -> bool:
    return sort_update({"update_id": 1, kind: content}, ME, NOW) is not None


@pytest.mark.parametrize("kind", ["message", "edited_message"])
def test_whatever_a_person_writes_in_private_is_for_us(kind: str) -> None:
    assert wanted(kind, message(PRIVATE))
    assert wanted(kind, message(PRIVATE, None, photo=[{}], caption="what is it?"))
    assert wanted(kind, message(PRIVATE, None, sticker={}))
    assert wanted(kind, message(PRIVATE, "/weather", entities=command("/weather")))


@pytest.mark.parametrize(
    "content",
    [
        message(TEAM, "/ask energy", entities=command("/ask energy")),
        message(TEAM, "/ask@footnote_bot energy", entities=command("/ask@footnote_bot energy")),
        message(TEAM, "what about it?", reply_to_message={"from": {"id": 999}}),
        message(TEAM, "hi @footnote_bot", entities=[{"type": "mention", "offset": 3, "length": 13}]),
        message(TEAM, "🎈🎈 @footnote_bot", entities=[{"type": "mention", "offset": 5, "length": 13}]),
        message(TEAM, "hi you", entities=[{"type": "text_mention", "user": {"id": 999}}]),
        message(
            TEAM,
            None,
            photo=[{}],
            caption="@Footnote_Bot?",
            caption_entities=[{"type": "mention", "offset": 0, "length": 13}],
        ),
        message(TEAM, None, migrate_to_chat_id=-1001),
        message(TEAM, "/help", sender_chat=TEAM, entities=command("/help"), **{"from": {"is_bot": True}}),
    ],
)
def test_in_a_group_what_addresses_us_is_for_us(content: dict[str, Any]) -> None:
    assert wanted("message", content)


@pytest.mark.parametrize(
    "content",
    [
        message(TEAM, "good morning"),
        message(TEAM, "/ask@other_bot x", entities=command("/ask@other_bot x")),
        message(TEAM, "/weather", entities=command("/weather")),
        message(TEAM, "hi @ben", entities=[{"type": "mention", "offset": 3, "length": 4}]),
        message(TEAM, "@footnote_bot2!", entities=[{"type": "mention", "offset": 0, "length": 14}]),
        message(TEAM, "in a topic", reply_to_message={"from": {"id": 999}, "forum_topic_created": {}}),
        message(TEAM, "ok", reply_to_message=message(TEAM)),
        message(TEAM, "/ask x", is_automatic_forward=True, entities=command("/ask x")),
        message(TEAM, "/ask x", entities=command("/ask x"), **{"from": {"id": 7, "is_bot": True}}),
        message(PRIVATE, "a card of ours", via_bot={"id": 999}),
        message(PRIVATE, None, pinned_message={}),
        message(TEAM, None, new_chat_members=[ANN]),
    ],
)
def test_what_is_certainly_not_for_us_is_left_out(content: dict[str, Any]) -> None:
    assert not wanted("message", content)


def test_kinds_that_nothing_handles_are_left_out() -> None:
    assert not wanted("brand_new_thing", {})


def test_posts_with_words_are_for_us_and_pictures_alone_are_not() -> None:
    channel = {"id": -1, "type": "channel"}
    assert wanted("channel_post", message(channel))
    assert wanted("edited_channel_post", message(channel))
    assert not wanted("channel_post", message(channel, None, photo=[]))


def test_files_that_an_owner_sends_together_are_files_each() -> None:
    files = message(PRIVATE, None, document={"file_id": "x"}, media_group_id="album")
    raw = {"update_id": 1, "message": files}
    seen = [
        sort_update(raw, replace(ME, owners=owners), NOW) for owners in (frozenset({5}), frozenset[int]())
    ]
    assert [each.bundle if each else "" for each in seen] == [None, "album"]


def test_updates_of_a_chat_share_a_queue_and_a_button_without_chat_is_its_pressers() -> None:
    press = {"id": "q", "from": ANN, "data": "x", "message": message(TEAM)}
    inline_press = {"id": "q", "from": ANN, "data": "x", "inline_message_id": "i"}
    queues = [
        sort_update({"update_id": n, kind: content}, ME, NOW)
        for n, (kind, content) in enumerate([("callback_query", press), ("callback_query", inline_press)])
    ]
    assert [received and received.queue for received in queues] == [-100, 5]


@pytest.mark.parametrize(
    "raw",
    [
        {"update_id": 4},
        {"update_id": 4, "message": None},
        {"update_id": 4, "message": "text"},
        {"update_id": 4, "message": {"text": "no chat"}},
        {"update_id": 4, "message": {"text": 5, "chat": {"id": "x", "type": "private"}}},
        {"update_id": 4, "callback_query": []},
    ],
)
def test_an_update_of_unknown_shape_is_kept_to_be_set_aside(raw: dict[str, Any]) -> None:
    received = sort_update(raw, ME, NOW)
    assert received is not None
    assert json.loads(received.payload) == raw


def test_an_update_without_an_id_cannot_be_kept() -> None:
    with pytest.raises(ValueError, match="without an id"):
        sort_update({"message": message(PRIVATE)}, ME, NOW)


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
)


@given(
    st.sampled_from(sorted(ALLOWED_UPDATES)),
    st.dictionaries(st.sampled_from(sorted(message(TEAM, entities=[]))), anything),
)
def test_no_update_stops_the_ones_behind_it(kind: str, content: dict[str, Any]) -> None:
    sort_update({"update_id": 1, kind: content}, ME, NOW)


def stale(raw: dict[str, Any], now: datetime) -> bool:
    return is_stale(raw, NOW, now)


def test_an_old_question_is_stale_and_an_old_change_is_not() -> None:
    late, soon = NOW + timedelta(hours=25), NOW + timedelta(hours=23)
    for text in ("how much energy?", "/ask how much?", "/help", "/sources@footnote_bot"):
        assert stale({"message": message(PRIVATE, text, entities=marked(text))}, late)
        assert not stale({"message": message(PRIVATE, text, entities=marked(text))}, soon)
    for text in ("/settings", "/forget", "/subscribe mining"):
        assert not stale({"message": message(PRIVATE, text, entities=marked(text))}, late)
    assert not stale({"my_chat_member": {}}, late)
    assert not stale({"message": message(TEAM, None, migrate_to_chat_id=-1)}, late)


def test_a_freshly_edited_old_question_is_not_stale() -> None:
    edited = message(PRIVATE, edit_date=int((NOW + timedelta(hours=25)).timestamp()))
    assert not stale({"edited_message": edited}, NOW + timedelta(hours=25, minutes=1))


@pytest.mark.parametrize("kind", ["inline_query", "guest_message"])
def test_what_telegram_takes_an_answer_to_for_seconds_only_is_soon_stale(kind: str) -> None:
    assert not stale({kind: {}}, NOW + timedelta(seconds=5))
    assert stale({kind: {}}, NOW + timedelta(minutes=1))


def words(text: str | None, /, **more: Any) -> str | None:
    received = sort_update({"update_id": 1, "message": message(PRIVATE, text, **more)}, ME, NOW)
    assert received is not None
    return received.words


def test_the_same_words_are_told_however_they_are_written() -> None:
    assert words("Who signed the law?") == words("who  signed the LAW")
    assert words("Who signed the law?") != words("Who signed this law?")
    assert words("mining tax") != words('"mining tax"')
    assert words("mining tax") != words("mining -tax")
    assert words(None, photo=[{}], caption="Who?") == words("who")
    assert words(None, sticker={}) is None


def test_the_same_words_elsewhere_are_others() -> None:
    assert words("Who signed the law?") != words("Who signed the law?", message_id=2)


@given(st.text(max_size=30))
def test_a_fingerprint_tells_no_words(text: str) -> None:
    assert len(words(text + "x") or "") == 8


def test_pictures_of_an_album_without_words_wait_for_those_with_words() -> None:
    def of_album(text: str | None) -> Any:
        raw = {
            "update_id": 1,
            "message": message(PRIVATE, None, photo=[{}], caption=text, media_group_id="77"),
        }
        return sort_update(raw, ME, NOW)

    assert (of_album("What?").bundle, of_album("What?").not_before) == ("77", None)
    assert of_album(None).not_before > NOW


def test_what_nobody_can_edit_any_more_is_no_edit() -> None:
    def edited_after(hours: int) -> bool:
        sent_at = int(NOW.timestamp())
        return wanted("edited_message", message(PRIVATE, "hello", edit_date=sent_at + hours * 3600))

    assert edited_after(47)
    assert not edited_after(49)
