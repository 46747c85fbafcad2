"""Where an error comes from and what it is, without the texts that its words may repeat."""

import traceback
from collections.abc import Iterator
from typing import Final

# Errors whose words are the network's, Telegram's, the database's or our own: none repeats what people write.
# Those of Python and of other packages quote what they could not use.
_REPEAT_NOTHING: Final = (
    *("asyncio", "httpcore", "httpx", "sqlalchemy", "sqlite3", "telegram"),
    *("bot", "index"),
)


def name_error(error: BaseException) -> str:
    """The kind of an error, and its words where these cannot be somebody's question."""
    kind = type(error)
    is_known = kind.__module__.partition(".")[0] in _REPEAT_NOTHING
    words = str(error) if is_known or isinstance(error, OSError) else ""
    return f"{kind.__qualname__}: {words}" if words else kind.__qualname__


def tell_error(error: BaseException) -> str:
    """The error with the lines of code it went through, after those that led to it."""
    return "\n".join(_lines(error, set()))


def _lines(error: BaseException, told: set[int]) -> Iterator[str]:
    told.add(id(error))
    earlier = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if earlier is not None and id(earlier) not in told:
        yield from _lines(earlier, told)
        yield "which led to:"
    yield "Traceback (most recent call last):"
    yield "".join(traceback.format_tb(error.__traceback__)).rstrip()
    yield name_error(error)
    if isinstance(error, BaseExceptionGroup):
        for each in error.exceptions:
            if id(each) not in told:
                yield "together with:"
                yield from _lines(each, told)
