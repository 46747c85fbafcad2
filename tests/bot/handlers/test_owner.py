"""/stats, /gaps and /retry: for the owner; to others they do not exist."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot import inbox
from tests.bot.handlers.test_follow import press_follow
from tests.bot.offline import Offline, Person, open_offline

OWNER = 77


@pytest.fixture
async def owned(tmp_path: Path) -> AsyncIterator[Offline]:
    bot = await open_offline(tmp_path, {"a.md": "The lighthouse was painted in 1911."}, admin_ids=str(OWNER))
    yield bot
    await bot.close()


@pytest.mark.parametrize("command", ["/stats", "/gaps", "/retry"])
async def test_others_hear_of_no_such_command(owned: Offline, command: str) -> None:
    assert "I don't know this command" in (await owned.person().say(command)).text


async def test_the_gaps_are_the_questions_most_wait_for(owned: Offline) -> None:
    owner = owned.person(id_=OWNER)
    assert (await owner.say("/gaps")).text == "Nobody is waiting for an answer."
    for person_id, question in (
        (1, "Who owns zorbium?"),
        (2, "Who is owning the zorbium"),
        (3, "What is a quux?"),
    ):
        await press_follow(owned.person(id_=person_id), question, "🔔 Tell me when something does")
    lines = (await owner.say("/gaps")).text.split("\n")
    assert lines[1:3] == [
        "1. Who owns zorbium? · 2 people are waiting",
        "2. What is a quux? · one person is waiting",
    ]


@pytest.mark.parametrize("command", ["/stats", "/gaps", "/retry"])
async def test_a_group_is_not_told_what_the_owner_is(owned: Offline, command: str) -> None:
    await press_follow(owned.person(id_=1), "Who owns zorbium?", "🔔 Tell me when something does")
    group = {"id": -1001, "type": "supergroup", "title": "Team"}
    said = await Person(owned, owned.person(id_=OWNER).user, group).say(command)
    assert said.text == "I answer that in our private chat only: https://t.me/FootnoteBot"
    assert await Person(owned, owned.person(id_=2).user, group).send(text=command) == []


@pytest.mark.parametrize("command", ["/start", "/stats"])
async def test_the_owners_menu_has_the_owners_commands(owned: Offline, command: str) -> None:
    assert [each.method for each in await owned.person().send(text="/start")] == ["sendMessage"]
    menu = (await owned.person("ru", id_=OWNER).send(text=command))[-1]
    assert menu.method == "setMyCommands"
    assert menu.parameters["scope"] == {"type": "chat", "chat_id": OWNER}
    described = {each["command"]: each["description"] for each in menu.parameters["commands"]}
    assert described["gaps"] == "Вопросы без ответа"
    assert "ask" in described


async def test_figures_and_retrying(owned: Offline) -> None:
    owner = owned.person(id_=OWNER)
    assert "0 sent, 0 waiting, 0 given up" in (await owner.say("/stats")).text
    assert (await owner.say("/retry")).text == "There is nothing to try again."


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("en", ["3 votes in 30 days, 67% 👍.", "One question is kept for checking."]),
        ("ru", ["За 30 дней 3 голоса, 👍 67 %.", "Для проверки сохранён 1 вопрос."]),
    ],
)
async def test_votes_and_kept_questions_are_figures(owned: Offline, language: str, shown: list[str]) -> None:
    for person_id, thumb in ((1, "👍"), (2, "👍"), (3, "👎")):
        person = owned.person(id_=person_id)
        person.asked = person.message(text="When was the lighthouse painted?")
        (card,) = await owned.receive(message=person.asked)
        voted = (await person.press(card, thumb))["editMessageText"]
    await person.press(voted, "📌 Keep this question")
    figures = (await owned.person(language, id_=OWNER).say("/stats")).text.split("\n")
    assert figures[2:4] == shown


@pytest.mark.parametrize("language", ["en", "ru"])
async def test_without_votes_there_are_no_shares(owned: Offline, language: str) -> None:
    figures = (await owned.person(language, id_=OWNER).say("/stats")).text
    assert "%" not in figures


async def test_questions_asked_in_vain_are_gaps_only_where_the_owner_keeps_them(tmp_path: Path) -> None:
    for is_kept in (False, True):
        folder = tmp_path / str(is_kept)
        folder.mkdir()
        bot = await open_offline(
            folder,
            {"a.md": "The lighthouse was painted in 1911."},
            admin_ids=str(OWNER),
            store_questions=is_kept,
        )
        for person_id in (1, 2):
            await bot.person(id_=person_id).say("Who owns zorbium?")
        gaps = (await bot.person(id_=OWNER).say("/gaps")).text
        privacy = (await bot.person().say("/privacy")).text
        await bot.close()
        assert ("Who owns zorbium? · 2 people are waiting" in gaps) == is_kept
        assert ("to see which sources are missing" in privacy) == is_kept
        assert ("those whose answers got a 👍 or 👎" in privacy) == is_kept


async def test_messages_given_up_are_handled_again(owned: Offline) -> None:
    ann, owner = owned.person(id_=1), owned.person(id_=OWNER)
    received = await owned.take_in(message=ann.message(text="When was the lighthouse painted?"))
    assert received is not None
    reason = "RuntimeError: no"
    owned.deps.database.write(lambda c: inbox.mark_dead(c, received.update_id, attempts=3, reason=reason))
    assert (await owner.say("/retry")).text == "One message is handled again."
    assert [each.update_id for each in owned.requeued] == [received.update_id]
    (answer,) = await owned.handle(owned.requeued[0])
    assert "1911" in answer.text
