"""From a sentence to a question that it answers, in the languages where that takes no grammar. Pure."""

import re
from collections.abc import Container, Iterator, Sequence
from typing import Final

_Rule = tuple[re.Pattern[str], str]

_DONE: Final = (
    "founded|built|born|signed|opened|published|adopted|established|created|launched|introduced|invented|"
    "discovered|elected|released|completed|abolished|closed"
)
_DATE: Final = r"(?:in|on) (?:[A-Z][a-z]+ |\d{1,2} [A-Z][a-z]+ )?(?:\d{1,2}, )?\d{4}"
_THING: Final = r"(?:The |the )?[A-Z][\w’'-]*(?: (?:of|the|for|and|in)? ?[\w’'-]+){0,5}"
_NO_PRONOUN: Final = (
    r"(?!(?:It|Its|They|Their|He|His|She|Her|We|Our|I|My|You|Your|This|That|These|Those|There|What|Which|Who|"
    r"One|Two|Three|Four|Five|Some|Many|All|Both|Each|Here|Another|Other|Such|No|Most|Several|In|On|At)\b)"
)

_ENGLISH: Final[Sequence[_Rule]] = (
    (
        re.compile(
            rf"{_NO_PRONOUN}(?!An? )(?P<x>{_THING})(?: \([^)]*\))? (?P<be>was|were) (?P<v>{_DONE})\b.*{_DATE}"
        ),
        "When {be} {x} {v}?",
    ),
    (re.compile(r".*\b(?P<x>[A-Z]{2,8}) stands for [A-Z]"), "What does {x} stand for?"),
    (
        re.compile(rf"{_NO_PRONOUN}.*?[a-z] \((?P<x>[A-Z][A-Z0-9]{{1,7}})\) (?:is|was|are|were)\b"),
        "What is {x}?",
    ),
    (
        re.compile(rf"{_NO_PRONOUN}(?P<x>(?:The |An? )?[A-Za-z-]+(?: [a-z-]+){{0,3}}) costs? .*\d"),
        "How much does {x} cost?",
    ),
    (
        re.compile(
            rf"{_NO_PRONOUN}(?P<x>(?:The |An? )[a-z-]+(?: [a-z-]+){{0,3}}) takes? .*\b(?:da|hou|wee|minu)"
        ),
        "How long does {x} take?",
    ),
    (re.compile(rf"{_NO_PRONOUN}(?P<x>An? [a-z-]+(?: [a-z-]+){{0,2}}) is an? "), "What is {x}?"),
    (re.compile(rf"{_NO_PRONOUN}(?P<x>[A-Z][\w-]+) is (?:an?|the) [a-z]"), "What is {x}?"),
)
_RU_NO_PRONOUN: Final = (
    r"(?!(?:Он|Она|Оно|Они|Это|Этот|Эта|Эти|Его|Ее|Её|Их|Там|Тут|Здесь|Кто|Что|Который|Как|Так|Все|Всё|Тот|"
    r"Та|Те|В|На|По|Из|Первый|Первая|Другой|Другая)\b)"
)
_RU_THING: Final = r"(?P<x>[А-ЯЁ][\w«»-]*(?: [\w«»-]+){0,4}?)"
_RUSSIAN: Final[Sequence[_Rule]] = (
    (re.compile(rf"{_RU_NO_PRONOUN}{_RU_THING} [—–-] это "), "Что такое {x}?"),
    (
        re.compile(
            rf"{_RU_NO_PRONOUN}{_RU_THING} (?P<v>(?:был[аои]? )?(?:основан|построен|создан|открыт|подписан|"
            r"принят|опубликован|учрежд[её]н|запущен|введ[её]н)[аоы]?)\b.*\d{4}"
        ),
        "Когда {v} {x}?",
    ),
    (re.compile(rf"{_RU_NO_PRONOUN}{_RU_THING} стоит .*\d"), "Сколько стоит {x}?"),
    (
        re.compile(rf"{_RU_NO_PRONOUN}{_RU_THING} (?P<v>занимает|длится) .*(?:дн|час|недел|минут)"),
        "Сколько {v} {x}?",
    ),
)
_RULES: Final = {"en": _ENGLISH, "ru": _RUSSIAN}


def questions_of(sentence: str, language: str | None, small: Container[str] = ()) -> Iterator[str]:
    """The questions, if any; a language without rules has none. `small` are words that are no names."""
    for pattern, question in _RULES.get(language or "", ()):
        if match := pattern.match(sentence):
            found = match.groupdict()
            yield question.format(**{**found, "x": _inside(found["x"], small)})


def _inside(thing: str, small: Container[str]) -> str:
    """What began a sentence, as it is written inside one."""
    first, _, rest = thing.partition(" ")
    is_russian = re.fullmatch(r"[А-ЯЁ][а-яё-]+", first) is not None and rest[:1].islower()
    is_plain = first in {"The", "A", "An"} or first.lower() in small or is_russian
    return thing[0].lower() + thing[1:] if is_plain else thing
