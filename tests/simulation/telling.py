"""Tells stories, one after the other, on one disk."""

import logging
from contextlib import ExitStack
from types import SimpleNamespace, TracebackType

from bot import app
from bot.rendering.texts import Texts
from tests.simulation.auditor import audit
from tests.simulation.disk import Disk
from tests.simulation.isolation import Surroundings, isolated, replace
from tests.simulation.site import let_in
from tests.simulation.story import Story


class Teller:
    """While it is open, the modules of the bot live in its world."""

    def __init__(self) -> None:
        self._undo = ExitStack()

    def __enter__(self) -> "Teller":
        with ExitStack() as undo:
            self._around = Surroundings()
            undo.enter_context(isolated(self._around))
            self._disk = Disk(undo)
            let_in(undo, self._around)
            texts = Texts.load()  # the same for every process, and half of what it costs to start one
            replace(undo, app, "Texts", SimpleNamespace(load=lambda: texts))
            for name in ("bot", "index"):
                logger = logging.getLogger(name)
                undo.callback(logger.setLevel, logger.level)
                logger.setLevel(logging.INFO)
            self._undo = undo.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._undo.close()

    def draw(self, seed: int, *, in_peace: bool = False) -> Story:
        """The story of that seed, with its troubles or `in_peace`, about to be told."""
        return Story(seed, self._disk, self._around, in_peace=in_peace)

    def tell(self, story: Story) -> list[str]:
        """Tell the story drawn last; return the promises that were broken in it."""
        story.tell()
        return audit(story)
