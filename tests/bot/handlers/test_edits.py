"""Messages that are more, or less, than one: edits, albums, quotations."""

from typing import Any

import pytest

from bot.answers import records, votes
from tests.bot.handlers.test_groups import TEAM, member
from tests.bot.handlers.test_subscribe import subscribed
from tests.bot.offline import Call, Offline, Person

QUESTION = "When did Putin sign the law that makes mining legal?"
OTHER = "Who built the oldest windmill?"
PHOTO = [{"file_id": "x", "file_unique_id": "y", "width": 1, "height": 1}]
FORWARDED = {"forward_origin": {"type": "hidden_user", "date": 0, "sender_user_name": "Ben"}}


async def test_an_edit_that_changes_no_word_changes_nothing(bot: Offline, ann: Person) -> None:
    card = await ann.say(QUESTION)
    await ann.press(card, "👍")
    assert await ann.edit(101, QUESTION) == []
    assert await ann.edit(101, QUESTION.lower().rstrip("?"), entities=[]) == []

    def useful(connection: Any) -> int:
        given = records.find_by_question(connection, ann.user["id"], 101)
        assert given is not None
        return votes.count(connection, given.id).useful

    assert bot.deps.database.read(useful) == 1
    (edit,) = await ann.edit(101, OTHER)
    assert (edit.method, edit.parameters["message_id"]) == ("editMessageText", 1001)
    assert bot.deps.database.read(useful) == 0


async def test_who_was_pointed_to_an_answer_is_not_answered_after_a_reaction(bot: Offline) -> None:
    ann, ben = member(bot, "Ann", 1), member(bot, "Ben", 2)
    await ann.say(f"/ask {QUESTION}")
    pointed = ben.message(text=f"/ask {QUESTION}")
    (pointer,) = await bot.receive(message=pointed)
    assert "Answered here" in pointer.text
    assert await bot.receive(edited_message=pointed | {"edit_date": pointed["date"] + 9}) == []


async def test_an_edited_question_takes_up_what_was_asked_before_it(ann: Person) -> None:
    await ann.say(QUESTION)
    await ann.say("and when did it take effect?")
    await ann.say(OTHER)
    (edit,) = await ann.edit(102, "and when was it read?")
    assert f"About: {QUESTION}" in edit.text
    follow_up = await ann.say("and when was that?")
    assert OTHER in follow_up.text, "what was edited long ago is not what is talked about"


async def album(person: Person, *captions: str | None) -> list[Call]:
    calls = []
    for caption in captions:
        words: dict[str, Any] = {} if caption is None else {"caption": caption}
        if caption is not None and caption.startswith("/"):
            length = len(caption.split()[0])
            words["caption_entities"] = [{"type": "bot_command", "offset": 0, "length": length}]
        calls += await person.send(photo=PHOTO, media_group_id="77", **words)
    return calls


async def test_an_album_gets_one_answer(ann: Person) -> None:
    (answer,) = await album(ann, QUESTION, None, None)
    assert "<b>Vladimir Putin signed" in answer.text


async def test_an_album_without_words_gets_one_notice(ann: Person) -> None:
    (notice,) = await album(ann, None, None, None)
    assert notice.text.startswith("I can only read")


async def test_the_words_of_an_album_may_be_below_its_second_picture(bot: Offline, ann: Person) -> None:
    first = await bot.take_in(message=ann.message(photo=PHOTO, media_group_id="77"))
    second = await bot.take_in(message=ann.message(photo=PHOTO, media_group_id="77", caption=QUESTION))
    assert first is not None
    assert second is not None
    assert await bot.handle(first) == []
    (answer,) = await bot.handle(second)
    assert "<b>Vladimir Putin signed" in answer.text


async def test_in_a_group_an_album_is_asked_about_once(bot: Offline) -> None:
    (answer,) = await album(member(bot, "Ann", 1), f"/ask {QUESTION}", None)
    assert "<b>Vladimir Putin signed" in answer.text


@pytest.mark.parametrize(
    ("caption", "said"),
    [("/sources", "Mining becomes legal"), ("/help", "How to ask"), ("/subscribe tulips", "tulips")],
)
async def test_a_caption_carries_every_command(ann: Person, caption: str, said: str) -> None:
    (answer,) = await album(ann, caption)
    assert said in answer.text


async def test_a_forwarded_command_is_no_order(bot: Offline, ann: Person) -> None:
    await ann.say("/subscribe")
    assert "forwarded" in (await ann.say("/unsubscribe", **FORWARDED)).text
    assert len(subscribed(bot, ann.user["id"])) == 1
    admin = member(bot, "Ann", 1)
    bot.telegram.statuses[TEAM["id"], admin.user["id"]] = "administrator"
    await admin.send(text="/subscribe")
    assert await admin.send(text="/unsubscribe@FootnoteBot", **FORWARDED) == []
    assert len(subscribed(bot, TEAM["id"])) == 1


async def test_a_forwarded_question_is_answered(bot: Offline, ann: Person) -> None:
    assert "<b>Vladimir Putin signed" in (await ann.say(QUESTION, **FORWARDED)).text
    asked = await member(bot, "Ann", 1).say(f"/ask {QUESTION}", **FORWARDED)
    assert "<b>Vladimir Putin signed" in asked.text
