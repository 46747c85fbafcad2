"""What a sentence states of the kind asked for, whether it states any, and whether two contradict. Pure."""

import re
from collections.abc import Sequence
from functools import lru_cache

from index.model import Candidate, Role
from index.ranking.openings import roles_of
from index.ranking.weighing import Asked
from index.text.analysis import fold
from index.text.cues import Cue
from index.text.languages.months import month_number
from index.text.languages.numerals import NUMBER_WORDS
from index.text.languages.scripts import CAPITALS
from index.text.measures import ANY_AMOUNT

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_WORD_OR_NUMBER = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+")
_FREE = re.compile(r"\b(?:free|nothing|never|unknown|бесплатн\w*|даром|ничего|никогда|неизвестн\w*)\b")
_YEAR = re.compile(r"1\d{3}|20\d\d")
_NAME = re.compile(rf"[{CAPITALS}][\w.'’-]{{1,40}} (?:[a-z]{{1,3}} )?[{CAPITALS}][\w'’-]{{1,40}}")
_CAPITAL = re.compile(rf"(?<=\s)[«\"“„(]?([{CAPITALS}]\w+)")


def facts_of(cue: Cue, sentence: str, folded_question: str) -> set[str]:
    """The years, numbers, names or places of the sentence, whichever `cue` asks for, that are news to it.

    Nothing for a question that asks for something else.
    """
    if cue & (Cue.DATE | Cue.NUMBER):
        numbers = numbers_of(sentence, folded_question)
        years = {number for number in numbers if _YEAR.fullmatch(number)}
        return years if cue & Cue.DATE else numbers - years
    if cue & Cue.NAME:
        return _names_of(sentence, folded_question)
    if cue & Cue.PLACE:
        capitals = (match[1] for match in _CAPITAL.finditer(sentence))
        return {word for word in capitals if fold(word) not in folded_question}
    return set()


def numbers_of(sentence: str, folded_question: str) -> set[str]:
    """The numbers of the sentence that the question does not have."""
    return {number for number in _NUMBER.findall(sentence) if number not in folded_question}


def years_of(sentence: str) -> set[int]:
    """The years that the sentence writes."""
    return {int(number) for number in _NUMBER.findall(sentence) if _YEAR.fullmatch(number)}


def tells_number(sentence: str, folded_question: str, *, dates_too: bool) -> bool:
    """Whether it tells a number, as digits or a word, that the question does not; dates count if said so.

    That something is free, or costs nothing, tells one.
    """
    words = _WORD_OR_NUMBER.findall(fold(sentence))
    for place, word in enumerate(words):
        if word in folded_question:
            continue
        if not word[0].isdigit():
            if _tells_amount(word):
                return True
        elif dates_too or not _is_of_date(words, place):
            return True
    return False


def _is_of_date(words: Sequence[str], place: int) -> bool:
    """Whether a number is a year, or a day with its month beside it: `7 June`, `June 7`, `7th of June`."""
    near = words[max(0, place - 1) : place + 4]
    is_day = len(words[place]) <= 2 and any(month_number(word) for word in near)
    return is_day or _YEAR.fullmatch(words[place]) is not None


@lru_cache(maxsize=1 << 12)
def _tells_amount(word: str) -> bool:
    return ANY_AMOUNT.fullmatch(word) is not None or _FREE.fullmatch(word) is not None


def say_otherwise(cue: Cue, sentence: str, other: str, folded_question: str) -> bool:
    """Whether each of two sentences states what is asked for, and nothing of it is the same.

    Where neither names nor places are asked for, all numbers count, so that two days of a year differ, those
    written as words too; and names if there are none, where the question does not tell what it asks for.
    """
    stated, stated_there = (_stated(cue, one, folded_question) for one in (sentence, other))
    return bool(stated and stated_there) and stated.isdisjoint(stated_there)


def _stated(cue: Cue, sentence: str, folded_question: str) -> set[str]:
    if cue & (Cue.NAME | Cue.PLACE):
        return facts_of(cue, sentence, folded_question)
    numbers = numbers_of(sentence, folded_question)
    numbers |= NUMBER_WORDS.intersection(fold(sentence).split())
    return numbers if numbers or cue & (Cue.DATE | Cue.NUMBER) else _names_of(sentence, folded_question)


def _names_of(sentence: str, folded_question: str) -> set[str]:
    """Names of two words or more, no word of which the question has."""
    names = (match[0] for match in _NAME.finditer(sentence))
    return {name for name in names if all(fold(part) not in folded_question for part in name.split())}


def tells_no_number(asked: Asked, candidate: Candidate) -> bool:
    """Whether it is asked how many there are, and a passage in the same language names no number at all."""
    passage, measure = candidate.passage, asked.measure
    language = passage.language or candidate.document.language
    if measure is None or language != measure.language:
        return False
    return not any(
        measure.may_be_told(span.of(passage.text))
        for span, role in zip(passage.sentences, roles_of(passage), strict=True)
        if role is not Role.LABEL
    )
