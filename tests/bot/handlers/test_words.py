"""The verbs that only say something, and those that keep track of who is there."""

from typing import Any

import pytest

from bot.chats import profiles
from bot.receiving.updates import Dispatcher
from tests.bot.offline import Offline, Person
from tests.bot.telegram_html import check_message

STICKER = {
    "file_id": "x", "file_unique_id": "y", "type": "regular", "width": 1, "height": 1,
    "is_animated": False, "is_video": False,
}  # fmt: skip
VOICE = {"file_id": "x", "file_unique_id": "y", "duration": 1}
PLACE = {"latitude": 55.75, "longitude": 37.62}


@pytest.mark.parametrize("language", ["en", "ru", "de", None])
async def test_help_and_privacy_are_told_in_the_readers_language(bot: Offline, language: str | None) -> None:
    person = bot.person(language)
    russian = language == "ru"
    for command, word in (("/help", "/settings"), ("/privacy", "48 часов" if russian else "48 hours")):
        told = await person.say(command)
        assert word not in told.text
        assert told.text.count("\n") <= 12, "one screen"
        more = (await person.press(told, "Подробнее" if russian else "More"))["editMessageText"]
        assert word in more.text
        less = (await person.press(more, "Короче" if russian else "Less"))["editMessageText"]
        assert less.text == told.text
        for each in (told, more):
            check_message(each.text)


@pytest.mark.parametrize("content", [{"sticker": STICKER}, {"voice": VOICE}, {"location": PLACE}])
async def test_what_has_no_words_gets_one_line(ann: Person, content: dict[str, Any]) -> None:
    (told,) = await ann.send(**content)
    assert told.text == "I can only read. Please send me your question as text."


async def test_an_unknown_command_gets_one_line(ann: Person) -> None:
    assert (await ann.say("/frobnicate now")).text == "I don't know this command. /help shows what I can do."


async def test_in_groups_unknown_commands_and_stickers_get_nothing(bot: Offline, ann: Person) -> None:
    member = Person(bot, ann.user, {"id": -1001, "type": "supergroup", "title": "Team"})
    assert await member.send(text="/frobnicate") == []
    assert await member.send(sticker=STICKER) == []


async def test_a_block_is_remembered_until_it_ends(bot: Offline, ann: Person) -> None:
    for old, new, reason in (("member", "kicked", "kicked"), ("kicked", "member", None)):
        change = {
            "chat": ann.chat,
            "from": ann.user,
            "date": 0,
            "old_chat_member": _membership(old),
            "new_chat_member": _membership(new),
        }
        assert await bot.receive(my_chat_member=change) == []
        chat = bot.deps.database.read(lambda connection: profiles.find(connection, ann.user["id"]))
        assert chat.gone_reason == reason


async def test_an_apology_bears_a_number(bot: Offline, ann: Person) -> None:
    received = await bot.take_in(message=ann.message(text="?"))
    assert received is not None
    await Dispatcher(bot.bot, bot.deps).apologise(received)
    number = received.update_id
    assert f"<code>{number}</code>" in bot.telegram.calls[-1].text


def _membership(status: str) -> dict[str, Any]:
    bot = {"id": 1, "is_bot": True, "first_name": "Footnote"}
    return {"user": bot, "status": status} | ({"until_date": 0} if status == "kicked" else {})
