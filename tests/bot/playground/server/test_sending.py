from collections.abc import Callable
from datetime import date

import pytest

from bot.playground.server import people
from bot.playground.server.parameters import Parameters, Upload
from bot.playground.server.refusals import RefusedError
from bot.playground.server.sending import get_file, send_document, send_photo
from bot.playground.server.state import Chat, State, User
from bot.rendering.chart.days import HEIGHT, WIDTH, Day, draw_days
from tests.bot.playground.conftest import Call

Refusal = Callable[..., str]


def test_a_message_arrives(ask: Call, private: Chat) -> None:
    sent = ask("sendMessage", chat_id=str(private.id), text="<b>hi</b>", parse_mode="HTML")
    assert sent["text"] == "hi"
    assert sent["entities"] == [{"type": "bold", "offset": 0, "length": 2}]
    assert private.messages[sent["message_id"]].by_bot


def test_what_telegram_counts_is_the_text_after_parsing(ask: Call, refusal: Refusal, private: Chat) -> None:
    ask("sendMessage", chat_id=private.id, text=f"<b>{'😀' * 4096}</b>", parse_mode="HTML")
    assert (
        refusal("sendMessage", chat_id=private.id, text="x" * 4097) == "400 Bad Request: message is too long"
    )


@pytest.mark.parametrize("text", ["", "  ", "<b> </b>"])
def test_an_empty_message_is_refused(refusal: Refusal, private: Chat, text: str) -> None:
    assert "empty" in refusal("sendMessage", chat_id=private.id, text=text, parse_mode="HTML")


def test_broken_markup_is_refused_with_the_place(refusal: Refusal, private: Chat) -> None:
    told = refusal("sendMessage", chat_id=private.id, text="<h1>x", parse_mode="HTML")
    assert told == '400 Bad Request: can\'t parse entities: Unsupported start tag "h1" at byte offset 0'


def test_a_chat_that_nobody_knows(refusal: Refusal) -> None:
    assert refusal("sendMessage", chat_id="42", text="x") == "400 Bad Request: chat not found"


def test_somebody_who_blocked_the_bot(state: State, refusal: Refusal, private: Chat, ann: User) -> None:
    people.place_bot(state, private, ann, "kicked")
    assert (
        refusal("sendMessage", chat_id=private.id, text="x") == "403 Forbidden: bot was blocked by the user"
    )


def test_the_bot_may_not_write_first(state: State, refusal: Refusal, group: Chat, ann: User) -> None:
    told = refusal("sendMessage", chat_id=state.private(ann).id, text="x")
    assert told == "403 Forbidden: bot can't initiate conversation with a user"


@pytest.mark.parametrize(
    ("standing", "told"),
    [
        ("kicked", "403 Forbidden: bot was kicked from the supergroup chat"),
        ("left", "403 Forbidden: bot is not a member of the supergroup chat"),
        ("restricted", "400 Bad Request: not enough rights to send text messages to the chat"),
    ],
)
def test_a_group_without_the_bot(refusal: Refusal, group: Chat, standing: str, told: str) -> None:
    group.bot_status = standing
    assert refusal("sendMessage", chat_id=group.id, text="x") == told


def test_a_group_that_moved_tells_where(state: State, refusal: Refusal, ann: User) -> None:
    old = state.add_group("Old", kind="group")
    old.members, old.bot_status = {ann.id: "member"}, "member"
    people.migrate(state, old, ann)
    told = refusal("sendMessage", chat_id=old.id, text="x")
    assert told == "400 Bad Request: group chat was upgraded to a supergroup chat"


def test_a_channel_needs_administrators(state: State, refusal: Refusal) -> None:
    channel = state.add_group("News", kind="channel")
    channel.bot_status = "member"
    told = refusal("sendMessage", chat_id=channel.id, text="x")
    assert told == "400 Bad Request: need administrator rights in the channel chat"


def test_topics(state: State, ask: Call, refusal: Refusal, ann: User) -> None:
    forum = state.add_group("Forum", is_forum=True)
    forum.members, forum.bot_status = {ann.id: "member"}, "member"
    topic = people.add_topic(state, forum, ann, "Mining")
    assert (
        ask("sendMessage", chat_id=forum.id, text="x", message_thread_id=topic)["message_thread_id"] == topic
    )
    for wrong in (1, 999):
        told = refusal("sendMessage", chat_id=forum.id, text="x", message_thread_id=wrong)
        assert told == "400 Bad Request: message thread not found"
    forum.topics[topic].closed = True
    told = refusal("sendMessage", chat_id=forum.id, text="x", message_thread_id=topic)
    assert told == "400 Bad Request: TOPIC_CLOSED"


def test_a_reply_stays_in_its_topic(state: State, ask: Call, ann: User) -> None:
    forum = state.add_group("Forum", is_forum=True)
    forum.members, forum.bot_status = {ann.id: "member"}, "member"
    topic = people.add_topic(state, forum, ann, "Mining")
    asked = people.say(state, forum, ann, "/ask x", topic=topic)
    sent = ask("sendMessage", chat_id=forum.id, text="x", reply_parameters={"message_id": asked.id})
    assert (sent["message_thread_id"], sent["is_topic_message"]) == (topic, True)


def test_a_reply_to_what_is_gone(ask: Call, refusal: Refusal, private: Chat) -> None:
    told = refusal("sendMessage", chat_id=private.id, text="x", reply_parameters={"message_id": 99})
    assert told == "400 Bad Request: message to be replied not found"
    lenient = '{"message_id": 99, "allow_sending_without_reply": true}'
    assert "reply_to_message" not in ask(
        "sendMessage", chat_id=private.id, text="x", reply_parameters=lenient
    )


@pytest.mark.parametrize(
    ("button", "told"),
    [
        ({"text": "x", "callback_data": "д" * 33}, "BUTTON_DATA_INVALID"),
        ({"text": " ", "callback_data": "x"}, "inline keyboard button text must be non-empty"),
        (
            {"text": "x", "url": "javascript:alert(1)"},
            "inline keyboard button URL 'javascript:alert(1)' is invalid: Unsupported URL protocol",
        ),
        (
            {"text": "x"},
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
    ],
)
def test_buttons_are_checked(refusal: Refusal, private: Chat, button: dict[str, str], told: str) -> None:
    markup = {"inline_keyboard": [[button]]}
    assert (
        refusal("sendMessage", chat_id=private.id, text="x", reply_markup=markup)
        == f"400 Bad Request: {told}"
    )


def test_a_file_goes_there_and_back(state: State, private: Chat) -> None:
    upload = Upload("notes.txt", "text/plain", b"words")
    sent = send_document(state, Parameters({"chat_id": private.id}, {"document": upload}))
    told = get_file(state, Parameters({"file_id": sent["document"]["file_id"]}))
    assert told["file_size"] == 5
    assert any(file.path == told["file_path"] and file.content == b"words" for file in state.files.values())


def test_limits_are_those_of_a_chat_and_of_a_group(
    state: State, ask: Call, refusal: Refusal, private: Chat
) -> None:
    now = 1000.0
    state.monotonic = lambda: now
    state.limits.enabled = True
    for _ in range(3):
        ask("sendMessage", chat_id=private.id, text="x")
    assert refusal("sendMessage", chat_id=private.id, text="x") == "429 Too Many Requests: retry after 1"
    assert refusal("sendMessage", chat_id=private.id, text="x").startswith("429")
    assert state.limits.early == 1
    now += 1.1
    ask("sendMessage", chat_id=private.id, text="x")


def test_a_picture_has_its_size_and_can_be_fetched(state: State, private: Chat) -> None:
    picture = Upload("p.png", "image/png", draw_days([Day(date(2026, 11, 1), answered=2)]))
    sent = send_photo(state, Parameters({"chat_id": private.id}, {"photo": picture}))
    (size,) = sent["photo"]
    assert (size["width"], size["height"]) == (WIDTH, HEIGHT)
    assert state.files[size["file_id"]].content == picture.content
    none = Upload("p.png", "image/png", b"no picture")
    with pytest.raises(RefusedError, match="IMAGE_PROCESS_FAILED"):
        send_photo(state, Parameters({"chat_id": private.id}, {"photo": none}))
