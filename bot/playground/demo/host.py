"""The demo: this Telegram, its page, and the real bot as a child process, until Ctrl-C."""

import asyncio
import errno
import json
import os
import signal
import sys
import tempfile
import webbrowser
from contextlib import ExitStack
from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware

from bot.playground.demo.child import BotChild
from bot.playground.demo.considered import Considered
from bot.playground.demo.guard import Guard
from bot.playground.demo.page import Page
from bot.playground.demo.scene import Scene, scene_of, set_scene
from bot.playground.demo.storage import restored, saved
from bot.playground.server.api import BotApi
from bot.playground.server.listening import Listener
from bot.playground.server.state import Json, State
from bot.playground.site.pages import PAGES
from bot.playground.site.serving import HOST, open_site
from index import FootnoteError, Settings, SettingsError, import_library, load_settings, open_database

SAVE_SECONDS = 2.0
OUTAGE_SECONDS = 30.0


def run_demo(
    port: int = 0,
    *,
    open_browser: bool = True,
    data: Path | None = None,
    seeds: Path | None = None,
    library: Path | None = None,
) -> int:
    """Serve the demo on 127.0.0.1 until Ctrl-C; returns 0.

    Port 0 takes a free one. `library` is an exported one, whose texts are answered from, beside those of
    `seeds` if that is given, too. Without `data` everything is kept in a temporary folder and forgotten at
    the end. Raises FootnoteError for a port that cannot be had or a library that cannot be read,
    SettingsError for a folder that cannot be used.
    """
    if seeds is not None:
        os.environ["SEEDS_DIR"] = str(seeds)
    with ExitStack() as stack:
        folder = data or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="footnote-demo-")))
        _make(folder)
        os.environ["DATA_DIR"] = str(folder.absolute())
        os.environ["DATABASE_URL"] = f"sqlite:///{folder.absolute() / 'footnote.db'}"  # never that of an .env
        if library is not None and seeds is None:
            no_seeds = stack.enter_context(tempfile.TemporaryDirectory(prefix="footnote-demo-"))
            os.environ["SEEDS_DIR"] = no_seeds
        settings = load_settings(Settings)
        if library is not None:
            _take_in(library, settings)
        demo = Demo(settings, keep=data is not None)
        try:
            listener = Listener(demo.app, port)
        except OSError as error:
            raise FootnoteError(_why_not(port, error)) from None
        return asyncio.run(demo.run(listener, open_browser=open_browser))


class Demo:
    """One demo; `app` is its ASGI application."""

    def __init__(self, settings: Settings, *, keep: bool) -> None:
        self._kept = settings.data_dir / "playground.json" if keep else None
        self._state, self._scene = _begin(self._kept)
        self._considered = Considered(settings)
        self._child: BotChild | None = None
        extras = {
            "bot": self._bot,
            "standing": self._standing,
            "considered": self._passages,
            "suggestions": self._suggest,
        }
        self._page = Page(self._state, self._scene, extras)
        self._api = BotApi(self._state)
        routes = [*self._api.routes(), *self._page.routes()]
        self.app = Starlette(routes=routes, middleware=[Middleware(Guard)])
        self._settings = settings
        self._site = open_site()

    async def run(self, listener: Listener, *, open_browser: bool) -> int:
        """Serve until SIGINT, SIGTERM or SIGHUP."""
        stop = asyncio.Event()
        loop = asyncio.get_running_loop()
        for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            loop.add_signal_handler(each, stop.set)
        await listener.start()
        if self._site is not None:
            await self._site.start()
        address = f"http://127.0.0.1:{listener.port}"
        self._child = BotChild(self._state, self._environment(address))
        await self._child.start()
        _say(f"Footnote is at {address}\nAsk it something there. Ctrl-C ends it.")
        if open_browser and _has_browser():
            await asyncio.to_thread(webbrowser.open, address)
        saving = asyncio.create_task(self._save_now_and_then())
        await stop.wait()
        _say("Stopping…")
        saving.cancel()
        await self._child.stop()
        self._save()
        self._page.close()
        await listener.stop()
        if self._site is not None:
            await self._site.stop()
        self._considered.close()
        return 0

    async def _save_now_and_then(self) -> None:
        changed = asyncio.Event()
        self._state.watch(lambda _event: changed.set())
        while True:
            await changed.wait()
            changed.clear()
            self._save()
            await asyncio.sleep(SAVE_SECONDS)

    def _save(self) -> None:
        if self._kept is not None:
            self._kept.parent.mkdir(parents=True, exist_ok=True)
            fresh = self._kept.with_suffix(".new")
            fresh.write_text(json.dumps(saved(self._state), ensure_ascii=False), encoding="utf-8")
            fresh.replace(self._kept)

    def _environment(self, address: str) -> dict[str, str]:
        return {
            "TELEGRAM_TOKEN": self._state.token,
            "TELEGRAM_API_BASE_URL": f"{address}/bot",
            "TELEGRAM_API_BASE_FILE_URL": f"{address}/file/bot",
            "ADMIN_IDS": str(self._scene.owner.id),
            "SEEDS_DIR": str(self._settings.seeds_dir.absolute()),
            "FETCH_ALLOW_PRIVATE": ",".join([*self._settings.fetch_allow_private, *self._hosts()]),
            "LOG_LEVEL": os.environ.get("LOG_LEVEL", "warning"),
        }

    def _hosts(self) -> list[str]:
        """The hosts that the bot may fetch from in the demo although they are on this machine."""
        return [HOST] if self._site is not None else []

    async def _bot(self, asked: Json) -> Json:
        assert self._child is not None
        if asked.get("do") == "start":
            await self._child.start()
        elif asked.get("do") == "kill":
            await self._child.stop(signal.SIGKILL)
        elif asked.get("do") == "outage":
            self._api.faults.order_outage(OUTAGE_SECONDS)
        return {}

    async def _standing(self, _asked: Json) -> Json:
        return {"standing": self._child.standing if self._child else "starting"}

    async def _passages(self, asked: Json) -> Json:
        question, previous = str(asked.get("question", "")), asked.get("previous")
        before = previous if isinstance(previous, str) else None
        return await asyncio.to_thread(self._considered.passages, question, before)

    async def _suggest(self, asked: Json) -> Json:
        language = str(asked.get("language", "en"))
        questions = await asyncio.to_thread(self._considered.suggestions, language)
        page = next(page for page in PAGES if page.language == ("ru" if language == "ru" else "en"))
        additions = [f"/add {self._site.address}{page.path}"] if self._site is not None else []
        return {"questions": [*questions, *additions]}


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SettingsError(
            f"--data {folder}: must be a folder that can be written to ({error.strerror})"
        ) from None


def _take_in(library: Path, settings: Settings) -> None:
    database = open_database(settings.database_url)
    try:
        report = import_library(database, settings.data_dir, library)
    finally:
        database.close()
    for failure in report.failed:
        _say(f"{failure.locator}: {failure.reason}")


def _begin(kept: Path | None) -> tuple[State, Scene]:
    """The state as it was left in that file, else a new one."""
    if kept is None or not kept.exists():
        state = State()
        return state, set_scene(state)
    try:
        state = restored(json.loads(kept.read_text(encoding="utf-8")))
    except (ValueError, KeyError, TypeError) as error:
        raise SettingsError(f"{kept} cannot be read ({error}); remove it to begin anew.") from None
    return state, scene_of(state)


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def _has_browser() -> bool:
    """Whether there is a screen to open a browser on; a text browser would take over the terminal."""
    return sys.platform in ("darwin", "win32") or bool(
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    )


def _why_not(port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} is in use, perhaps by another demo. Leave --port out to take a free one."
    return f"Port {port} cannot be used: {error.strerror}."
