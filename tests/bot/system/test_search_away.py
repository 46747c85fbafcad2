"""The bot on an OpenSearch that comes and goes: it starts without it, keeps questions, answers them later."""

from contextlib import closing
from pathlib import Path

import pytest

from bot.migrations import HEAD
from index import open_database
from tests.bot.system.crowd import NO_LIMITS, settings
from tests.opensearch.nodes import Nodes
from tests.opensearch.way import Way
from tests.telegram import Telegram

pytestmark = [pytest.mark.system, pytest.mark.timeout(600)]

QUESTION = "When was the lighthouse built?"
AWAY = "Search is unavailable at the moment; your question is kept"
PATIENCE = 60.0


async def test_questions_wait_for_search_and_are_answered_when_it_is_back(
    opensearch: Nodes, tmp_path: Path
) -> None:
    way = Way(int(opensearch.urls[0].rpartition(":")[2]))
    await way.open()
    await way.cut()
    environment = settings(tmp_path, ENGINE="cluster", OPENSEARCH_URL=way.url, **NO_LIMITS)
    async with Telegram() as telegram:
        ann, bob = (telegram.private(telegram.user(name)) for name in ("Ann", "Bob"))
        async with telegram.bot_process(env=environment) as process:
            ann.say(QUESTION)
            await ann.expect(AWAY, seconds=PATIENCE)
            await way.open()
            await ann.expect("1874", seconds=PATIENCE)

            await way.cut()
            bob.say(QUESTION)
            ann.say("/sources")
            await bob.expect(AWAY, seconds=PATIENCE)
            await ann.expect("lighthouse", seconds=PATIENCE)
            await way.open()
            await bob.expect("1874", seconds=PATIENCE)
            await way.cut()
            assert "Search is unavailable: OpenSearch at 127.0.0.1" in process.log()
            assert "Traceback" not in process.log()
    remove_index(opensearch, environment["DATA_DIR"])


def remove_index(opensearch: Nodes, folder: str) -> None:
    """Delete what the bot has left there."""
    with closing(open_database(f"sqlite:///{folder}/footnote.db", heads={"bot": HEAD})) as database:
        name = f"footnote-{database.generation}"
    for index in opensearch.ask(f"_cat/indices/{name}-*?format=json"):
        opensearch.ask(index["index"], method="DELETE")
