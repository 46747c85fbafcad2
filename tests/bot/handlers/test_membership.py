"""The life of a chat: greeted once, left in peace when the bot is removed, moved with its group."""

from dataclasses import replace
from datetime import UTC, datetime
from itertools import permutations
from typing import Any

import pytest

from bot import subscriptions
from bot.answers import records
from bot.chats import barriers, profiles, tags
from bot.chats.profiles import Profile
from bot.delivery import life
from bot.sending.outcomes import Barred, PostponedError
from bot.subscriptions import Destination, Interest, Subscriber, read_interest
from tests.bot.handlers.test_groups import QUESTION, TEAM, member
from tests.bot.offline import ADMIN_RIGHTS, ME, Call, Offline, Person
from tests.bot.samples import NOON

ID = TEAM["id"]
OUT = {"status": "left", "user": ME}
IN = {"status": "member", "user": ME}
ADMIN = {"status": "administrator", "user": ME, **ADMIN_RIGHTS}
KICKED = {"status": "kicked", "user": ME, "until_date": 0}
RIGHTS = dict.fromkeys(
    (
        "can_send_messages", "can_send_audios", "can_send_documents", "can_send_photos", "can_send_videos",
        "can_send_video_notes", "can_send_voice_notes", "can_send_polls", "can_send_other_messages",
        "can_add_web_page_previews", "can_change_info", "can_invite_users", "can_pin_messages",
        "can_manage_topics", "can_edit_tag", "can_react_to_messages",
    ),
    False,
)  # fmt: skip
MUTED = {"status": "restricted", "user": ME, "is_member": True, "until_date": 0, **RIGHTS}


@pytest.fixture
def ann(bot: Offline) -> Person:
    return member(bot, "Ann", 1)


async def change(person: Person, old: Any, new: Any, chat: Any = TEAM) -> list[Call]:
    now = int(datetime.now(UTC).timestamp())
    body = {"chat": chat, "from": person.user, "date": now, "old_chat_member": old, "new_chat_member": new}
    return await handled(person, my_chat_member=body)


async def handled(person: Person, **content: Any) -> list[Call]:
    """What the bot does of an update, put off once if it asks for that, as the worker does."""
    received = await person.bot.take_in(**content)
    assert received is not None
    try:
        return await person.bot.handle(received)
    except PostponedError:
        return await person.bot.handle(replace(received, not_before=received.received_at))


def known(bot: Offline, chat_id: int = ID) -> Profile:
    return bot.deps.database.read(lambda connection: profiles.find(connection, chat_id))


async def test_a_farewell_that_was_taken_back_before_it_was_heard_is_none(bot: Offline, ann: Person) -> None:
    now = int(datetime.now(UTC).timestamp())
    told = {"chat": TEAM, "from": ann.user, "date": now}
    kicked = {**told, "old_chat_member": IN, "new_chat_member": KICKED}
    back = {**told, "old_chat_member": KICKED, "new_chat_member": IN}
    farewell = await bot.take_in(my_chat_member=kicked)
    later = await bot.take_in(my_chat_member=back)
    assert farewell is not None
    assert later is not None
    await bot.handle(farewell)
    assert known(bot).gone_at is None
    await bot.handle(replace(later, not_before=later.received_at))
    assert await change(ann, IN, KICKED) == []
    assert known(bot).gone_at is not None


async def test_a_group_is_greeted_once_with_how_to_ask(bot: Offline, ann: Person) -> None:
    (greeting,) = await change(ann, OUT, IN)
    assert "/ask your question" in greeting.text
    assert "I don't see your conversation" in greeting.text
    assert greeting.buttons == {"💬 Ask in private": "https://t.me/FootnoteBot"}
    assert await change(ann, IN, ADMIN) == []
    assert await change(ann, ADMIN, OUT) == []
    assert await change(ann, OUT, IN) == []


async def test_as_an_admin_it_says_that_it_gets_everything(bot: Offline, ann: Person) -> None:
    (greeting,) = await change(ann, OUT, ADMIN)
    assert "I get all messages of this group" in greeting.text


async def test_the_greeting_speaks_the_language_of_whoever_adds_it(bot: Offline) -> None:
    (greeting,) = await change(member(bot, "Ольга", 3, "ru"), OUT, IN)
    assert greeting.text.startswith("<b>Здравствуйте!")


@pytest.mark.parametrize(
    "chat", [{"id": -1009, "type": "channel", "title": "News"}, {"id": 7, "type": "private"}]
)
async def test_channels_and_people_are_not_greeted(ann: Person, chat: Any) -> None:
    assert await change(ann, OUT, ADMIN, chat) == []


@pytest.mark.parametrize("gone", [OUT, KICKED, MUTED | {"is_member": False}])
async def test_a_chat_that_cannot_be_written_to_is_left_in_peace_and_keeps_its_choices(
    bot: Offline, ann: Person, gone: Any
) -> None:
    await change(ann, OUT, IN)
    bot.deps.database.write(lambda c: profiles.choose(c, ID, "quiet", True))
    await change(ann, IN, gone)
    assert known(bot).gone_reason == gone["status"]
    await change(ann, gone, IN)
    assert known(bot).gone_at is None
    assert known(bot).quiet


@pytest.mark.parametrize("told_by", ["old", "new", "both"])
async def test_a_group_that_becomes_a_supergroup_keeps_everything(
    bot: Offline, ann: Person, told_by: str
) -> None:
    old = {"id": -77, "type": "group", "title": "Team"}
    bot.deps.database.write(lambda c: profiles.choose(c, -77, "quiet", True))
    interest = read_interest("mining")
    assert isinstance(interest, Interest)
    subscriber = Subscriber(Destination(-77), 1, "en")
    bot.deps.database.write(lambda c: subscriptions.subscribe(c, interest, subscriber, at=NOON))
    answer = await member(bot, "Ann", 1, chat=old).say(f"/ask {QUESTION}")
    if told_by in ("old", "both"):
        await member(bot, "Ann", 1, chat=old).send(migrate_to_chat_id=ID)
    if told_by in ("new", "both"):
        await ann.send(migrate_from_chat_id=-77)
    assert known(bot).quiet
    assert known(bot, -77) == Profile(-77)
    assert len(bot.deps.database.read(lambda c: subscriptions.find_all(c, Destination(ID)))) == 1
    asked = answer.parameters["reply_parameters"]["message_id"]
    found = bot.deps.database.read(lambda c: records.find_by_question(c, ID, asked))
    assert found is None  # the same number is another message there
    assert "Putin signed" in (await ann.say(f"/ask {QUESTION}")).text


async def test_an_answer_follows_the_group_that_has_just_moved(bot: Offline) -> None:
    ann = member(bot, "Ann", 1, chat={"id": -77, "type": "group", "title": "Team"})
    bot.telegram.moved[-77] = ID
    first, second = await ann.send(text=f"/ask {QUESTION}")
    assert (first.parameters["chat_id"], second.parameters["chat_id"]) == (-77, ID)
    assert "reply_parameters" not in second.parameters
    shown = await member(bot, "Ann", 1).press_data(second.buttons["🔎"])
    assert shown["editMessageText"].parameters["chat_id"] == ID


async def test_a_closed_topic_gets_nothing_anywhere_and_is_open_with_the_next_answer(bot: Offline) -> None:
    ann = member(bot, "Ann", 1)
    bot.telegram.closed_topics.add((ID, 42))
    topic = {"message_thread_id": 42, "is_topic_message": True}
    for _ in range(2):
        calls = await ann.send(text=f"/ask {QUESTION}", **topic)
        assert [call.parameters["chat_id"] for call in calls] == [ID]
    assert known(bot).gone_at is None
    [barrier] = bot.deps.database.read(barriers.find_all)
    assert (barrier.topic, barrier.probes) == (42, 1)
    bot.telegram.closed_topics.clear()
    await ann.send(text=f"/ask {QUESTION}", **topic)
    assert bot.deps.database.read(barriers.find_all) == ()


@pytest.mark.parametrize("words", ["forum_topic_reopened", "general_forum_topic_unhidden"])
async def test_a_topic_that_is_opened_again_is_tried_at_once(bot: Offline, words: str) -> None:
    thread = 42 if words == "forum_topic_reopened" else None
    barred, now = Barred("TOPIC_CLOSED", is_topic=True), datetime.now(UTC)
    bot.deps.database.write(lambda c: life.note_barred(c, ID, thread, barred, at=now))
    topic = {"message_thread_id": thread, "is_topic_message": True} if thread else {}
    assert await member(bot, "Ann", 1).send(**{words: {}}, **topic) == []
    [barrier] = bot.deps.database.read(barriers.find_all)
    assert barrier.probe_at <= datetime.now(UTC)


async def test_rights_taken_away_are_no_farewell(bot: Offline, ann: Person) -> None:
    await change(ann, ADMIN, MUTED)
    assert known(bot).gone_at is None
    [barrier] = bot.deps.database.read(barriers.find_all)
    assert barrier.topic is None
    await change(ann, MUTED, ADMIN)
    [barrier] = bot.deps.database.read(barriers.find_all)
    assert barrier.probe_at <= datetime.now(UTC)


GROUP = {"id": -77, "type": "group", "title": "Team"}


def the_move(ann: Person) -> list[dict[str, Any]]:
    """What Telegram tells when the group becomes a supergroup: three updates, in any order."""
    there = {"chat": TEAM, "from": ann.user, "date": int(datetime.now(UTC).timestamp())}
    return [
        {"message": ann.message(chat=GROUP, migrate_to_chat_id=ID)},
        {"message": ann.message(chat=TEAM, migrate_from_chat_id=-77)},
        {"my_chat_member": there | {"old_chat_member": OUT, "new_chat_member": IN}},
    ]


@pytest.mark.parametrize("order", list(permutations(range(3))))
async def test_a_group_that_moves_keeps_all_and_is_not_greeted_again(
    bot: Offline, order: tuple[int, ...]
) -> None:
    ann = member(bot, "Ann", 1, chat=GROUP)
    assert len(await change(ann, OUT, IN, GROUP)) == 1

    def choose(connection: Any) -> None:
        profiles.choose(connection, -77, "language", "ru")
        tags.toggle(connection, -77, None, "nothing has this tag")

    bot.deps.database.write(choose)
    asked = ann.message(text=f"/ask {QUESTION}")
    waiting = await bot.take_in(message=asked)
    assert waiting is not None
    updates = the_move(ann)
    # All of them have arrived before the last is handled; the worker comes back to what was put off.
    received = [await bot.take_in(**updates[each]) for each in order]
    later = []
    for each in received:
        assert each is not None
        try:
            assert await bot.handle(each) == []
        except PostponedError:
            later.append(replace(each, not_before=each.received_at))
    for each in later:
        assert await bot.handle(each) == []
    (answer,) = await bot.handle(waiting)
    assert answer.parameters["chat_id"] == ID
    assert "reply_parameters" not in answer.parameters, "the message has another id there"
    assert "Putin" not in answer.text, "the sources are limited there as they were here"
    assert "В источниках нет ответа" in answer.text, "and the language is the one chosen"
