"""A question in a chat that the bot is no member of."""

import json
from typing import Any

import pytest

from bot.chats import profiles
from bot.receiving.updates import Dispatcher
from tests.bot.handlers.test_groups import QUESTION, UNANSWERED, member, mention
from tests.bot.offline import Call, Offline, Person, open_offline
from tests.bot.telegram_html import check_message

ELSEWHERE = {"id": -1007, "type": "supergroup", "title": "Elsewhere"}


async def asked(person: Person, text: str, **details: Any) -> list[Call]:
    entities = mention(text) if "@" in text else []
    message = person.message(text=text, entities=entities, guest_query_id="77", **details)
    return await person.bot.receive(guest_message=message)


def result(call: Call) -> dict[str, Any]:
    assert (call.method, call.parameters["guest_query_id"]) == ("answerGuestQuery", "77")
    given = call.parameters["result"]
    found: dict[str, Any] = json.loads(given) if isinstance(given, str) else given
    return found


@pytest.fixture
def olga(bot: Offline) -> Person:
    return member(bot, "Olga", 3, "ru", ELSEWHERE)


async def test_it_gets_one_compact_answer_that_opens_in_private(bot: Offline, olga: Person) -> None:
    (call,) = await asked(olga, f"@FootnoteBot {QUESTION}")
    text = result(call)["input_message_content"]["message_text"]
    assert "<b>Vladimir Putin signed the law" in text
    assert " · 8 августа 2024" in text
    assert "\n2. " not in text
    check_message(text)
    ((button,),) = result(call)["reply_markup"]["inline_keyboard"]
    payload = button["url"].partition("start=")[2]
    opened = await bot.person("ru").say(f"/start {payload}")
    assert "<b>Vladimir Putin signed the law" in opened.text
    assert "🔎 Контекст" in opened.buttons


async def test_a_refusal_is_one_line_without_buttons(olga: Person) -> None:
    (call,) = await asked(olga, f"@FootnoteBot {UNANSWERED}")
    assert result(call)["input_message_content"]["message_text"] == "В источниках нет ответа на этот вопрос."
    assert "reply_markup" not in result(call)


async def test_the_message_replied_to_can_be_the_question(olga: Person) -> None:
    (call,) = await asked(olga, "@FootnoteBot", reply_to_message=olga.message(text=QUESTION))
    assert "Putin signed" in result(call)["input_message_content"]["message_text"]


async def test_without_a_question_it_gets_the_usage(olga: Person) -> None:
    (call,) = await asked(olga, "@FootnoteBot")
    assert "/ask" in result(call)["input_message_content"]["message_text"]


async def test_too_many_get_one_notice_and_then_silence(tmp_path_factory: pytest.TempPathFactory) -> None:
    sources = {"a.md": "Tulips are planted in October."}
    bot = await open_offline(tmp_path_factory.mktemp("limited"), sources, questions_per_minute=2)
    person = member(bot, "Ann", 1, chat=ELSEWHERE)
    calls = [call for _ in range(6) for call in await asked(person, "@FootnoteBot tulips planted?")]
    assert [call.method for call in calls] == ["answerGuestQuery"] * 3
    assert "I can answer 2 questions" in str(result(calls[-1]))
    await bot.close()


async def test_what_telegram_refuses_is_not_remembered(bot: Offline, olga: Person) -> None:
    bot.telegram.refusals["answerGuestQuery"] = (400, "Bad Request: query is too old")
    (call,) = await asked(olga, f"@FootnoteBot {QUESTION}")
    url = result(call)["reply_markup"]["inline_keyboard"][0][0]["url"]
    opened = await bot.person().say(f"/start {url.partition('start=')[2]}")
    assert opened.text == "I no longer have this answer. Please ask again."


async def test_a_question_that_fails_for_good_is_answered_there_and_nothing_is_sent(
    bot: Offline, olga: Person
) -> None:
    bot.telegram.refusals["sendMessage"] = (403, "Forbidden: bot is not a member of the supergroup chat")
    message = olga.message(text=QUESTION, guest_query_id="77")
    received = await bot.take_in(guest_message=message)
    assert received is not None
    await Dispatcher(bot.bot, bot.deps).apologise(received)
    (call,) = bot.telegram.calls[-1:]
    assert str(received.update_id) in result(call)["input_message_content"]["message_text"]
    chat = bot.deps.database.read(lambda connection: profiles.find(connection, olga.chat["id"]))
    assert chat.gone_at is None
