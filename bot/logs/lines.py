"""Logging: readable on a terminal, a JSON object a line elsewhere; never a token or a question in it."""

import json
import logging
import re
import sys
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Final, Literal

from bot.logs.tracebacks import tell_error

_LOOKS_LIKE_A_TOKEN: Final = r"\d{6,}:[\w-]{30,}"  # noqa: S105 - a pattern, no token
# The first three log the addresses of requests, which hold the token.
_TALKATIVE: Final = ("httpx", "httpcore", "telegram", "alembic", "markdown_it")


class RedactingFormatter(logging.Formatter):
    """Formats by `compose`, then blots out secrets, those in tracebacks included."""

    def __init__(self, compose: Callable[[logging.LogRecord], str], secrets: Iterable[str] = ()) -> None:
        super().__init__()
        self._compose = compose
        self._secrets = re.compile("|".join([_LOOKS_LIKE_A_TOKEN, *map(re.escape, filter(None, secrets))]))

    def format(self, record: logging.LogRecord) -> str:
        """The record as text, with `***` for each secret."""
        return self._secrets.sub("***", self._compose(record))


def as_text(record: logging.LogRecord) -> str:
    """`14:03:07 warning bot.polling: No updates (…)`, and a traceback below it."""
    time = datetime.fromtimestamp(record.created).astimezone().strftime("%H:%M:%S")
    line = f"{time} {record.levelname.lower():<7} {record.name}: {record.getMessage()}"
    return "\n".join([line, *_traceback(record)])


def as_json(record: logging.LogRecord) -> str:
    """An object on one line: `at`, `level`, `logger`, `message`, and `traceback` if there is one."""
    line = {
        "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
        "level": record.levelname.lower(),
        "logger": record.name,
        "message": record.getMessage(),
    }
    for traceback in _traceback(record):
        line["traceback"] = traceback
    return json.dumps(line, ensure_ascii=False)


def _traceback(record: logging.LogRecord) -> list[str]:
    error = record.exc_info[1] if record.exc_info else None
    return [tell_error(error)] if error is not None else []


def set_up_logging(
    level: str, log_format: Literal["auto", "text", "json"], *, secrets: Iterable[str] = ()
) -> None:
    """Log to stderr from `level` on; `auto` means text when stderr is a terminal, JSON otherwise."""
    readable = log_format == "text" or (log_format == "auto" and sys.stderr.isatty())
    handler = logging.StreamHandler()
    handler.setFormatter(RedactingFormatter(as_text if readable else as_json, secrets))
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)
    # Whoever has asked for a connection tells why there is none.
    logging.getLogger("sqlalchemy.pool").setLevel(logging.CRITICAL)
