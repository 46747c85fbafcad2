"""What people say in the whole test run, and what is logged meanwhile."""

import logging
from collections.abc import Iterable
from typing import Final

from bot.logs.lines import as_text

_TELLING: Final = 12  # characters; shorter words stand in many lines
SAID: Final[set[str]] = set()
LOGGED: Final[list[str]] = []


def note_said(text: str) -> None:
    """Somebody writes this to the bot: it must be in no log."""
    if len(text) >= _TELLING and " " in text:
        SAID.add(text)


class Overhear(logging.Handler):
    """Keeps every line as the bot would write it, without waiting for whoever reads them."""

    def emit(self, record: logging.LogRecord) -> None:
        LOGGED.append(as_text(record))


def overhear() -> None:
    """From now on everything is heard that the bot logs by default."""
    for name, level in (("bot", logging.INFO), ("index", logging.INFO), ("telegram", logging.WARNING)):
        logging.getLogger(name).setLevel(level)
        logging.getLogger(name).addHandler(Overhear())


def quoted(said: Iterable[str], logged: Iterable[str]) -> list[str]:
    """What was said and stands in a log."""
    log = "\n".join(logged).casefold()
    return [text for text in said if text.casefold() in log]
