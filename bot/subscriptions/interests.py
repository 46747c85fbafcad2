"""What somebody wants to hear of, from the words they write. Pure."""

import re
from dataclasses import dataclass
from enum import Enum, StrEnum
from hashlib import blake2b
from typing import Final

from index import StoredQuery, store_query

LONGEST_INTEREST: Final = 200  # characters; a longer list of words would hardly ever be met

# Of 1,500 judged questions in three languages, 99 % were answered by passages with this share of their words;
# of a random passage the real ranking then has to be asked in 5 to 10 % of the cases.
QUESTION_SHARE: Final = 0.25

_FIELD: Final = re.compile(r"(tag|publisher)\s*:\s*(.*)", re.IGNORECASE | re.DOTALL)
_QUOTES: Final = "\"'“”„«»‘’"


class Kind(StrEnum):
    """What a subscription goes by."""

    EVERYTHING = "everything"
    WORDS = "words"
    TAG = "tag"
    PUBLISHER = "publisher"
    QUESTION = "question"
    STANDING = "standing"


ASKING: Final = (Kind.QUESTION, Kind.STANDING)
"""The kinds that wait for an answer; the others wait for a text."""


class NoInterest(Enum):
    """Why words cannot be subscribed to."""

    NO_CONTENT = "no content"
    TOO_LONG = "too long"


@dataclass(frozen=True, slots=True)
class Interest:
    """What is wanted: `text` as written, a `key` alike for what means the same, what texts must meet."""

    kind: Kind
    text: str = ""
    key: str = ""
    query: StoredQuery | None = None


def read_interest(text: str) -> Interest | NoInterest:
    """What `/subscribe TEXT` asks for: nothing for everything, `tag:X`, `publisher:X`, or words."""
    text = " ".join(text.split())
    if not text:
        return Interest(Kind.EVERYTHING)
    if len(text) > LONGEST_INTEREST:
        return NoInterest.TOO_LONG
    if field := _FIELD.fullmatch(text):
        value = field[2].strip(_QUOTES + " ")
        return Interest(Kind(field[1].lower()), value, name_key(value)) if value else NoInterest.NO_CONTENT
    only_exclusions = all(word.startswith("-") for word in text.split())
    query = None if only_exclusions else store_query(text)
    if query is None:
        return NoInterest.NO_CONTENT
    return Interest(Kind.WORDS, text, _words_key(sorted(set(text.casefold().split()))), query)


def question_interest(question: str, *, standing: bool) -> Interest | NoInterest:
    """Interest in every new answer to a question, or, when it is `standing`, in the first one."""
    question = " ".join(question.split())
    query = store_query(question, share=QUESTION_SHARE)
    if query is None:
        return NoInterest.NO_CONTENT
    kind = Kind.STANDING if standing else Kind.QUESTION
    return Interest(kind, question, _words_key(re.findall(r"\w+", question.casefold())), query)


def stored_query(kind: Kind, text: str) -> StoredQuery | None:
    """What a text must meet for an interest of that kind; None for kinds that do not go by words."""
    if kind is Kind.WORDS:
        return store_query(text)
    return store_query(text, share=QUESTION_SHARE) if kind in ASKING else None


def name_key(name: str) -> str:
    """The same for every way to write a tag or a publisher."""
    return " ".join(name.casefold().split())


def _words_key(words: list[str]) -> str:
    return blake2b(" ".join(words).encode(), digest_size=16).hexdigest()
