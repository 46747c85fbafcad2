"""/stats: what was asked and answered, by which sources, and a picture of the days."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from prometheus_client.exposition import generate_latest

from tests.bot.offline import Call, Offline, open_offline

OWNER = 77
LIGHTHOUSE = "The lighthouse was painted in 1911."
SOURCES = {"lighthouse.md": LIGHTHOUSE, "ferry.md": "The ferry to the island leaves at nine in the morning."}
QUESTION = "When was the lighthouse painted?"


@pytest.fixture
async def owned(tmp_path: Path) -> AsyncIterator[Offline]:
    bot = await open_offline(tmp_path, SOURCES, admin_ids=str(OWNER), store_questions=True)
    yield bot
    await bot.close()


async def stats(bot: Offline, language: str = "en") -> list[Call]:
    calls = await bot.person(language, id_=OWNER).send(text="/stats")
    return [call for call in calls if call.method in {"sendMessage", "sendPhoto"}]


async def test_before_anybody_asks_there_is_no_picture(owned: Offline) -> None:
    (told,) = await stats(owned)
    assert "No questions in 30 days." in told.text
    assert "never answered" not in told.text


async def test_questions_people_and_sources_are_told_and_drawn(owned: Offline) -> None:
    ann, bob = owned.person(id_=1), owned.person(id_=2)
    for person, question in ((ann, QUESTION), (bob, QUESTION), (ann, "Who owns zorbium?")):
        await person.say(question)
    told, picture = await stats(owned)
    assert "3 questions in 30 days, 67% answered. 2 people asked in private." in told.text
    assert "2 answers, from nowhere else: 2" in told.text
    assert "<b>One source has never answered</b>\n• ferry" in told.text
    assert picture.parameters["photo"].startswith(b"\x89PNG")
    assert "The last 30 days" in picture.parameters["caption"]


async def test_no_figure_for_prometheus_quotes_anybody(owned: Offline) -> None:
    await owned.person(id_=1).say(QUESTION)
    told = generate_latest(owned.deps.meters.registry).decode()
    assert 'footnote_questions_total{chat="private",outcome="answered"} 1.0' in told
    assert "lighthouse" not in told
    assert "offline" not in told  # of the token


async def test_an_edited_question_counts_once(owned: Offline) -> None:
    ann = owned.person(id_=1)
    asked = ann.message(text=QUESTION)
    await owned.receive(message=asked)
    await ann.edit(asked["message_id"], "When was the lighthouse painted, please?")
    assert "One question in 30 days" in (await stats(owned))[0].text


@pytest.mark.parametrize(("language", "said"), [("en", "Questions that one"), ("ru", "только один ист")])
async def test_a_kept_question_that_hangs_on_one_source_is_told(
    owned: Offline, language: str, said: str
) -> None:
    ann = owned.person(id_=1)
    ann.asked = ann.message(text=QUESTION)
    (card,) = await owned.receive(message=ann.asked)
    await ann.press(card, "👍")
    text = (await stats(owned, language))[0].text
    assert said in text
    assert f"• {QUESTION} — " in text
