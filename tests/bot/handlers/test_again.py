"""An update handled again, after a refusal or the death of the process, ends as handled once."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Table, select

from bot import inbox, subscriptions
from bot.answers import records, scopes, unanswered
from bot.chats import profiles, tags
from bot.inbox import Received
from bot.payloads import (
    Act,
    CastVote,
    ChangeSubscription,
    Group,
    KeepQuestion,
    MuteSource,
    ToggleTag,
    Unfollow,
    View,
    tag_key,
    write_press,
)
from bot.sending.outcomes import PostponedError
from bot.subscriptions import destinations
from index import SourceId
from tests.bot.handlers.conftest import LAW
from tests.bot.handlers.test_groups import TEAM, member
from tests.bot.offline import ME, Call, Json, Offline, Person, open_offline

QUESTION = "When did Putin sign the law that makes mining legal?"
TABLES: tuple[Table, ...] = (
    records.votes,
    subscriptions.subscriptions,
    destinations.mutes,
    destinations.destinations,
    tags.chat_tags,
    profiles.chats,
    unanswered.unanswered,
)


def state(bot: Offline) -> dict[str, list[tuple[Any, ...]]]:
    """What is kept, without the moments and the keys that are made up anew each time."""

    def read(connection: Connection) -> dict[str, list[tuple[Any, ...]]]:
        found: dict[str, list[tuple[Any, ...]]] = {}
        for table in TABLES:
            columns = [c for c in table.c if not c.name.endswith("_at") and c.name != "kept_as"]
            found[table.name] = sorted(tuple(row) for row in connection.execute(select(*columns)))
        return found

    return bot.deps.database.read(read) | {
        "kept": [(each.text, each.liked) for each in bot.deps.library.kept()]
    }


def told(calls: list[Call]) -> list[str]:
    """What people get to see."""
    return [
        call.text
        for call in calls
        if call.method in {"sendMessage", "editMessageText", "answerCallbackQuery"}
    ]


async def pressed(person: Person, data: str, message_id: int) -> Received:
    message: Json = {"message_id": message_id, "date": 0, "chat": person.chat, "from": ME, "text": "…"}
    if person.asked is not None:
        message["reply_to_message"] = person.asked
    query = {"id": "1", "from": person.user, "message": message, "chat_instance": "1", "data": data}
    received = await person.bot.take_in(callback_query=query)
    assert received is not None
    return received


async def sent(person: Person, text: str, **details: Any) -> Received:
    received = await person.bot.take_in(message=person.message(text=text, **details))
    assert received is not None
    return received


async def ask(person: Person, text: str = QUESTION) -> tuple[Call, str]:
    person.asked = person.message(text=text)
    (answer,) = await person.bot.receive(message=person.asked)
    question_id = person.asked["message_id"]
    given = person.bot.deps.database.read(
        lambda c: records.find_by_question(c, person.chat["id"], question_id)
    )
    assert given is not None
    return answer, given.id


async def _vote(ann: Person) -> Received:
    answer, id_ = await ask(ann)
    return await pressed(ann, write_press(CastVote(id_, View(), useful=True)), ann.id_of(answer))


async def _keep(ann: Person) -> Received:
    answer, id_ = await ask(ann)
    await ann.press(answer, "👍")
    return await pressed(ann, write_press(KeepQuestion(id_, View())), ann.id_of(answer))


async def _tag(ann: Person) -> Received:
    ann.bot.telegram.statuses[TEAM["id"], ann.user["id"]] = "administrator"
    admin = Person(ann.bot, ann.user, TEAM)
    return await pressed(admin, write_press(ToggleTag(Group(TEAM["id"]), tag_key("crypto"))), 5)


async def _mute(ann: Person) -> Received:
    return await pressed(ann, write_press(MuteSource(SourceId("abc"), muted=True)), 5)


async def _subscribe(ann: Person) -> Received:
    return await sent(ann, "/subscribe tulips")


async def _unsubscribe(ann: Person) -> Received:
    await ann.say("/subscribe tulips")
    return await sent(ann, "/unsubscribe")


async def _pause(ann: Person) -> Received:
    await ann.say("/subscribe tulips")
    return await pressed(ann, write_press(ChangeSubscription(1, Act.PAUSE)), 5)


async def _follow(ann: Person) -> Received:
    answer, _ = await ask(ann, "Who painted the zorbium ceiling?")
    (data,) = answer.buttons.values()
    return await pressed(ann, data, ann.id_of(answer))


@pytest.fixture
async def bot(tmp_path: Path) -> Any:
    sources = {"law.md": LAW.replace("---\n\n", "tags: [crypto]\n---\n\n", 1)}
    offline = await open_offline(tmp_path, sources, questions_per_minute=2, store_questions=False)
    yield offline
    await offline.close()


@pytest.mark.parametrize("arrive", [_vote, _keep, _tag, _mute, _subscribe, _unsubscribe, _pause, _follow])
async def test_what_is_handled_twice_ends_as_handled_once(bot: Offline, ann: Person, arrive: Any) -> None:
    received = await arrive(ann)
    before = state(bot)
    first = await bot.handle(received, finish=False)
    once = state(bot)
    assert once != before
    again = await bot.handle(received)
    assert state(bot) == once
    assert told(again) == told(first)


async def test_a_subscription_of_somebody_else_is_not_ended_by_a_repeated_press(
    bot: Offline, ann: Person
) -> None:
    await ann.say("/subscribe tulips")
    received = await pressed(ann, write_press(Unfollow(1)), 5)
    await bot.handle(received, finish=False)
    ben = bot.person(id_=7_000_000_002)
    await ben.say("/subscribe windmills")  # gets the id that has become free
    await bot.handle(received)
    assert len(state(bot)["subscriptions"]) == 1


@pytest.mark.parametrize("refusal", [(429, "Too Many Requests: retry after 60"), (502, "Bad Gateway")])
async def test_tried_again_an_answer_has_the_same_id_and_counts_once(
    bot: Offline, ann: Person, refusal: tuple[int, str]
) -> None:
    received = await sent(ann, QUESTION)
    bot.telegram.refusals["sendMessage"] = refusal
    for _ in range(3):  # more often than there are questions in a minute
        with pytest.raises(PostponedError):
            await bot.handle(received)
    tried = next(call for call in bot.telegram.calls if call.method == "sendMessage")
    del bot.telegram.refusals["sendMessage"]
    bot.wait_no_longer()
    answer = (await bot.handle(received))[-1]
    assert answer.buttons == tried.buttons
    assert answer.text == tried.text
    assert (await ann.say(QUESTION)).text.startswith("<b>"), "one more is left of the two in a minute"


async def test_an_answer_sent_before_the_process_died_has_buttons_that_work(
    bot: Offline, ann: Person
) -> None:
    received = await sent(ann, QUESTION)
    (lost,) = await bot.handle(received, finish=False)
    (answer,) = await bot.handle(received)
    assert answer.buttons == lost.buttons
    card: Json = {
        "inline_keyboard": [[{"text": text, "callback_data": data}] for text, data in lost.buttons.items()]
    }
    message = {"message_id": 1001, "date": 0, "chat": ann.chat, "from": ME, "text": "…", "reply_markup": card}
    press = {
        "id": "1",
        "from": ann.user,
        "message": message,
        "chat_instance": "1",
        "data": lost.buttons["❔ Why"],
    }
    calls = {call.method: call for call in await bot.receive(callback_query=press)}
    assert calls["editMessageText"].parameters["message_id"] == 1001


async def test_an_unfinished_question_uses_up_neither_its_source_nor_the_one_before(
    bot: Offline, ann: Person
) -> None:
    until, id_ = datetime.now(UTC) + timedelta(minutes=1), ann.user["id"]
    source = bot.deps.library.sources()[0]
    bot.deps.database.write(lambda c: scopes.narrow(c, id_, id_, source.id, until=until))
    received = await sent(ann, QUESTION)
    bot.telegram.refusals["sendMessage"] = (502, "Bad Gateway")
    with pytest.raises(PostponedError):
        await bot.handle(received)
    del bot.telegram.refusals["sendMessage"]
    assert bot.deps.recent.previous((id_, None)) is None
    find = scopes.find
    assert bot.deps.database.read(lambda c: find(c, id_, id_, now=datetime.now(UTC))) == source.id
    await bot.handle(received)
    assert bot.deps.database.read(lambda c: find(c, id_, id_, now=datetime.now(UTC))) is None


async def test_an_answer_is_kept_together_with_the_end_of_its_question(bot: Offline, ann: Person) -> None:
    received = await sent(ann, QUESTION)
    await bot.handle(received, finish=False)
    kept = select(records.answers.c.id)
    assert bot.deps.database.read(lambda c: c.scalars(kept).all()) == []
    await bot.handle(received)
    assert bot.deps.database.read(lambda c: c.scalars(kept).all()) == [received.ticket]
    assert bot.deps.database.read(inbox.waiting) == []


async def test_a_member_of_a_group_is_answered_once_and_counted_once(bot: Offline) -> None:
    ann = member(bot, "Ann", 1)
    received = await sent(ann, f"/ask {QUESTION}")
    bot.telegram.refusals["sendMessage"] = (502, "Bad Gateway")
    for _ in range(9):
        with pytest.raises(PostponedError):
            await bot.handle(received)
    del bot.telegram.refusals["sendMessage"]
    answer = (await bot.handle(received))[-1]
    assert "<b>" in answer.text
