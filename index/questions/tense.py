"""Whether a question asks how things stand now, or tells of what was or will be. Pure."""

import re
from functools import cache
from typing import NamedTuple

from index.text.cues import Cue, asked_cue
from index.text.languages.word_lists import read_word_lists

_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*|,")
_PERSON_AND_VERB = re.compile(
    r"\b(?:who|(?:which|what)(?: [a-z]+){1,2}) [a-z]+[^s\W]s\b(?! \w+ed\b)"
    r"|\bhow (?:many|much)(?: [a-z]+){1,2} (?:live|work|use|own|pay|need|want|belong|speak|take|hold)\b"
)
_RUSSIAN_PAST = re.compile(r"[а-я]{2,}(?:[аеиоуыя]л(?:а|о|и)?|[бгзкрс]л[аои]|[шж]ел|шл[аои])(?:ся|сь)?")
_DEFINES = re.compile(
    r"\bwhat(?:'s| is| are) (?:an? )?(?!the\b|its\b|their\b)[\w-]+(?: [\w-]+)?[\s?.!]*$"
    r"|\bwhat does .* mean\b|\bwhat is meant\b"
    r"|\b(?:что|кто) так(?:ое|ой|ая|ие)\b|\bчто (?:это|значит|означает)\b"
    r"|\bwas (?:ist|sind) (?:ein|eine) \w+[\s?.!]*$"
)
_KINDS = ("present", "past", "future", "account", "now")
_LANGUAGES = ("en", "ru", "de", "es", "fr", "it", "uk", "pl", "nl", "sv")


class Tense(NamedTuple):
    """What time a question asks about: now, by its tense (`present`) or by a word (`latest`), or the past.

    `idle` are folded words that say nothing else, like `now`; `faint` hardly do, as in `latest figure`.
    """

    present: bool
    latest: bool
    past: bool
    idle: frozenset[str] = frozenset()
    faint: frozenset[str] = frozenset()


def tense_of(folded: str, language: str | None) -> Tense:
    """Read a folded question. It asks for the newest state

    - in the present tense, where it is no definition and asks neither why nor how: `Is mining legal?`,
    - with an adverb like `now` in its main clause, or an adjective like `latest` before a noun,
    - for the latest figure, estimate or the like, in any tense.

    No word does so by itself: the last emperor and an electric current are no newest state.
    """
    spoken = language if language in _LANGUAGES else "en" if folded.isascii() else None
    if spoken is None:
        return Tense(present=False, latest=False, past=False)
    words = _WORD.findall(folded)
    kinds = _kinds(spoken)
    past = any(word in kinds["past"] or _is_russian_past(word, spoken) for word in words)
    future = not kinds["future"].isdisjoint(words)
    adverbs = [match for match in _adverbs(spoken).finditer(folded) if not _is_aside(folded[: match.start()])]
    adjectives = list(_adjectives(spoken).finditer(folded))
    accounts = [match for match in adjectives if match["noun"] in kinds["account"]]
    asks = not kinds["present"].isdisjoint(words) or (
        spoken == "en" and _PERSON_AND_VERB.search(folded) is not None
    )
    is_state = asks and not past and not future and not _explains(folded)
    of_now = bool(adverbs) and not (past and spoken != "ru")
    said = bool(adjectives) and not past and not future
    latest = of_now or said or bool(accounts)
    idle = {word for match in adverbs for word in match[0].split()}
    asking = [match["adjective"] for match in adjectives if latest or is_state]
    faint = frozenset([*asking, *(match["noun"] for match in accounts)])
    return Tense(is_state, latest, past, kinds["now"] | idle, faint)


def _explains(folded: str) -> bool:
    return _DEFINES.search(folded) is not None or bool(asked_cue(folded) & (Cue.REASON | Cue.MANNER))


def _is_russian_past(word: str, language: str) -> bool:
    is_like_one = language == "ru" and _RUSSIAN_PAST.fullmatch(word) is not None
    return is_like_one and word.rstrip("аоиыь") not in _russian_nouns()


def _is_aside(before: str) -> bool:
    """Whether what follows is not the main clause: `the house, now a school`."""
    return "," in before[3:] or re.search(r"\b(?:that|which|who|где|котор\w+|что) $", before[3:]) is not None


@cache
def _russian_nouns() -> frozenset[str]:
    """Without the letters that an ending can have, as is what they are compared with."""
    return frozenset(word.rstrip("аоиыь") for word in read_word_lists("tenses.txt")["ru nouns"])


@cache
def _kinds(language: str) -> dict[str, frozenset[str]]:
    lists = read_word_lists("tenses.txt")
    return {kind: lists[f"{language} {kind}"] for kind in _KINDS}


@cache
def _adverbs(language: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_either(language, 'now')})(?![\w-])")


@cache
def _adjectives(language: str) -> re.Pattern[str]:
    """An adjective at the beginning of what is asked for, and the noun after it."""
    return re.compile(
        r"(?:^|(?<!\w)(?:the|its|their|his|her|a|an|is|are|of|in|for|to|and|'s|die|der|das|den|dem|el|la|le|il|de"
        r"|какой|какая|какое|какие|какую|каков|какова|кто|где|сколько|по|в|о|на|с|у|при|для)[ ])"
        rf"(?P<adjective>{_either(language, 'newest')})[ ](?P<noun>[^\W\d_]+)"
    )


def _either(language: str, kind: str) -> str:
    listed = sorted(read_word_lists("tenses.txt")[f"{language} {kind}"], key=len, reverse=True)
    return "|".join(re.escape(one).replace("_", " ") for one in listed)
