"""One process of the bot, from its start to its end: stopped, or dead in the middle of anything."""

import asyncio
import json
import logging
import traceback
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from bot.app import run
from index import FootnoteError
from tests.simulation.chats import Json
from tests.simulation.clock import ProcessDeathError, ProcessLoop
from tests.simulation.requests import Fate, Request, Way
from tests.simulation.telegram import RefusedError, Telegram

if TYPE_CHECKING:
    from tests.simulation.story import Story


class Process:
    """The bot as `python -m bot` runs it, over the story's disk and Telegram."""

    def __init__(self, story: "Story", serial: int) -> None:
        self.story = story
        self.serial = serial
        self.chance: Random = story.chance
        self.telegram: Telegram = story.telegram
        self.loop = ProcessLoop(story.clock, story.chance)
        self.on_the_way: list[Request] = []
        self.is_alive = True

    def live(self) -> None:
        """Run until it is told to stop, or dies."""
        story = self.story
        story.note(f"process {self.serial} starts")
        story.disk.around_commit = self._around_commit
        story.disk.tell_later = self._tell_later
        log = _Log(story)
        logging.getLogger().addHandler(log)
        self.loop.call_soon(self._follow_story)
        try:
            code = self.loop.run_until_complete(run(story.settings, lambda: (Way(self), Way(self))))
            story.note(f"process {self.serial} ends with {code}")
            story.ended(self, code)
        except FootnoteError as error:
            story.note(f"process {self.serial} ends: {error}")
            story.ended(self, 1)
        except ProcessDeathError:
            self._lose_what_is_on_the_way()
        finally:
            self.is_alive = False
            logging.getLogger().removeHandler(log)
            self._unwind()

    def stop(self) -> None:
        """Ask it to end, as a deploy does."""
        self.story.note(f"process {self.serial} is told to stop")
        self.story.told_to_stop()
        self.loop.terminate()

    def die(self, how: str) -> None:
        """kill -9, here and now."""
        self._check()
        self.story.note(f"process {self.serial} DIES {how}")
        self.story.died(self)
        self.is_alive = False
        self.loop.die()
        raise ProcessDeathError

    def note_request(self, method: str, given: Json) -> Request:
        """A request is about to leave."""
        self._check()
        request = Request(self.loop.time(), self.serial, method, given)
        self.story.requests.append(request)
        return request

    def fate_of(self, request: Request) -> Fate:
        """What the plan has in mind for it."""
        return self.story.plan.fate_of(request)

    def check_poll(self) -> None:
        """Raise what a poll meets now, if it meets anything but updates."""
        self._check()
        self.story.plan.check_poll()

    def arrive(self, request: Request, fate: Fate) -> tuple[int, bytes]:
        """Telegram does what it is asked, unless it refuses."""
        story = self.story
        request.arrived_at = story.clock.now
        taken = len(self.telegram.taken)
        try:
            if fate.refusal is not None:
                raise fate.refusal
            result = self.telegram.call(request.method, request.given)
        except RefusedError as refusal:
            request.refusal = str(refusal)
            story.note(f"  Telegram refuses {request.method} to {request.chat_id}: {refusal}")
            return refusal.code, json.dumps(refusal.body).encode()
        if len(self.telegram.taken) > taken:
            request.message = self.telegram.taken[-1]
            story.note_message(request.message)
        return 200, json.dumps({"ok": True, "result": result}).encode()

    def travel_time(self) -> float:
        """Seconds from here to Telegram, or back."""
        return self.chance.choice((0.01, 0.03, 0.05, 0.2))

    def _check(self) -> None:
        if not self.is_alive:
            raise asyncio.CancelledError  # nobody sees what the dead do

    def _around_commit(self, commit: Callable[[], None]) -> None:
        self._check()
        plan = self.story.plan
        plan.check_commit()
        if plan.dies_at_commit(before=True):
            self.die("before a commit")
        commit()
        if plan.dies_at_commit(before=False):
            self.die("after a commit")

    def _tell_later(self, tell: Callable[[], object]) -> None:
        self.loop.call_later(self.loop.pause(), tell)

    def _follow_story(self) -> None:
        """Let happen what the story has for this moment, and come back for what comes next."""
        self.story.catch_up(self)
        next_at = self.story.next_at()
        if next_at is not None and self.is_alive:
            self.loop.call_at(next_at, self._follow_story)

    def _lose_what_is_on_the_way(self) -> None:
        """Of requests that have left, some arrive all the same."""
        for request in self.on_the_way:
            if self.chance.random() < 0.5:
                self.arrive(request, Fate())

    def _unwind(self) -> None:
        """Let the coroutines of a dead process end, where nothing comes of it."""
        self.loop.outlive()
        self.story.disk.around_commit = lambda _commit: self._check()
        while asyncio.all_tasks(self.loop):
            with suppress(ProcessDeathError):  # of which each task that met it dies by itself
                self.loop.run_until_complete(self._cancel_all())
        self.loop.run_until_complete(self.loop.shutdown_asyncgens())
        self.loop.close()

    async def _cancel_all(self) -> None:
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)


class _Log(logging.Handler):
    """Tells what the bot logs as part of the story."""

    def __init__(self, story: "Story") -> None:
        super().__init__(logging.INFO)
        self._note = story.note
        self._root = f"{story.disk.root}/"  # another one in every run

    def emit(self, record: logging.LogRecord) -> None:
        if record.name.startswith(("bot.", "index.")):
            self._note(f"  log: {record.getMessage().replace(self._root, '')}")
            for line in _leaves(record.exc_info[1]) if record.exc_info else ():
                self._note(f"       {line}")


def _leaves(error: BaseException | None) -> Iterator[str]:
    """The errors in this one, each with where it was raised."""
    if isinstance(error, BaseExceptionGroup):
        for each in error.exceptions:
            yield from _leaves(each)
    elif error is not None:
        frame = traceback.extract_tb(error.__traceback__)[-1]
        yield f"{type(error).__name__}: {error} ({Path(frame.filename).name}:{frame.lineno})"
