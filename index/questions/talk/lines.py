"""A file of forms: a line `greeting: hi, hello there` names a kind and what people write for it."""

import logging
from collections.abc import Iterator
from importlib.resources.abc import Traversable
from typing import Final

from index.model import Talk
from index.questions.talk.words import words_of

logger = logging.getLogger(__name__)

FILLER: Final = "filler"
"""What may stand beside a form and says nothing: "a lot", "so"."""

NAME: Final = "name"
"""Whom a form speaks to: "bot", "everybody"."""

LEAD: Final = "lead"
"""What leads to a question: "can you tell me"."""

OVERVIEW: Final = "overview"
"""What asks for a summary of what follows: "tell me everything about"."""

OPENER: Final = "opener"
"""A word that begins a question, so that a greeting right before it is no part of it."""

KINDS: Final = (*(talk.value for talk in Talk), FILLER, NAME, LEAD, OVERVIEW, OPENER)


def read_forms(path: Traversable) -> Iterator[tuple[tuple[str, ...], str]]:
    """The forms of a file, each as its words with its kind; a bad line is logged and left out."""
    try:
        lines = path.read_bytes().decode("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        logger.warning("%s: the forms of talk cannot be read: %s", path, error)
        return
    for number, line in enumerate(lines, 1):
        kind, colon, listed = line.partition("#")[0].partition(":")
        kind = kind.strip().lower()
        if not kind and not colon:
            continue
        forms = [words_of(form) for form in listed.split(",")]
        if kind not in KINDS:
            logger.warning("%s:%d: a line begins with one of %s and a colon", path, number, ", ".join(KINDS))
        elif not all(forms):
            logger.warning("%s:%d: there is no word beside a comma or the colon", path, number)
        yield from ((form, kind) for form in forms if form and kind in KINDS)
