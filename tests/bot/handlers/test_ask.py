from datetime import UTC, datetime, timedelta

import pytest

from bot.answers import records
from bot.chats import profiles
from bot.sending.outcomes import DeliveryUnknownError, PostponedError
from tests.bot.offline import Offline, Person, open_offline
from tests.bot.telegram_html import check_message

QUESTION = "When did Putin sign the law that makes mining legal?"


async def test_a_question_is_answered_in_reply_with_the_sentence_in_bold(bot: Offline, ann: Person) -> None:
    answer = await ann.say(QUESTION)
    assert "<b>Vladimir Putin signed the law that makes" in answer.text
    assert " · The Example · 8 August 2024" in answer.text
    assert answer.parameters["reply_parameters"] == {"message_id": 101, "allow_sending_without_reply": True}
    assert answer.parameters["link_preview_options"] == {"is_disabled": True}
    check_message(answer.text)


@pytest.mark.parametrize("text", [f"/ask {QUESTION}", f"/ask@FootnoteBot  {QUESTION}", f"/ASK\n{QUESTION}"])
async def test_the_command_asks_as_well(ann: Person, text: str) -> None:
    assert "<b>Vladimir Putin signed" in (await ann.say(text)).text


async def test_the_words_below_a_picture_are_a_question(ann: Person) -> None:
    photo = {"file_id": "x", "file_unique_id": "y", "width": 1, "height": 1}
    (answer,) = await ann.send(photo=[photo], caption=QUESTION)
    assert "<b>Vladimir Putin signed" in answer.text


@pytest.mark.parametrize("text", ["/ask", "/ask ", "/ask@FootnoteBot"])
async def test_the_command_alone_gets_a_line_on_its_use(ann: Person, text: str) -> None:
    assert (await ann.say(text)).text.startswith("Write your question after the command")


async def test_russians_are_answered_in_russian(bot: Offline) -> None:
    answer = await bot.person("ru-RU").say(QUESTION)
    assert " · 8 августа 2024" in answer.text
    assert "🔎 Контекст" in answer.buttons


async def test_what_nothing_answers_is_said_to_be_so(ann: Person) -> None:
    refusal = await ann.say("Who painted the zorbium ceiling?")
    assert refusal.text.startswith("<b>Nothing in the sources answers this.</b>\n")
    assert "zorbium" in refusal.text
    assert list(refusal.buttons) == ["🔔 Tell me when something does"]


@pytest.mark.parametrize(
    "text",
    [
        "?",
        "the of and",
        "🙂🙂🙂",
        "a" * 4096,
        "<b>&lt;/b>",
        "\u202ereversed",
        "' OR 1=1 --",
        '"unclosed',
        "-mining",
        "слово " * 600,
        "1" * 4000,
        "()[]{}*?+\\",
        "\u0301" * 100,
        "עברית בלבד",
    ],
)
async def test_any_words_get_a_message_that_telegram_takes(ann: Person, text: str) -> None:
    check_message((await ann.say(text)).text)


async def test_an_edited_question_edits_its_answer(bot: Offline, ann: Person) -> None:
    await ann.say(QUESTION)
    (edit,) = await ann.edit(101, "Who built the oldest windmill?")
    assert (edit.method, edit.parameters["message_id"]) == ("editMessageText", 1001)
    assert "<b>The oldest windmill of the coast" in edit.text
    assert "editMessageText" in await ann.press(edit, "❔ Why")


async def test_an_edited_command_edits_its_answer_and_no_other_command_runs_twice(ann: Person) -> None:
    await ann.say(f"/ask {QUESTION}")
    (edit,) = await ann.edit(101, "/ask Who built the oldest windmill?")
    assert "<b>The oldest windmill" in edit.text
    await ann.say("/sources")
    assert await ann.edit(102, "/sources again") == []
    assert await ann.edit(101, "/ask") == []


async def test_an_edit_without_an_answer_is_answered_only_while_it_is_new(bot: Offline, ann: Person) -> None:
    (answer,) = await ann.edit(555, QUESTION)
    assert answer.method == "sendMessage"
    long_ago = answer.parameters["reply_parameters"]["message_id"] + 1
    old = ann.message()["date"] - int(timedelta(hours=2).total_seconds())
    assert await ann.edit(long_ago, QUESTION, date=old) == []


async def test_when_the_answer_was_deleted_an_edit_is_answered_anew(bot: Offline, ann: Person) -> None:
    await ann.say(QUESTION)
    bot.telegram.refusals["editMessageText"] = (400, "Bad Request: message to edit not found")
    edit, answer = await ann.edit(101, "Who built the oldest windmill?")
    assert (edit.method, answer.method) == ("editMessageText", "sendMessage")


async def test_what_telegram_does_not_take_now_is_left_for_later(bot: Offline, ann: Person) -> None:
    await ann.say(QUESTION)
    bot.telegram.refusals["editMessageText"] = (502, "Bad Gateway")
    with pytest.raises((DeliveryUnknownError, PostponedError)):
        await ann.edit(101, "Who built the oldest windmill?")


async def test_too_many_questions_get_one_notice_and_then_silence(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    folder = tmp_path_factory.mktemp("limited")
    bot = await open_offline(folder, {"a.md": "Tulips are planted in October."}, questions_per_minute=2)
    ann, bob = bot.person(), bot.person("ru", id_=7_000_000_002)
    calls = [call for _ in range(6) for call in await ann.send(text="When are tulips planted?")]
    assert len(calls) == 3
    assert calls[2].text == "I can answer 2 questions a minute. Please ask this one again in a little while."
    assert "<b>Tulips" in (await bob.say("When are tulips planted?")).text
    await bot.close()


async def test_whoever_has_blocked_the_bot_is_remembered_until_they_write_again(
    bot: Offline, ann: Person
) -> None:
    bot.telegram.refusals["sendMessage"] = (403, "Forbidden: bot was blocked by the user")
    await ann.say(QUESTION)
    chat = bot.deps.database.read(lambda connection: profiles.find(connection, ann.user["id"]))
    assert chat.gone_reason == "Forbidden: bot was blocked by the user"
    del bot.telegram.refusals["sendMessage"]
    await ann.say(QUESTION)
    chat = bot.deps.database.read(lambda connection: profiles.find(connection, ann.user["id"]))
    assert chat.gone_at is None


async def test_what_was_not_sent_is_not_remembered_as_given(bot: Offline, ann: Person) -> None:
    bot.telegram.refusals["sendMessage"] = (
        400,
        "Bad Request: not enough rights to send text messages to the chat",
    )
    await ann.say(QUESTION)
    found = bot.deps.database.read(
        lambda connection: records.find_by_question(connection, ann.user["id"], 101)
    )
    assert found is None


async def test_in_a_topic_the_answer_stays_there(bot: Offline, ann: Person) -> None:
    forum = {"id": -1001, "type": "supergroup", "title": "Team", "is_forum": True}
    member = Person(bot, ann.user, forum)
    in_topic = await member.say(f"/ask {QUESTION}", message_thread_id=42, is_topic_message=True)
    outside = await member.say(f"/ask {QUESTION}", message_thread_id=43)
    assert in_topic.parameters["message_thread_id"] == 42
    assert "message_thread_id" not in outside.parameters


async def test_in_private_a_question_takes_up_the_one_before(ann: Person) -> None:
    await ann.say(QUESTION)
    follow_up = await ann.say("and who was that?")
    assert follow_up.text.startswith(f"<i>About: {QUESTION}</i>\n")
    assert "<b>Vladimir Putin signed" in follow_up.text


async def test_an_answer_that_comes_late_says_when_it_was_asked(bot: Offline, ann: Person) -> None:
    asked_at = datetime.now(UTC) - timedelta(hours=3)
    late = await ann.say(QUESTION, date=int(asked_at.timestamp()))
    assert f"{asked_at:%H:%M}" in late.text.splitlines()[0]
    assert "Putin signed" in late.text
    soon = await ann.say(QUESTION, date=int((asked_at + timedelta(hours=2, minutes=5)).timestamp()))
    assert "could not answer sooner" not in soon.text
