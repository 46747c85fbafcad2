"""What a question asks for, and which of that a sentence holds: names, dates, numbers, places, reasons. Pure.

English and Russian are covered best; of other languages the question words are known, and digits and capital
letters serve as cues.
"""

import re
from enum import IntFlag
from functools import cache

from index.text.languages.months import DATED_MONTH, PLAIN_MONTH
from index.text.languages.numerals import NUMBER_WORD
from index.text.languages.question_words import QUESTION_WORDS, UNPARTED
from index.text.languages.scripts import CAPITALS, has_case


class Cue(IntFlag):
    """Kinds of things that a question asks for or a sentence holds."""

    NONE = 0
    NAME = 1
    DATE = 2
    NUMBER = 4
    PLACE = 8
    REASON = 16
    MANNER = 32
    DEFINITION = 64
    QUANTITY = 128


_UNITS = (
    r"percent|per cent|million|billion|thousand|hundred|dollars?|euros?|pounds?|years?|months?"
    r"|weeks?|days?|hours?"
    r"|minutes?|people|members|inhabitants|miles?|met(?:re|er)s?|kilomet(?:re|er)s?|km|feet|ft"
    r"|acres|kg|tons?|tonnes?"
    r"|процент\w*|млн|млрд|тыс|миллион\w*|миллиард\w*|тысяч\w*|руб\w*|доллар\w*|лет|год[а]?"
    r"|месяц\w*|недел\w+|дн\w+"
    r"|час\w*|минут\w*|человек|жител\w+|км|метр\w*|километр\w*|кг|тонн\w*"
)
_DAYS_AND_HOURS = (
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun|week)days?|weekends?|daily|noon|midnight|half past|o'clock"
    r"|понедельник\w*|вторник\w*|четверг\w*|пятниц\w*|суббот\w*|воскресень\w*|будн\w+|выходн\w+|полдень"
    r"|полночь|ежедневно)\b|\b(?:[01]?\d|2[0-3]):[0-5]\d\b|\b\d{1,2} ?(?:[ap]\.?m\b|час(?:а|ов)\b)"
)
_IN_SENTENCES = (
    (
        Cue.DATE,
        rf"\b(?:1\d{{3}}|20\d\d)\b|(?<!\w){PLAIN_MONTH}(?!\w)|{DATED_MONTH}"
        rf"|\bcentur(?:y|ies)\b|\bвек[аеу]?\b|{_DAYS_AND_HOURS}",
        re.IGNORECASE,
    ),
    (Cue.DATE, r"\b\d{1,4}\s?(?:год[ауе]?\b|г\.|BC\b|AD\b|г\.\s?до)|\d{3,4}年|\d{1,2}月", re.NOFLAG),
    (Cue.NUMBER, rf"\d|\b(?:{NUMBER_WORD})\b", re.IGNORECASE),
    (
        Cue.QUANTITY,
        rf"[$€£¥₽%]|(?:\d|\b(?:{NUMBER_WORD}))[\s\u00a0-]*(?:{_UNITS})\b",
        re.IGNORECASE,
    ),
    (
        Cue.NAME,
        rf"[^\W\d_][,;:]?[\s\u00a0]+[«\"“„(]?(?!I\b)[{CAPITALS}][^\W\d_]|\b[{CAPITALS}]\.\s?[{CAPITALS}]",
        re.NOFLAG,
    ),
    (
        Cue.PLACE,
        r"\b(?:in|at|near|from|to|of|across|outside|вблизи|около|под|из|во?|на"
        rf"|у)[\s\u00a0]+(?:the[\s\u00a0]+)?[{CAPITALS}]"
        r"|\b(?:located|situated|lies|based|headquarter\w*|capital|border\w*|расположен\w*"
        r"|находит\w+|столиц\w+)\b",
        re.NOFLAG,
    ),
    (
        Cue.REASON,
        r"\b(?:because|due to|owing to|since|so that|in order to|caused? by|reasons?|result(?:ed"
        r"|s)?|led to|thus"
        r"|therefore|hence|thanks to|as it|потому|поскольку|так как|из-за|благодаря|чтобы"
        r"|причин\w+|вследствие"
        r"|в результате|поэтому|привел\w*|ввиду|связан\w* с)\b",
        re.IGNORECASE,
    ),
    (
        Cue.MANNER,
        r"\b(?:by \w+ing|using|through|via|by means|with the help|when|after|путем|путём|с помощью"
        r"|при помощи"
        r"|посредством|через|образом)\b",
        re.IGNORECASE,
    ),
    (
        Cue.DEFINITION,
        r"\b(?:is|are|was|were) (?:an?|the|one)\b|\b(?:refers? to|means?|known as|called"
        r"|defined as|describes?)\b"
        r"|\s[—–-]\s(?:это\b)?|\b(?:является|называ\w+|представляет собой|означает)\b",
        re.NOFLAG,
    ),
)

_KINDS = {
    "number": Cue.NUMBER | Cue.QUANTITY,
    "date": Cue.DATE,
    "name": Cue.NAME,
    "place": Cue.PLACE,
    "reason": Cue.REASON,
    "definition": Cue.DEFINITION,
    "manner": Cue.MANNER,
}


def cues_of_sentence(sentence: str) -> Cue:
    """The kinds of things that the sentence, as written, holds; without capitals it may name anything."""
    found = Cue.NONE if has_case(sentence) else Cue.NAME | Cue.PLACE
    for cue, pattern in _in_sentences():
        if not found & cue and pattern.search(sentence):
            found |= cue
    return found


@cache
def _in_sentences() -> list[tuple[Cue, re.Pattern[str]]]:
    """Compiled when the first sentence is read: that takes as long as many questions, which need none."""
    return [(cue, re.compile(pattern, flags)) for cue, pattern, flags in _IN_SENTENCES]


def asked_cue(folded_question: str, language: str | None = None) -> Cue:
    """The kind of thing that a question asks for, by its first question word; NONE when it does not say.

    The words are those of `language`; of all languages if it has none here.
    """
    first = len(folded_question) + 1
    asked = Cue.NONE
    for cue, pattern in _asked(language if language in QUESTION_WORDS else None):
        match = pattern.search(folded_question)
        if match and match.start() < first:
            first, asked = match.start(), cue
    return asked


@cache
def _asked(language: str | None) -> list[tuple[Cue, re.Pattern[str]]]:
    spoken = [language] if language else list(QUESTION_WORDS)
    return [
        (cue, _pattern(one, QUESTION_WORDS[one][kind]))
        for kind, cue in _KINDS.items()
        for one in spoken
        if kind in QUESTION_WORDS[one]
    ]


def _pattern(language: str, words: str) -> re.Pattern[str]:
    return re.compile(words if language in UNPARTED else rf"(?<!\w)(?:{words})(?!\w)")
