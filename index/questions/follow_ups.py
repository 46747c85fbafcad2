"""Whether a question can stand alone, or takes up the one before it. Pure."""

import re

from index.text.languages.word_lists import read_word_lists

FEW_WORDS = 4
"""Content words of a question that can refer back; one with more stands for itself."""

_LISTS = read_word_lists("references.txt")


def _either(kind: str) -> str:
    return "|".join(sorted(_LISTS[kind], key=len, reverse=True)).replace("_", " ")


_CONNECTS = re.compile(rf"\W*(?:{_either('connecting')})\b")
_ASKS_ONLY = re.compile(rf"\b(?:{_either('asking')})\b")
_TO_US = re.compile(rf"\b(?:{_either('addressing')})\b")
_PRONOUN = re.compile(
    rf"\b(?:{_either('pronouns')}"
    r"|(?:did|does|do|is|was|were|will|of|about|after|before|for|by|to|with) (?:that|this|those|these)"
    r"|(?:that|this|those|these|there|then)(?=\W*$))\b"
)
_NO_ANTECEDENT_NEEDED = re.compile(
    r"\bit (?:[\w-]+ ){0,2}(?:to|that|if|for)\b|\b(?:does|did|will|can|would) it (?:take|cost|mean)\b.* to\b"
    r"|\bis it true\b|\bthere (?:is|are|was|were)\b|\b(?:is|are|was|were) there (?:an?|any|\w+)\b"
    r"|\b(?:что|так) это\b|\bэто правда\b|\bgibt es\b"
)
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_ASKED_NOUN = re.compile(
    r"\b(?:what|which|how many|how much|whose|сколько|как(?:ой|ая|ое|ие|ую|ого|ому|им|ими|их)|welche\w*"
    r"|wie viele?) (?:other |other |more |еще |всего )?([^\W\d_]+)"
)
_IS_VERB = re.compile(r"[a-z]+(?:ed|ing)|[а-я]{2,}(?:ть|ет|ит|ют|ят|ут|ат|[аеиоуыя]л[аои]?)(?:с[ья])?")


def refers_back(text: str, folded: str, content: frozenset[str], is_time: bool) -> bool:
    """Whether a question with these folded content words cannot stand alone: `And in 2018?`, `Why?`

    So it is where it begins by connecting, is a question word alone or a time alone (`is_time`), or has a
    pronoun that no noun in it precedes. `Will Russia have a coin of its own?` stands alone.
    """
    if len(content) > FEW_WORDS:
        return False
    if is_time or _CONNECTS.match(folded):
        return True
    if not content and not _TO_US.search(folded):
        return _ASKS_ONLY.search(folded) is not None
    pronoun = _PRONOUN.search(folded)
    if pronoun is None or _NO_ANTECEDENT_NEEDED.search(folded):
        return False
    return not _has_noun(text, folded[: pronoun.start()], content)


def _has_noun(text: str, before: str, content: frozenset[str]) -> bool:
    """Whether a noun that a pronoun can stand for is among the words before it: a name, or one introduced."""
    asked = _ASKED_NOUN.search(before)
    capitals = {word.lower() for word in _WORD.findall(text)[1:] if word[:1].isupper()}
    words = _WORD.findall(before)
    for introducing, word in zip(["", *words], words, strict=False):
        if word not in content or (asked and word == asked[1]):
            continue
        if word in capitals:
            return True
        is_bare = word.isascii() and introducing not in _LISTS["introducing"]
        if not is_bare and not _IS_VERB.fullmatch(word):
            return True
    return False
