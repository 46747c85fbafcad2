"""Among people: answered is who asks, once, at the right message, and nobody else."""

from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import pytest

from bot.answers import records
from bot.chats import profiles
from tests.bot.offline import Call, Offline, Person, open_offline
from tests.bot.telegram_html import check_message

TWOFOLD = "What about mining in November 2024?"
QUESTION = "When did Putin sign the law that makes mining legal?"
OTHER = "Who built the oldest windmill of the coast?"
UNANSWERED = "Which sourdough does the baker of Reykjavik prefer?"
TEAM: dict[str, Any] = {"id": -1001234567890, "type": "supergroup", "title": "Team"}
VOICE = {"file_id": "x", "file_unique_id": "y", "duration": 1}
_ids = count(101)


def member(bot: Offline, name: str, number: int, language: str = "en", chat: Any = TEAM) -> Person:
    user = {"id": 7_000_000_000 + number, "is_bot": False, "first_name": name, "language_code": language}
    return Person(bot, user, chat, _message_ids=_ids)


@pytest.fixture
def ann(bot: Offline) -> Person:
    return member(bot, "Ann", 1)


@pytest.fixture
def ben(bot: Offline) -> Person:
    return member(bot, "Ben", 2)


def mention(text: str) -> list[dict[str, Any]]:
    at = len(text[: text.index("@")].encode("utf-16-le")) // 2
    return [{"type": "mention", "offset": at, "length": len("@FootnoteBot")}]


def replied_to(call: Call) -> int:
    message_id: int = call.parameters["reply_parameters"]["message_id"]
    return message_id


def choose(bot: Offline, name: str, value: str | bool) -> None:
    bot.deps.database.write(lambda connection: profiles.choose(connection, TEAM["id"], name, value))


async def test_an_answer_is_one_passage_with_buttons_for_more(ann: Person) -> None:
    answer = await ann.say(f"/ask {TWOFOLD}")
    assert "\n2. " not in answer.text
    assert [*answer.buttons] == ["· 1 ·", "2", "🔎", "⋯"]
    second = (await ann.press(answer, "2"))["editMessageText"]
    assert "\n1. " not in second.text
    assert "· 2 ·" in second.buttons


async def test_all_buttons_come_and_go_with_the_dots(ann: Person) -> None:
    answer = await ann.say(f"/ask {QUESTION}")
    more = (await ann.press(answer, "⋯"))["editMessageText"]
    assert [*more.buttons] == ["· ⋯ ·", "🔎 Context", "❔ Why", "🔔 Follow", "↗", "👍", "👎"]
    assert more.text == answer.text
    why = (await ann.press(more, "❔ Why"))["editMessageText"]
    assert "· ⋯ ·" in why.buttons
    assert (await ann.press(more, "· ⋯ ·"))["editMessageText"].buttons == answer.buttons


async def test_a_group_may_want_full_answers(bot: Offline, ann: Person) -> None:
    choose(bot, "length", "full")
    assert "\n2. " in (await ann.say(f"/ask {TWOFOLD}")).text


async def test_a_refusal_is_one_line(ann: Person) -> None:
    assert (await ann.say(f"/ask {UNANSWERED}")).text == "Nothing in the sources answers this."


async def test_the_message_replied_to_is_the_question_and_its_asker_named(ann: Person, ben: Person) -> None:
    question = ben.message(text=QUESTION)
    answer = await ann.say("/ask", reply_to_message=question)
    assert replied_to(answer) == question["message_id"]
    assert answer.text.startswith("<i>Ann asks:</i>\n<b><a")
    shown = (await ben.press(answer, "🔎"))["editMessageText"]
    assert shown.text.startswith("<i>Ann asks:</i>\n<b><a")


async def test_a_question_of_ones_own_needs_no_name(ann: Person) -> None:
    answer = await ann.say("/ask", reply_to_message=ann.message(text=QUESTION))
    assert "asks" not in answer.text


async def test_the_part_quoted_is_the_question(ann: Person, ben: Person) -> None:
    long = ben.message(text=f"{OTHER} I have no idea about the law.")
    quote = {"text": QUESTION, "position": 0, "is_manual": True}
    assert "Putin signed" in (await ann.say("/ask", reply_to_message=long, quote=quote)).text


async def test_the_caption_replied_to_is_the_question(ann: Person, ben: Person) -> None:
    photo = {"file_id": "x", "file_unique_id": "y", "width": 1, "height": 1}
    picture = ben.message(photo=[photo], caption=QUESTION)
    assert "Putin signed" in (await ann.say("/ask", reply_to_message=picture)).text


async def test_of_a_long_message_the_sentence_that_asks_is_the_question(ann: Person, ben: Person) -> None:
    long = ben.message(text="The bees visit the lavender. " * 60 + OTHER + " The bees sleep." * 60)
    assert "built in 1621" in (await ann.say("/ask", reply_to_message=long)).text


@pytest.mark.parametrize("content", [{"photo": []}, {"voice": VOICE}])
async def test_a_message_without_words_is_said_to_have_none(ann: Person, ben: Person, content: Any) -> None:
    answer = await ann.say("/ask", reply_to_message=ben.message(**content))
    assert answer.text.startswith("There are no words in that message that I could read.")


async def test_the_command_alone_gets_one_line(ann: Person) -> None:
    usage = await ann.say("/ask")
    assert usage.text.startswith("Write your question after the command")
    assert "\n" not in usage.text


async def test_in_a_topic_its_opening_message_is_no_question(ann: Person, ben: Person) -> None:
    opening = ben.message(forum_topic_created={"name": "Mining", "icon_color": 1})
    topic = {"message_thread_id": 42, "is_topic_message": True, "reply_to_message": opening}
    usage = await ann.say("/ask", **topic)
    assert usage.text.startswith("Write your question after the command")
    assert usage.parameters["message_thread_id"] == 42


async def test_the_general_topic_is_not_named(ann: Person) -> None:
    answer = await ann.say(f"/ask {QUESTION}", message_thread_id=1, is_topic_message=True)
    assert "message_thread_id" not in answer.parameters


async def test_a_reply_to_the_bot_is_a_question(bot: Offline, ann: Person) -> None:
    ours = ann.message(text="a card") | {"from": bot.bot.bot.to_dict()}
    assert "built in 1621" in (await ann.say(OTHER, reply_to_message=ours)).text
    assert await ann.send(text="👍", reply_to_message=ours) == []


@pytest.mark.parametrize(
    "text", [f"@FootnoteBot {OTHER}", f"🎈 {OTHER} @footnotebot", f"Hey @FootnoteBot, {OTHER}"]
)
async def test_a_mention_is_a_question(ann: Person, text: str) -> None:
    assert "built in 1621" in (await ann.say(text, entities=mention(text))).text


async def test_a_mention_under_a_message_asks_with_its_words(ann: Person, ben: Person) -> None:
    question = ben.message(text=QUESTION)
    answer = await ann.say("@FootnoteBot", entities=mention("@"), reply_to_message=question)
    assert replied_to(answer) == question["message_id"]


async def test_a_group_may_not_want_mentions_answered(bot: Offline, ann: Person) -> None:
    choose(bot, "mentions", False)
    text = f"@FootnoteBot {OTHER}"
    assert await ann.send(text=text, entities=mention(text)) == []
    assert "built in 1621" in (await ann.say(f"/ask {OTHER}")).text


async def test_a_quiet_group_is_answered_by_command_only(bot: Offline, ann: Person) -> None:
    choose(bot, "quiet", True)
    ours = ann.message(text="a card") | {"from": bot.bot.bot.to_dict()}
    text = f"@FootnoteBot {OTHER}"
    assert await ann.send(text=OTHER, reply_to_message=ours) == []
    assert await ann.send(text=text, entities=mention(text)) == []
    assert "built in 1621" in (await ann.say(f"/ask {OTHER}")).text


async def test_where_only_admins_ask_others_are_shown_the_way(bot: Offline, ann: Person, ben: Person) -> None:
    choose(bot, "askers", "admins")
    bot.telegram.statuses[TEAM["id"], ben.user["id"]] = "administrator"
    told = (await ann.send(text=f"/ask {QUESTION}"))[-1]
    assert told.text == "In this group only admins ask me. You can ask me here: https://t.me/FootnoteBot"
    assert "Putin signed" in (await ben.send(text=f"/ask {QUESTION}"))[-1].text


async def test_the_same_words_are_pointed_to_their_answer(ann: Person, ben: Person) -> None:
    answer = await ann.say(f"/ask {QUESTION}")
    pointer = await ben.say(f"/ask@FootnoteBot {QUESTION.upper()}!!")
    assert pointer.text == "☝️ Answered here, Ben."
    reply = pointer.parameters["reply_parameters"]
    assert reply == {"message_id": ann.id_of(answer), "allow_sending_without_reply": False}


async def test_when_the_answer_was_deleted_the_same_words_get_a_new_one(
    bot: Offline, ann: Person, ben: Person
) -> None:
    await ann.say(f"/ask {QUESTION}")
    bot.telegram.missing_replies = True
    pointer, answer = await ben.send(text=f"/ask {QUESTION}")
    assert pointer.text.startswith("☝️")
    assert "Putin signed" in answer.text


@pytest.mark.parametrize("elsewhere", [{"message_thread_id": 42, "is_topic_message": True}, None])
async def test_the_same_words_elsewhere_or_later_get_an_answer(
    bot: Offline, ann: Person, ben: Person, elsewhere: Any
) -> None:
    await ann.say(f"/ask {QUESTION}")
    if elsewhere is None:
        long_ago = datetime.now(UTC) + timedelta(minutes=11)
        bot.deps.database.write(lambda connection: records.forget_words(connection, now=long_ago))
    assert "Putin signed" in (await ben.say(f"/ask {QUESTION}", **(elsewhere or {}))).text


async def test_in_private_the_same_words_get_an_answer_each_time(bot: Offline) -> None:
    alone = bot.person()
    first = await alone.say(QUESTION)
    assert (await alone.say(QUESTION)).text.endswith(first.text)


async def test_an_update_handled_again_is_answered_once(ann: Person) -> None:
    message = ann.message(text=f"/ask {QUESTION}")
    assert len(await ann.bot.receive(message=message)) == 1
    assert await ann.bot.receive(message=message) == []


async def test_an_edited_question_edits_its_answer(ann: Person) -> None:
    answer = await ann.say(f"/ask {QUESTION}")
    (edit,) = await ann.edit(replied_to(answer), f"/ask {OTHER}")
    assert (edit.method, edit.parameters["message_id"]) == ("editMessageText", ann.id_of(answer))
    assert "built in 1621" in edit.text


async def test_the_language_is_the_askers_unless_the_group_has_one(bot: Offline) -> None:
    olga = member(bot, "Olga", 3, "ru")
    assert "8 августа 2024" in (await olga.say(f"/ask {QUESTION}")).text
    choose(bot, "language", "en")
    assert "8 August 2024" in (await olga.say(f"/ask {QUESTION} Tell us.")).text


async def test_names_are_shown_as_they_are(bot: Offline, ben: Person) -> None:
    eve = member(bot, "<b>Eve & \u202eco" + "!" * 300, 4)
    answer = await eve.say("/ask", reply_to_message=ben.message(text=QUESTION))
    check_message(answer.text)
    pointer = await member(bot, "</b>", 5).say(f"/ask {QUESTION}")
    check_message(pointer.text)


async def test_whoever_writes_for_a_group_or_channel_is_that_chat(bot: Offline) -> None:
    anonymous = member(bot, "Group", 0)
    anonymous.user |= {"id": 1087968824, "is_bot": True, "username": "GroupAnonymousBot"}
    channel = {"id": -1009, "type": "channel", "title": "News"}
    assert "Putin signed" in (await anonymous.say(f"/ask {QUESTION}", sender_chat=TEAM)).text
    assert (await anonymous.say(f"/ask {QUESTION}", sender_chat=channel)).text == "☝️ Answered here, News."


async def test_a_group_may_ask_three_times_as_much(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    sources = {"a.md": "Tulips are planted in October."}
    bot = await open_offline(tmp_path_factory.mktemp("limited"), sources, questions_per_minute=2)
    people = [member(bot, f"P{number}", number) for number in range(5)]
    calls = [call for i in range(4) for p in people for call in await p.send(text=f"/ask tulips planted {i}")]
    notices = [call for call in calls if call.text.startswith("I can answer")]
    assert len(calls) - len(notices) == 6
    assert 1 <= len(notices) <= len(people) + 1
    await bot.close()
