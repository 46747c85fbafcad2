"""An owner looks after the sources: finds, removes, takes back, looks again."""

from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot import upkeep
from tests.bot.handlers.test_follow import press_follow
from tests.bot.offline import Call, Offline, Person, open_offline
from tests.index.sources.web.site import Site, running_site

pytestmark = pytest.mark.usefixtures("warm_sandbox")

OWNER = 77
LAW = """---
title: Mining becomes legal
publisher: The Example
tags: [law, mining]
---
Vladimir Putin signed the law that makes the mining of cryptocurrencies legal on 8 August 2024.
"""
TAX = """---
title: How mining is taxed
publisher: Tax Weekly
tags: [tax, mining]
---
Companies pay a quarter of what they earn by mining. The first tax on mining was due in November 2024.
"""
QUESTION = "When did Putin sign the law that makes mining legal?"
FERRY = "The ferry to the island leaves at nine in the morning and comes back at six in the evening. " * 3


@pytest.fixture
async def owned(tmp_path: Path) -> AsyncIterator[Offline]:
    bot = await open_offline(
        tmp_path,
        {"law.md": LAW, "tax.md": TAX},
        admin_ids=str(OWNER),
        fetch_allow_private="127.0.0.1",
        questions_per_minute=0,
    )
    yield bot
    await bot.close()


@pytest.fixture
def owner(owned: Offline) -> Person:
    return owned.person(id_=OWNER)


@pytest.fixture
def site() -> Iterator[Site]:
    with running_site() as running:
        yield running


def titles(call: Call) -> list[str]:
    return [line for line in call.text.split("\n") if line[:1].isdecimal()]


async def test_sources_are_found_by_words_and_paged_by_them(owned: Offline) -> None:
    ann = owned.person(id_=5)
    asked = ann.message(text="/sources tax weekly")
    (found,) = await owned.receive(message=asked)
    assert found.text.startswith("<b>One source for: tax weekly</b>")
    assert len(titles(found)) == 1
    ann.asked = asked
    every = (await ann.press(found, "All sources"))["editMessageText"]
    assert len(titles(every)) == 2
    assert "No source has these words" in (await ann.say("/sources zorbium")).text


async def test_sources_are_chosen_by_tag(owned: Offline) -> None:
    ann = owned.person(id_=5)
    listed = await ann.say("/sources")
    assert list(listed.buttons) == ["# mining", "# law", "# tax"]
    chosen = (await ann.press(listed, "# tax"))["editMessageText"]
    assert "Tag: tax" in chosen.text
    assert len(titles(chosen)) == 1


async def test_only_owners_see_buttons_to_look_after_sources(owned: Offline, owner: Person) -> None:
    assert "⚙️ 1" not in (await owned.person(id_=5).say("/sources")).buttons
    listed = await owner.say("/sources")
    card = (await owner.press(listed, "⚙️ 1"))["editMessageText"]
    assert card.text.startswith(
        "<b>Mining becomes legal</b>\nThe Example\nfile · one text · one passage\nlaw.md"
    )
    assert list(card.buttons) == ["🗑 Remove"]
    forged = await owned.person(id_=5).press_data(card.buttons["🗑 Remove"])
    assert list(forged) == ["answerCallbackQuery"]
    russian = (await owned.person("ru", id_=OWNER).press_data(listed.buttons["⚙️ 1"]))["editMessageText"]
    assert "файл · 1 текст · 1 отрывок" in russian.text


async def test_removing_says_what_would_be_lost_and_can_be_undone(owned: Offline, owner: Person) -> None:
    for person_id in (1, 2):
        await press_follow(owned.person(id_=person_id), QUESTION, "🔔 Follow")
    ann = owned.person(id_=3)
    ann.asked = ann.message(text=QUESTION)
    (card,) = await owned.receive(message=ann.asked)
    voted = (await ann.press(card, "👍"))["editMessageText"]
    await ann.press(voted, "📌 Keep this question")
    sure = await owner.say("/remove mining becomes")
    assert sure.text == (
        "Remove “Mining becomes legal”? It answers 1 of 1 kept questions. 2 people follow it."
    )
    gone = (await owner.press(sure, "🗑 Yes, remove it"))["editMessageText"]
    assert gone.text == "Removed: “Mining becomes legal”. For ten minutes you can take that back."
    assert "<b>Nothing in the sources answers this.</b>" in (await owner.say(QUESTION)).text
    back = (await owner.press(gone, "↩ Undo"))["editMessageText"]
    assert back.text == "“Mining becomes legal” is back."
    assert "Vladimir Putin signed the law" in (await owner.say(QUESTION)).text


async def test_a_removal_can_be_taken_back_for_ten_minutes_only(owned: Offline, owner: Person) -> None:
    sure = await owner.say("/remove law.md")
    gone = (await owner.press(sure, "🗑 Yes, remove it"))["editMessageText"]
    later = datetime.now(UTC) + timedelta(minutes=10)
    owned.deps.database.write(lambda c: upkeep.forget_old(c, later))
    late = (await owner.press(gone, "↩ Undo"))["editMessageText"]
    assert late.text == "It is too late to take that back. Please add it again."
    assert len(owned.deps.library.sources()) == 1


async def test_a_removal_pressed_twice_is_one(owned: Offline, owner: Person) -> None:
    sure = await owner.say("/remove law.md")
    await owner.press(sure, "🗑 Yes, remove it")
    again = await owner.press(sure, "🗑 Yes, remove it")
    assert "answerCallbackQuery" in again
    assert len(owned.deps.library.sources()) == 1


async def test_which_one_is_asked_when_several_fit(owner: Person) -> None:
    many = await owner.say("/remove mining")
    assert many.text.startswith("Several sources fit. Which one?")
    assert list(many.buttons)[-2:] == ["⚙️ 1", "⚙️ 2"]
    assert (await owner.say("/remove zorbium")).text == "There is no such source."
    assert "/sources" in (await owner.say("/remove")).text


async def test_others_cannot_remove_or_refresh(owned: Offline) -> None:
    for command in ("/remove law.md", "/refresh"):
        assert "I don't know this command" in (await owned.person(id_=5).say(command)).text
    assert len(owned.deps.library.sources()) == 2


async def test_a_page_is_looked_at_again(owned: Offline, owner: Person, site: Site) -> None:
    site.page("/ferry", FERRY, title="The ferry")
    owned.deps.library.add([f"http://127.0.0.1:{site.port}/ferry"])
    site.page("/ferry", FERRY.replace("nine", "eight"), title="The ferry")
    (done,) = (each for each in await owner.send(text="/refresh") if each.method == "editMessageText")
    assert done.text == "Looked again: 0 new, 1 changed, 0 gone."
    assert "eight in the morning" in (await owner.say("When does the ferry to the island leave?")).text
    listed = await owner.say("/sources ferry")
    card = (await owner.press(listed, "⚙️ 1"))["editMessageText"]
    assert "Next look: " in card.text
    told = (await owner.press(card, "🔄 Look again"))["editMessageText"]
    assert "Looked again: nothing has changed." in told.text
    del site.answers["/ferry"]
    ailing = (await owner.press(card, "🔄 Look again"))["editMessageText"]
    assert "⚠️ the site doesn't hand it over; it answers 404." in ailing.text
    assert "⚠️" in (await owner.say("/sources")).text
