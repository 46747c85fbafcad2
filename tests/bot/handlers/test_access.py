"""A closed bot answers whom its owner has let in; everybody else hears so once."""

import logging
import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from bot.chats import admissions, codes
from bot.delivery.chat_moves import move_chat
from bot.operations.owners import offer_ownership
from bot.payloads import AdmitChat, write_press
from tests.bot.handlers.test_group_settings import GIFTS
from tests.bot.handlers.test_groups import member
from tests.bot.handlers.test_guest import ELSEWHERE, asked, result
from tests.bot.offline import Call, Json, Offline, Person, open_offline
from tests.bot.samples import NOON

OWNER = 77
QUESTION = "When was the lighthouse painted?"
TEAM: Json = {"id": -1001, "type": "supergroup", "title": "Team"}
SOURCES = {"a.md": "The lighthouse was painted in 1911."}


@pytest.fixture
async def closed(tmp_path: Path) -> AsyncIterator[Offline]:
    bot = await open_offline(tmp_path, SOURCES, admin_ids=str(OWNER), open_access=False)
    yield bot
    await bot.close()


@pytest.fixture
async def unowned(tmp_path: Path) -> AsyncIterator[Offline]:
    bot = await open_offline(tmp_path, SOURCES)
    yield bot
    await bot.close()


def said(calls: list[Call], chat_id: int) -> list[str]:
    return [each.text for each in calls if each.parameters.get("chat_id") == chat_id]


async def link_of(owner: Person) -> str:
    """What follows `?start=` in a fresh invitation."""
    found = re.search(r"start=(\w+)", (await owner.say("/invite")).text)
    assert found is not None
    return found[1]


def added(bot: Offline, person: Person) -> Json:
    """What Telegram says when somebody adds the bot to the group."""
    us = {"id": 1, "is_bot": True, "first_name": "Footnote"}
    return {
        "chat": {**TEAM, "type": "group"},
        "from": person.user,
        "date": 0,
        "old_chat_member": {"user": us, "status": "left"},
        "new_chat_member": {"user": us, "status": "member"},
    }


async def test_a_stranger_is_told_once_and_then_left_alone(closed: Offline) -> None:
    stranger = closed.person()
    (told,) = await stranger.send(text=QUESTION)
    assert "only people whom my owner has invited" in told.text
    assert str(stranger.user["id"]) in told.text
    assert await stranger.send(text=QUESTION) == []
    assert await stranger.send(text="/start") == []


async def test_the_owner_is_always_answered(closed: Offline) -> None:
    assert "1911" in (await closed.person(id_=OWNER).say(QUESTION)).text


@pytest.mark.parametrize("command", ["/privacy", "/whoami", "/forget"])
async def test_what_is_kept_of_people_everybody_may_ask(closed: Offline, command: str) -> None:
    assert "invited" not in (await closed.person().say(command)).text


async def test_an_invitation_lets_one_person_in_once(closed: Offline) -> None:
    owner, ann, eve = closed.person(id_=OWNER), closed.person(id_=1), closed.person(id_=2)
    link = await link_of(owner)
    came = await ann.send(text=f"/start {link}")
    assert "has come by your invitation" in said(came, OWNER)[0]
    assert "1911" in (await ann.say(QUESTION)).text
    refused = await eve.send(text=f"/start {link}")
    assert ["used or is too old" in each.text for each in refused] == [True]
    assert "invited" in (await eve.say(QUESTION)).text


async def test_an_invitation_is_too_old_after_a_week(closed: Offline) -> None:
    link, ann = await link_of(closed.person(id_=OWNER)), closed.person(id_=1)
    past = datetime.now(UTC) - timedelta(seconds=1)
    closed.deps.database.write(lambda c: c.execute(update(codes.codes).values(expires_at=past)))
    assert "too old" in (await ann.say(f"/start {link}")).text


async def test_whoever_was_let_in_can_be_sent_away_again(closed: Offline) -> None:
    owner, ann = closed.person(id_=OWNER), closed.person(id_=1)
    came = await ann.send(text=f"/start {await link_of(owner)}")
    notice = next(each for each in came if each.parameters["chat_id"] == OWNER)
    edited = (await owner.press(notice, "🚫 No longer"))["editMessageText"]
    assert "I answer them no longer" in edited.text
    assert "invited" in (await ann.say(QUESTION)).text


async def test_buttons_and_inline_queries_of_strangers_get_no_answer(closed: Offline) -> None:
    owner, eve = closed.person(id_=OWNER), closed.person(id_=2)
    card = await owner.say(QUESTION)
    calls = await eve.press_data(next(data for data in card.buttons.values() if data))
    assert "invited" in calls["answerCallbackQuery"].text
    (offered,) = await closed.receive(
        inline_query={"id": "1", "from": eve.user, "query": "lighthouse", "offset": ""}
    )
    assert offered.parameters["results"] == []
    assert offered.parameters["button"]["text"] == "By invitation only"


async def test_a_group_is_answered_once_its_owner_has_approved_it(closed: Offline) -> None:
    owner, ann = closed.person(id_=OWNER), closed.person(id_=1)
    in_team = Person(closed, ann.user, TEAM)
    calls = await closed.receive(my_chat_member=added(closed, ann))
    assert "my owner has to approve it first" in said(calls, TEAM["id"])[0]
    ask = next(each for each in calls if each.parameters["chat_id"] == OWNER)
    assert await in_team.send(text=f"/ask {QUESTION}") == []
    known = {**TEAM, "accent_color_id": 1, "max_reaction_count": 1, "accepted_gift_types": GIFTS}
    closed.telegram.chats[str(TEAM["id"])] = known
    pressed = await owner.press(ask, "✅ Let in")
    assert "Team" in pressed["editMessageText"].text
    assert "/ask your question" in pressed["sendMessage"].text  # the greeting, in the group
    assert "1911" in (await in_team.say(f"/ask {QUESTION}")).text


async def test_a_group_that_is_not_approved_is_left(closed: Offline) -> None:
    owner, ann = closed.person(id_=OWNER), closed.person(id_=1)
    calls = await closed.receive(my_chat_member=added(closed, ann))
    ask = next(each for each in calls if each.parameters["chat_id"] == OWNER)
    pressed = await owner.press(ask, "🚫 No")
    assert pressed["leaveChat"].parameters["chat_id"] == TEAM["id"]


async def test_a_group_that_the_owner_adds_needs_no_more_approval(closed: Offline) -> None:
    owner = closed.person(id_=OWNER)
    calls = await closed.receive(my_chat_member=added(closed, owner))
    assert ["/ask your question" in text for text in said(calls, TEAM["id"])] == [True]


async def test_nobody_but_an_owner_decides_who_is_let_in(closed: Offline) -> None:
    eve = closed.person(id_=2)
    closed.deps.database.write(lambda c: admissions.admit(c, 2, at=NOON))
    calls = await eve.press_data(write_press(AdmitChat(3, True)))
    assert "editMessageText" not in calls
    assert "invited" in (await closed.person(id_=3).say(QUESTION)).text


async def claim_link(bot: Offline, caplog: pytest.LogCaptureFixture) -> str | None:
    with caplog.at_level(logging.WARNING):
        await offer_ownership(bot.deps)
    found = re.search(r"https://t\.me/FootnoteBot\?start=(claim_\w+)", caplog.text)
    return found[1] if found else None


async def test_the_link_in_the_log_makes_an_owner_once(
    unowned: Offline, caplog: pytest.LogCaptureFixture
) -> None:
    ann, eve = unowned.person(id_=1), unowned.person(id_=2)
    link = await claim_link(unowned, caplog)
    assert "You own me now" in (await ann.say(f"/start {link}")).text
    assert "used or is older" in (await eve.say(f"/start {link}")).text
    assert "given up" in (await ann.say("/stats")).text
    assert "don't know this command" in (await eve.say("/stats")).text
    caplog.clear()
    assert await claim_link(unowned, caplog) is None


async def test_a_new_start_makes_the_old_link_worthless(
    unowned: Offline, caplog: pytest.LogCaptureFixture
) -> None:
    old = await claim_link(unowned, caplog)
    await offer_ownership(unowned.deps)
    assert "used or is older" in (await unowned.person(id_=1).say(f"/start {old}")).text


async def test_an_invitation_makes_no_owner(closed: Offline) -> None:
    link, eve = await link_of(closed.person(id_=OWNER)), closed.person(id_=2)
    assert "used or is older" in (await eve.say(f"/start {link.replace('invite', 'claim')}")).text


async def test_an_open_bot_needs_no_invitations(unowned: Offline, caplog: pytest.LogCaptureFixture) -> None:
    ann = unowned.person(id_=1)
    await ann.say(f"/start {await claim_link(unowned, caplog)}")
    assert "nobody needs an invitation" in (await ann.say("/invite")).text


async def test_as_a_guest_it_answers_whoever_is_let_in(closed: Offline) -> None:
    ann, eve = member(closed, "Ann", 1, "en", ELSEWHERE), member(closed, "Eve", 2, "ru", ELSEWHERE)
    closed.deps.database.write(lambda c: admissions.admit(c, ann.user["id"], at=NOON))
    (answer,) = await asked(ann, f"@FootnoteBot {QUESTION}")
    assert "1911" in result(answer)["input_message_content"]["message_text"]
    (refusal,) = await asked(eve, f"@FootnoteBot {QUESTION}")
    assert "только тем, кого пригласил" in result(refusal)["input_message_content"]["message_text"]
    assert await asked(eve, f"@FootnoteBot {QUESTION}") == []


async def test_a_group_takes_its_approval_along_when_it_moves(closed: Offline) -> None:
    old, new = -55, -1009
    closed.deps.database.write(lambda c: admissions.admit(c, old, at=NOON))
    closed.deps.database.write(lambda c: move_chat(c, old, new))
    moved = Person(closed, closed.person(id_=1).user, {**TEAM, "id": new})
    assert "1911" in (await moved.say(f"/ask {QUESTION}")).text
