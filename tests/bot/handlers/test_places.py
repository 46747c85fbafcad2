"""Where answers go: the topic, the person, the chat; and what is said when Telegram refuses one."""

import pytest

from tests.bot.handlers.test_groups import member
from tests.bot.offline import Offline, Person

QUESTION = "When did Putin sign the law that makes mining legal?"
DIRECT = {"id": -1009, "type": "supergroup", "title": "News", "is_direct_messages": True}


async def test_in_a_channels_direct_messages_whoever_asks_is_answered(bot: Offline) -> None:
    ann = member(bot, "Ann", 1, chat=DIRECT)
    topic = {"topic_id": 77, "user": ann.user}
    answer = await ann.say(f"/ask {QUESTION}", direct_messages_topic=topic)
    assert "<b>Vladimir Putin signed" in answer.text
    assert answer.parameters["direct_messages_topic_id"] == 77
    assert "message_thread_id" not in answer.parameters


async def test_in_a_topic_of_a_private_chat_questions_follow_on_each_other_there_alone(ann: Person) -> None:
    topic, other = ({"message_thread_id": id_, "is_topic_message": True} for id_ in (7, 8))
    assert (await ann.say(QUESTION, **topic)).parameters["message_thread_id"] == 7
    await ann.say("Who built the oldest windmill?", **other)
    follow_up = await ann.say("and when did it take effect?", **topic)
    assert QUESTION in follow_up.text


async def test_where_a_private_chat_has_no_topics_any_more_the_answer_comes_into_the_chat(
    bot: Offline, ann: Person
) -> None:
    bot.telegram.closed_topics.add((ann.user["id"], 7))
    refused, answer = await ann.send(text=QUESTION, message_thread_id=7, is_topic_message=True)
    assert refused.parameters["message_thread_id"] == 7
    assert "message_thread_id" not in answer.parameters
    assert "<b>Vladimir Putin signed" in answer.text


async def test_a_reply_that_telegram_refuses_is_excused_counted_and_logged(
    bot: Offline, ann: Person, caplog: pytest.LogCaptureFixture
) -> None:
    bot.telegram.refusals["sendMessage"] = (400, "Bad Request: BUTTON_DATA_INVALID")
    _refused, excuse = await ann.send(text=QUESTION)
    assert "something went wrong on my side" in excuse.text
    assert "button_data_invalid" in caplog.text.lower()
    assert QUESTION not in caplog.text
    counted = bot.deps.meters.registry.get_sample_value("footnote_updates_total", {"outcome": "refused"})
    assert counted == 1
