"""What is said to a bot and asks nothing of its sources: greetings, thanks, "what can you do", "what is new".

A message is talk only as a whole: a greeting before a question is taken off, and the question is asked. The
forms stand in files; an owner's files add to those of the package.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from index.model import Talk
from index.questions.talk.forms import Forms
from index.questions.talk.framing import read_frame
from index.questions.talk.lines import read_forms

__all__ = ["Heard", "TalkTable", "read_talk"]

_PACKAGED = ("en.txt", "ru.txt")


@dataclass(frozen=True, slots=True)
class Heard:
    """What a message is: `talk`, or the `question` that is left without what only frames it.

    `overview` says that a summary was asked for; `second` is a further question of the same message.
    """

    question: str
    talk: Talk | None = None
    overview: bool = False
    second: str | None = None


@dataclass(frozen=True, slots=True)
class TalkTable:
    """The forms of all files."""

    forms: Forms

    def hear(self, text: str) -> Heard:
        """Tell talk from questions. A text without any word is talk, an empty one is not."""
        if (talk := self.forms.talk(text)) is not None:
            return Heard(text, talk)
        frame = read_frame(text, self.forms)
        return Heard(frame.question, frame.talk, frame.overview, frame.second)


def read_talk(extra: Iterable[Path] = ()) -> TalkTable:
    """The table of the package with the forms of `extra` files added to it.

    What is not understood in one of these is logged with file and line, and the rest of it counts.
    """
    owned = [*extra]
    return TalkTable(_read([*owned, *_packaged_files()])) if owned else _packaged_table()


@cache
def _packaged_table() -> TalkTable:
    return TalkTable(_read(_packaged_files()))


def _packaged_files() -> list[Traversable]:
    return [files(__package__).joinpath(name) for name in _PACKAGED]


def _read(paths: Iterable[Traversable]) -> Forms:
    kinds: dict[tuple[str, ...], list[str]] = {}
    for path in paths:
        for form, kind in read_forms(path):
            kinds.setdefault(form, []).append(kind)
    return Forms(kinds)
