"""While search is away a question is kept and answered later; nobody is left without a word."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.handlers.search_away import KEPT
from bot.inbox import Received
from bot.sending.outcomes import PostponedError
from tests.bot.offline import Offline, Person, open_offline
from tests.switched import Switch, open_switched

QUESTION = "When does the ferry leave?"


@pytest.fixture
async def bot(tmp_path: Path) -> AsyncIterator[Offline]:
    opened = await open_offline(tmp_path, {"ferry.md": "# The ferry\n\nThe ferry leaves at nine.\n"})
    yield opened
    await opened.close()


@pytest.fixture
def search(bot: Offline) -> Switch:
    library, switch = open_switched(bot.deps.settings, bot.deps.database)
    library.cursor()
    bot.deps.library.close()
    bot.deps = replace(bot.deps, library=library)
    return switch


async def take_in(bot: Offline, person: Person, text: str = QUESTION) -> Received:
    received = await bot.take_in(message=person.message(text=text))
    assert received is not None
    return received


async def fail(bot: Offline, received: Received) -> list[str]:
    """What is said when it is handled while search is away."""
    before = len(bot.telegram.calls)
    with pytest.raises(PostponedError):
        await bot.handle(received)
    return [call.text for call in bot.telegram.calls[before:] if call.method == "sendMessage"]


async def test_a_question_is_kept_and_answered_when_search_is_back(bot: Offline, search: Switch) -> None:
    search.is_away = True
    received = await take_in(bot, bot.person())
    (said,) = await fail(bot, received)
    assert said.startswith("Search is unavailable at the moment; your question is kept")
    assert await fail(bot, received) == []

    search.is_away = False
    (answer,) = await bot.handle(received)
    assert "<b>The ferry leaves at nine.</b>" in answer.text


async def test_after_five_minutes_the_asker_hears_that_it_was_in_vain(bot: Offline, search: Switch) -> None:
    search.is_away = True
    received = await take_in(bot, bot.person("ru"))
    assert await fail(bot, received) == [
        "Поиск сейчас недоступен — ваш вопрос сохранён, отвечу, как только поиск заработает."
    ]
    late = replace(received, received_at=received.received_at - KEPT - timedelta(seconds=1))
    (said,) = await bot.handle(late)
    assert said.text.startswith("Поиск всё ещё недоступен")


async def test_inline_and_greetings_get_a_word_at_once(bot: Offline, search: Switch) -> None:
    search.is_away = True
    ann = bot.person()
    query = {"id": "1", "from": ann.user, "query": "ferry", "offset": ""}
    (offered,) = await bot.receive(inline_query=query)
    assert "try again shortly" in offered.parameters["button"]["text"]
    assert "The ferry" not in (await ann.say("/start")).text
    assert (await ann.say("/help")).text


async def test_sources_are_listed_and_added_meanwhile(bot: Offline, search: Switch, tmp_path: Path) -> None:
    search.is_away = True
    (tmp_path / "seeds" / "lock.md").write_text("# The lock\n\nThe lock opens at noon.\n")
    assert len(bot.deps.library.sync().added) == 1
    assert "The lock" in (await bot.person().say("/sources")).text
    search.is_away = False
    bot.deps.library.cursor()
    assert "noon" in (await bot.person().say("When does the lock open?")).text
