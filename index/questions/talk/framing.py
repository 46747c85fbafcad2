"""A question without what frames it: a greeting, "can you tell me", thanks, "summarise". Pure."""

import re
from dataclasses import dataclass
from typing import Final

from index.model import Talk
from index.questions.talk.forms import Forms
from index.questions.talk.lines import FILLER, LEAD, NAME, OPENER, OVERVIEW
from index.questions.talk.words import Place, places_of

_POLITE: Final = (Talk.GREETING, Talk.THANKS)
_LEADING: Final = (*_POLITE, LEAD, NAME, FILLER)
_BEGINNING: Final = (OPENER, OVERVIEW, LEAD)
_BORDER: Final = re.compile(r"[.,!?;:…)\n—–]|\s-\s|[\u2190-\u2bff\U0001f000-\U0001faff]")
_QUESTION_END: Final = re.compile(r"\?+[\s)»”\"]*")
_QUOTES: Final = frozenset("\"'“„«‘")
_FEWEST_WORDS: Final = 3
"""Words of one of several questions in a message; shorter ones ("Right?") belong to what they follow."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The question inside its frame; `talk` where there is only a frame. See `Heard`."""

    question: str
    talk: Talk | None = None
    overview: bool = False
    second: str | None = None


def read_frame(text: str, forms: Forms) -> Frame:
    """Take off what stands around the question, and part two questions."""
    places = places_of(text)
    start, end = _first(text, places, forms), _end(text, places, forms)
    if start >= end:
        return Frame(text)
    size = forms.longest(places, start, [OVERVIEW])
    if size:
        while end > start + size and (said := forms.ends_with(places, end, [FILLER])):
            end = max(start + size, end - said)
        rest = [*places[start + size : end]]
        if all(forms.longest(rest, i, [FILLER, NAME, LEAD]) for i in range(len(rest))):
            return Frame(text, Talk.ABILITIES)
        return Frame(_between(text, places, start + size, end), overview=True)
    question = _between(text, places, start, end)
    parts = _parts(question, forms)
    return Frame(parts[0], second=parts[1]) if len(parts) > 1 else Frame(question)


def _between(text: str, places: list[Place], start: int, end: int) -> str:
    """The text from one word to before another, with what stands before the first word if that is kept."""
    first = places[start].start if start else 0
    # A sign right before a word says something: "quoted", -excluded.
    while first and start and text[first - 1] in "\"“„«'-−(":
        first -= 1
    return text[first:].strip() if end == len(places) else text[first : places[end].start].strip(" \n,;—–-")


def _first(text: str, places: list[Place], forms: Forms) -> int:
    """The first word that belongs to the question.

    What greets ends at a sign, or before a word that begins a question; a filler belongs to it only before a
    sign, for "and when?" takes up what was asked before.
    """
    first = at = 0
    if places and _QUOTES.intersection(text[: places[0].start]):
        return 0
    while size := forms.longest(places, at, _LEADING):
        if forms.longest(places, at, [OVERVIEW]) >= size:
            break
        is_lead = forms.longest(places, at, [LEAD]) == size
        is_said = is_lead or forms.longest(places, at, _POLITE) == size
        is_filler = not is_said and forms.longest(places, at, [NAME]) != size
        if not is_said and not at:
            break
        at += size
        if at == len(places):
            break
        ends = _BORDER.search(text, places[at - 1].end, places[at].start) is not None
        begins = forms.longest(places, at, _BEGINNING) > 0
        if ends or is_lead or (begins and not is_filler):
            first = at
    return first


def _end(text: str, places: list[Place], forms: Forms) -> int:
    """The word after the last one of the question: thanks at its end are left out, "please" after a sign."""
    end = len(places)
    while end > _FEWEST_WORDS and (size := forms.ends_with(places, end, [Talk.THANKS, LEAD])):
        begins = end - size
        is_thanks = forms.ends_with(places, end, [Talk.THANKS]) == size
        if not begins or not (
            is_thanks or _BORDER.search(text, places[begins - 1].end, places[begins].start)
        ):
            break
        end = begins
    return end


def _parts(question: str, forms: Forms) -> list[str]:
    """The questions of a message that puts several, each up to its question mark; else the message."""
    parts, start = [], 0
    for mark in _QUESTION_END.finditer(question):
        part = question[start : mark.end()].strip()
        places = places_of(part, most=_FEWEST_WORDS)
        if len(places) < _FEWEST_WORDS:
            continue
        parts.append(part)
        start = mark.end()
        if len(parts) > 1 and not any(forms.longest(places, i, [OPENER]) for i in range(_FEWEST_WORDS)):
            return [question]
    return parts if not places_of(question[start:], most=1) else [question]
