"""A page without a bot: the test plays the bot, so that the page meets whatever a bot may send."""

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import Future
from types import TracebackType
from typing import Any

from starlette.applications import Starlette
from starlette.middleware import Middleware

from bot.playground.demo.guard import Guard
from bot.playground.demo.page import Page
from bot.playground.demo.scene import set_scene
from bot.playground.server.api import BotApi
from bot.playground.server.listening import Listener
from bot.playground.server.methods import call
from bot.playground.server.parameters import Parameters
from bot.playground.server.state import Chat, Json, State


class Stage:
    """The server in a thread of its own; everything that touches its state runs there."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self.state = State()
        self.scene = set_scene(self.state)

    def __enter__(self) -> "Stage":
        self._thread.start()
        page = Page(
            self.state,
            self.scene,
            {"standing": _standing, "suggestions": _suggestions, "considered": _considered},
        )
        routes = [*BotApi(self.state).routes(), *page.routes()]
        self._page = page
        self._listener = Listener(Starlette(routes=routes, middleware=[Middleware(Guard)]))
        asyncio.run_coroutine_threadsafe(self._listener.start(), self._loop).result(10)
        self.address = f"http://127.0.0.1:{self._listener.port}"
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.do(self._page.close)
        asyncio.run_coroutine_threadsafe(self._listener.stop(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    def do(self, work: Callable[[], Any]) -> Any:
        """Run `work` where the state lives; its result."""
        done: Future[Any] = Future()

        def run() -> None:
            try:
                done.set_result(work())
            except Exception as error:  # noqa: BLE001 handed to the caller
                done.set_exception(error)

        self._loop.call_soon_threadsafe(run)
        return done.result(10)

    def call(self, method: str, **given: Any) -> Any:
        """A Bot API call, as the bot would make it."""
        return self.do(lambda: call(self.state, method, Parameters(given)))

    def update(self, kind: str, *, seconds: float = 10) -> Json:
        """The next update of this kind; those before it are dropped."""
        deadline = self._loop.time() + seconds
        while self._loop.time() < deadline:
            waiting = asyncio.run_coroutine_threadsafe(self.state.updates.take(0, 1, 1), self._loop).result(
                10
            )
            for update in waiting:
                asyncio.run_coroutine_threadsafe(
                    self.state.updates.take(update["update_id"] + 1, 1, 0), self._loop
                ).result(10)
                if kind in update:
                    body: Json = update[kind]
                    return body
        raise AssertionError(f"no {kind} came within {seconds} s")

    def chat(self, title: str) -> Chat:
        """A group or channel of the scene."""
        return next(chat for chat in self.state.chats.values() if chat.title == title)

    @property
    def private(self) -> Chat:
        """The owner's chat with the bot; the bot may write there."""
        chat = self.state.private(self.scene.owner)
        chat.started = True
        return chat


async def _standing(_asked: Json) -> Json:
    return {"standing": "running"}


async def _suggestions(_asked: Json) -> Json:
    return {"questions": ["What is this?"]}


async def _considered(asked: Json) -> Json:
    passage = {
        "title": "A title",
        "published": "2024-08",
        "sentence": "The answering sentence.",
        "score": 3.5,
        "matches": [{"word": "mining", "found": "mining", "passages": 3, "weight": 0.7}],
        "features": [
            {"name": "coverage", "value": 0.8, "points": 4.0},
            {"name": "date", "value": None, "points": -0.5},
        ],
    }
    figures = {"answered": True, "confidence": 0.9, "unknown": ["zebra"], "passages": [passage, passage]}
    return figures | {"question": asked["question"]}
