"""/mydata, /forget and /whoami: a person's rows, wherever they are, handed over and gone."""

import json
from itertools import count

from sqlalchemy import Connection, select

from bot.answers import scopes
from bot.chats import profiles
from bot.payloads import ForgetMe, write_press
from index import SourceId
from tests.bot.handlers.test_groups import TEAM
from tests.bot.offline import Offline, Person
from tests.bot.samples import NOON
from tests.bot.tables import all_tables

_ids = count(101)
QUESTION = "When did Putin sign the law that makes mining legal?"


async def live(bot: Offline, person: Person) -> None:
    """Ask and vote, in private and in a group; subscribe, choose a language and a source."""
    team = Person(bot, person.user, TEAM, _message_ids=_ids)
    for asker, text in ((person, QUESTION), (team, f"/ask {QUESTION} {person.user['first_name']}")):
        card = await asker.say(text)
        votes = [data for data in card.buttons.values() if data and data.startswith("1v")]
        if votes:
            await asker.press_data(votes[0], message_id=asker.id_of(card))
    await person.say("/subscribe mining")
    bot.deps.database.write(lambda c: profiles.choose_language(c, person.user["id"], "en"))
    bot.deps.database.write(
        lambda c: scopes.narrow(c, TEAM["id"], person.user["id"], SourceId("a"), until=NOON)
    )


def rows_with(bot: Offline, number: int) -> dict[str, int]:
    """How many rows of each table have the number in any column, however it is written there."""

    def count(connection: Connection) -> dict[str, int]:
        found = {}
        for table in all_tables():
            rows = connection.execute(select(table)).all()
            found[table.name] = sum(any(str(number) in str(value) for value in row) for row in rows)
        return {name: rows for name, rows in found.items() if rows}

    return bot.deps.database.read(count)


async def test_everything_under_the_id_is_handed_over_as_a_file(bot: Offline, ann: Person) -> None:
    await live(bot, ann)
    sent = await ann.say("/mydata")
    assert sent.method == "sendDocument"
    told = json.loads(sent.parameters["document"])
    assert told["user_id"] == ann.user["id"]
    assert {"answers", "votes", "subscriptions", "chats", "scopes"} <= told["kept"].keys()
    assert rows_with(bot, ann.user["id"]).keys() <= told["kept"].keys()


async def test_nothing_is_left_of_whoever_wants_to_be_forgotten(bot: Offline, ann: Person) -> None:
    other = bot.person(id_=7_000_000_777)
    await live(bot, ann)
    await live(bot, other)
    before = rows_with(bot, other.user["id"])
    asked = await ann.say("/forget")
    assert rows_with(bot, ann.user["id"]) != {}
    done = await ann.press(asked, "🗑 Forget everything")
    assert done["editMessageText"].text.startswith("Done")
    assert rows_with(bot, ann.user["id"]) == {}
    assert rows_with(bot, other.user["id"]) == before


async def test_both_are_for_the_private_chat(bot: Offline, ann: Person) -> None:
    in_group = Person(bot, ann.user, TEAM)
    for command in ("/mydata", "/forget"):
        assert (await in_group.say(command)).text == "I do this only in our private chat."
    await live(bot, ann)
    pressed = await in_group.press_data(write_press(ForgetMe()))
    assert "editMessageText" not in pressed
    assert rows_with(bot, ann.user["id"]) != {}


async def test_people_are_told_their_id(bot: Offline, ann: Person) -> None:
    assert (await ann.say("/whoami")).text == f"Your id is <code>{ann.user['id']}</code>."
