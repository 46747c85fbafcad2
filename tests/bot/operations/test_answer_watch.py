"""A kept question whose answer is lost: the owner is told once, and says what becomes of it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.operations.answer_watch import tell_changed
from bot.payloads import AcceptAnswer, write_press
from tests.bot.offline import Call, Offline, Person, open_offline

OWNER = 77
QUESTION = "When was the lighthouse painted?"
SOURCES = {"lighthouse.md": "The lighthouse was painted in 1911.", "ferry.md": "The ferry leaves at nine."}


@pytest.fixture
async def owned(tmp_path: Path) -> AsyncIterator[Offline]:
    bot = await open_offline(tmp_path, SOURCES, admin_ids=str(OWNER), questions_per_minute=0)
    yield bot
    await bot.close()


async def keep(bot: Offline, person: Person) -> None:
    """Ask, like the answer, and keep the question."""
    person.asked = person.message(text=QUESTION)
    (card,) = await bot.receive(message=person.asked)
    voted = (await person.press(card, "👍"))["editMessageText"]
    await person.press(voted, "📌 Keep this question")


async def look(bot: Offline) -> list[Call]:
    """What is told when the kept questions are asked again."""
    before = len(bot.telegram.calls)
    await tell_changed(bot.deps)
    return bot.telegram.calls[before:]


def rewrite(bot: Offline, text: str) -> None:
    (bot.deps.settings.seeds_dir / "lighthouse.md").write_text(text)
    bot.deps.library.refresh(force=True)


async def test_as_long_as_the_answer_stays_nothing_is_told(owned: Offline) -> None:
    await keep(owned, owned.person(id_=1))
    rewrite(owned, "The lighthouse was painted in 1911. It has a new lamp.")
    assert await look(owned) == []


async def test_a_sentence_that_changed_is_shown_beside_the_new_one(owned: Offline) -> None:
    await keep(owned, owned.person(id_=1))
    rewrite(owned, "The lighthouse was painted in 1921.")
    (told,) = await look(owned)
    assert told.parameters["chat_id"] == OWNER
    assert told.text.index("1911") < told.text.index("1921")
    assert list(told.buttons) == ["✅ Fine"]
    assert await look(owned) == []


async def test_fine_makes_the_new_sentence_the_one_to_watch(owned: Offline) -> None:
    await keep(owned, owned.person(id_=1))
    rewrite(owned, "The lighthouse was painted in 1921.")
    (told,) = await look(owned)
    edited = (await owned.person(id_=OWNER).press(told, "✅ Fine"))["editMessageText"]
    assert "Kept with the answer it has now" in edited.text
    assert "1921" in owned.deps.library.kept()[0].sentence
    assert await look(owned) == []
    rewrite(owned, "The lighthouse was painted in 1911.")
    assert len(await look(owned)) == 1


async def test_a_removal_is_undone_by_its_button(owned: Offline) -> None:
    await keep(owned, owned.person(id_=1))
    source = next(each for each in owned.deps.library.sources() if each.locator == "lighthouse.md")
    owned.deps.library.desk.withdraw(source.id)
    (told,) = await look(owned)
    assert "Nothing in the sources answers this." in told.text
    edited = (await owned.person(id_=OWNER).press(told, "↩ Undo"))["editMessageText"]
    assert "The source is back" in edited.text
    assert await look(owned) == []
    assert "1911" in (await owned.person(id_=2).say(QUESTION)).text


async def test_a_question_that_nothing_answers_any_more_is_let_go(owned: Offline) -> None:
    await keep(owned, owned.person(id_=1))
    (owned.deps.settings.seeds_dir / "lighthouse.md").unlink()
    owned.deps.library.refresh(force=True)
    (told,) = await look(owned)
    await owned.person(id_=OWNER).press(told, "✅ Fine")
    assert owned.deps.library.kept() == ()


async def test_many_changes_are_a_few_messages(owned: Offline) -> None:
    for person_id in range(1, 9):
        await keep(owned, owned.person(id_=person_id))
    rewrite(owned, "The lighthouse was painted in 1921.")
    told = await look(owned)
    assert len(told) == 6
    assert "3 more answers have changed" in told[-1].text


async def test_nobody_but_an_owner_may_press(owned: Offline) -> None:
    await keep(owned, owned.person(id_=1))
    key = owned.deps.library.kept()[0].key
    rewrite(owned, "The lighthouse was painted in 1921.")
    pressed = await owned.person(id_=2).press_data(write_press(AcceptAnswer(key)))
    assert "editMessageText" not in pressed
    assert "1911" in owned.deps.library.kept()[0].sentence
