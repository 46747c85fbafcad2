"""What the bot says of its health, and the figures it gives."""

import asyncio
import socket
import time
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette

from bot import inbox
from bot.inbox import Received
from bot.logs.meters import Meters
from bot.migrations import HEAD
from bot.web.health import SILENT_SECONDS, Health
from bot.web.listening import PortInUseError, listen, serve
from bot.web.metrics import State, metrics_route
from index import Database, Library, Settings, open_database, open_library
from tests.switched import WHY, open_switched


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = open_database(f"sqlite:///{tmp_path / 'footnote.db'}", heads={"bot": HEAD})
    yield opened
    opened.close()


@pytest.fixture
def library(tmp_path: Path, database: Database) -> Iterator[Library]:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "ferry.md").write_text("# The ferry\n\nThe ferry leaves at nine in the morning.\n")
    opened = open_library(Settings(data_dir=tmp_path, seeds_dir=tmp_path / "seeds"), database)
    opened.sync()
    yield opened
    opened.close()


async def ask(app: Starlette, path: str) -> httpx.Response:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test") as client:
        return await client.get(path)


@pytest.fixture
async def loop() -> AsyncIterator[asyncio.Task[None]]:
    async def forever() -> None:
        await asyncio.Event().wait()

    task = asyncio.create_task(forever())
    yield task
    task.cancel()


async def test_it_lives_while_its_loops_do(
    database: Database, library: Library, loop: asyncio.Task[None]
) -> None:
    health = Health({"delivering": loop}, time.monotonic, database, library)
    app = Starlette(routes=health.routes())
    assert (await ask(app, "/live")).status_code == 200
    loop.cancel()
    await asyncio.sleep(0)
    told = await ask(app, "/live")
    assert (told.status_code, told.json()["troubles"]) == (503, ["delivering has ended"])


async def test_it_is_ready_when_it_hears_and_writes_and_knows(database: Database, library: Library) -> None:
    heard: list[float | None] = [time.monotonic()]
    app = Starlette(routes=Health({}, lambda: heard[0], database, library).routes())
    assert (await ask(app, "/ready")).json() == {"ok": True, "troubles": []}
    heard[0] = None
    assert (await ask(app, "/ready")).status_code == 503
    heard[0] = time.monotonic() - SILENT_SECONDS - 10
    assert "nothing was heard" in (await ask(app, "/ready")).text


async def test_it_is_not_ready_when_the_database_is_closed(database: Database, library: Library) -> None:
    app = Starlette(routes=Health({}, time.monotonic, database, library).routes())
    database.close()
    told = await ask(app, "/ready")
    assert told.status_code == 503
    assert "database" in told.text


async def test_the_figures_tell_what_waits_and_what_was_done(database: Database, library: Library) -> None:
    hour_ago = datetime.now(UTC) - timedelta(hours=1)
    waiting = Received(1, 5, "message", "{}", hour_ago)
    database.write(lambda connection: inbox.add(connection, [waiting]))
    meters = Meters()
    meters.asked("private", "answered")
    meters.took("handling", 0.2)
    app = Starlette(routes=[metrics_route(meters, State(database))])
    told = await ask(app, "/metrics")
    lines = dict(line.rsplit(" ", 1) for line in told.text.splitlines() if not line.startswith("#"))
    assert told.headers["content-type"].startswith("text/plain")
    assert lines['footnote_questions_total{chat="private",outcome="answered"}'] == "1.0"
    assert lines['footnote_inbox_updates{state="waiting"}'] == "1.0"
    assert float(lines["footnote_inbox_oldest_seconds"]) >= 3600
    assert lines['footnote_stage_seconds_count{stage="handling"}'] == "1.0"
    assert lines['footnote_sources{health="ok"}'] == "1.0"
    assert lines["footnote_passages"] == "1.0"


def test_a_port_in_use_is_named_with_its_setting() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(PortInUseError, match=f"HTTP_PORT={port}"):
            listen("127.0.0.1", port)


async def test_the_application_is_served_until_cancelled(database: Database, library: Library) -> None:
    listening = listen("127.0.0.1", 0)
    port = listening.getsockname()[1]
    app = Starlette(routes=Health({}, time.monotonic, database, library).routes())
    serving = asyncio.create_task(serve(app, listening))
    async with httpx.AsyncClient() as client:
        assert (await client.get(f"http://127.0.0.1:{port}/live")).status_code == 200
    serving.cancel()
    with pytest.raises(asyncio.CancelledError):
        await serving
    listening.close()


async def test_it_is_not_ready_while_search_is_away(tmp_path: Path, database: Database) -> None:
    (tmp_path / "seeds").mkdir()
    switched, search = open_switched(Settings(data_dir=tmp_path, seeds_dir=tmp_path / "seeds"), database)
    app = Starlette(routes=Health({}, time.monotonic, database, switched).routes())
    search.is_away = True
    told = (await ask(app, "/ready")).json()
    assert told["troubles"] == [f"search is unavailable: {WHY}"]
    switched.close()
