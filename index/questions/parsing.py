"""A question's text to a Question: words, phrases, exclusions, years, whether the latest is wanted. Pure."""

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from index.model import Question, Word
from index.text.analysis import Token, detect_language, fold, stem, stop_words, tokenize

LONGEST = 4096
"""Code points of a question that are read; what Telegram sends is no longer."""

FEW_WORDS = 3
"""Content words of a question that can refer back; one with more stands for itself."""

MOST_WORDS = 40
"""Different words that are looked for: a text pasted as a question says what it is about at its ends."""

MOST_PHRASES = 16
MOST_EXCLUDED = 48
"""Different phrases that must, and terms that must not, occur."""

_Item = TypeVar("_Item")
_Part = tuple[Token, list[str]]
"""A token without parts, and the wholes that it is a part of."""

_PHRASE = re.compile(r"\"([^\"]{2,200})\"|“([^”]{2,200})”|„([^“”]{2,200})[“”]|«([^»]{2,200})»")
_EXCLUDED = re.compile(r"(?<!\S)[-−](?=[^\W\d_])(\S+)")
_HAS_WORD = re.compile(r"[^\W_]")
_YEAR = re.compile(r"(?<![\d.,-])(?:1[5-9]|20)\d\d(?![\d%]|[.,]\d)")
_LATEST = re.compile(
    r"\b(?:now|nowadays|current|currently|latest|newest|today|at present|most recent|as of now"
    r"|right now|these days|so far"
    r"|сейчас|теперь|сегодня|ныне|последн\w+|нынешн\w+|текущ\w+|на сегодня\w*|на данный момент"
    r"|в настоящее время|новейш\w+|актуальн\w+)\b"
)
_MONTHS = re.compile(
    r"\b(?:(?:jan|янв)\w*|(?:feb|фев)\w*|(?:mar|март)\w*|(?:apr|апр)\w*|(?:may|ма[йяе])\b|(?:june?|июн)\w*"
    r"|(?:july?|июл)\w*|(?:aug|авг)\w*|(?:sep|сен)\w*|(?:oct|окт)\w*|(?:nov|ноя)\w*|(?:dec|дек)\w*)"
)
_MONTH_STARTS = (
    "jan янв", "feb фев", "mar мар", "apr апр", "may май мая мае", "jun июн", "jul июл", "aug авг", "sep сен",
    "oct окт", "nov ноя", "dec дек",
)  # fmt: skip
_REFERS_BACK = re.compile(
    r"^(?:and|but|а|и|но|what about|how about|а что)\b"
    r"|\b(?:it|its|he|him|his|she|her|hers|they|them|their|theirs|this|that|these|those|then"
    r"|он|она|оно|они|его|ее|их|ему|ей|им|ими|ним|ней|них|нем|это|этот|эта|эти|этого|этой|этом"
    r"|этим|там|тогда|туда)\b"
)
_TOPIC_WEIGHT = 0.6
"""What a word of the question before counts: its topic decides where the question's own words do not."""

_LATEST_ADJECTIVES = re.compile(
    r"latest|newest|current|recent|последн\w+|нынешн\w+|текущ\w+|новейш\w+|актуальн\w+"
)
_FAINT = 0.2
"""What `current` counts in a question for the latest: some, as it may be a river's."""

_LATEST_ADVERBS = frozenset(
    [
        "now",
        "nowadays",
        "currently",
        "latest",
        "newest",
        "today",
        "present",
        "сейчас",
        "теперь",
        "сегодня",
        "ныне",
        "настоящее",
    ]
)


def parse_question(
    text: str,
    languages: Iterable[str] | None = None,
    *,
    previous: str | None = None,
    typed: str | None = None,
) -> Question:
    """Understand a question; `languages` are those of the corpus (None: any).

    A question that refers back ("and when was that?") takes up the words of the `previous` one, and its year
    if it names no time itself. `typed` is what was typed, where `text`, as long, is what was meant: words
    that differ were taken for others.
    """
    text = _readable(text)
    language = detect_language(text, among=sorted(languages) if languages else None)
    question = _on_its_own(text, typed or text, language)
    is_thin = question.idle or len(question.words) <= FEW_WORDS
    if not (previous and is_thin and _REFERS_BACK.search(fold(text))):
        return question
    before = parse_question(previous, languages)
    words = _with_topic(question.words, before.words)
    excluded = tuple(term for term in question.excluded if all(term != word.term for word in words))
    question = replace(question, words=words, excluded=excluded, idle=False, about=previous)
    if question.years or question.month or question.latest:
        return question
    return replace(question, years=before.years, month=before.month)


def _on_its_own(text: str, typed: str, language: str | None) -> Question:
    """The question without one before it."""
    folded = fold(text)
    wanted, excluded = _without_excluded(text, language)
    tokens = list(_smallest(tokenize(wanted)))
    words, idle = _content_words(tokens, wanted, typed, language)
    latest = _LATEST.search(folded) is not None
    return Question(
        text=text,
        language=language,
        words=_with_faint_adjectives(words) if latest else words,
        sequence=tuple(stem(token.text, language) for token, _ in _ends(tokens)),
        phrases=tuple(itertools.islice(_phrases(wanted, language), MOST_PHRASES)),
        excluded=tuple(sorted(excluded - {word.term for word in words}))[:MOST_EXCLUDED],
        years=tuple(dict.fromkeys(int(year) for year in _YEAR.findall(wanted))),
        month=month_of(folded),
        latest=latest,
        idle=idle,
    )


def _readable(text: str) -> str:
    """As much of the text as is read: a sign may stand for eighteen letters."""
    text = text[:LONGEST]
    while len(fold(text)) > 2 * LONGEST:
        text = text[: len(text) // 2]
    return text


def _without_excluded(text: str, language: str | None) -> tuple[str, frozenset[str]]:
    """The text with blanks for what is excluded, and the terms of that; a text of dashes alone as it is.

    Stop words are not excluded: hardly a passage is without them.
    """
    idle = stop_words(language)
    named = [token.text for match in _EXCLUDED.finditer(text) for token in tokenize(match[1])]
    excluded = {stem(word, language) for word in named if word not in idle}
    wanted = _EXCLUDED.sub(lambda match: " " * len(match[0]), text) if excluded else text
    return (wanted, frozenset(excluded)) if _HAS_WORD.search(wanted) else (text, frozenset())


def _with_faint_adjectives(words: tuple[Word, ...]) -> tuple[Word, ...]:
    return tuple(
        replace(word, weight=_FAINT) if _LATEST_ADJECTIVES.fullmatch(fold(word.text)) else word
        for word in words
    )


def _with_topic(words: tuple[Word, ...], topic: tuple[Word, ...]) -> tuple[Word, ...]:
    own = {word.term for word in words}
    return words + tuple(replace(word, weight=_TOPIC_WEIGHT) for word in topic if word.term not in own)


def month_of(folded: str) -> int | None:
    """The month (1 to 12) that a folded text names, if it names only one."""
    found = {
        number
        for match in _MONTHS.finditer(folded)
        for number, starts in enumerate(_MONTH_STARTS, 1)
        if match[0].startswith(tuple(starts.split()))
    }
    return found.pop() if len(found) == 1 else None


def _content_words(
    tokens: Sequence[_Part], text: str, typed: str, language: str | None
) -> tuple[tuple[Word, ...], bool]:
    """The different words in order without stop words; if there is nothing else, these, and True."""
    idle = stop_words(language) | _LATEST_ADVERBS
    telling = [part for part in tokens if part[0].text not in idle]
    found: dict[str, _Part] = {}
    for part in telling or tokens:
        found.setdefault(stem(part[0].text, language), part)
    is_shouted = all(letter.isupper() for letter in text if letter.isalpha())
    words = []
    for term, (token, wholes) in _ends([*found.items()]):
        others = tuple(other for other in (stem(whole, language) for whole in wholes) if other != term)
        exact = _is_exact(token, text, is_shouted)
        words.append(_as_typed(Word(token.span.of(text), term, others, exact=exact), token.span.of(typed)))
    return tuple(words), not telling


def _ends(items: list[_Item]) -> list[_Item]:
    half = MOST_WORDS // 2
    return items if len(items) <= MOST_WORDS else items[:half] + items[-half:]


def _is_exact(token: Token, text: str, is_shouted: bool) -> bool:
    """Whether it is a number, or a name as a capital letter inside a text tells."""
    written = token.span.of(text)
    is_name = token.span.start > 0 and written[:1].isupper() and not is_shouted
    return is_name or any(letter.isdigit() for letter in written)


def _as_typed(word: Word, typed: str) -> Word:
    if word.text == typed:
        return word
    return replace(word, text=typed, term=fold(typed), others=word.terms, taken=word.terms)


def _smallest(tokens: list[Token]) -> Iterator[_Part]:
    wholes: list[Token] = []
    for i, token in enumerate(tokens):
        wholes = [whole for whole in wholes if token.span.end <= whole.span.end]
        following = tokens[i + 1] if i + 1 < len(tokens) else None
        if following and following.span.start < token.span.end and following.span.end <= token.span.end:
            wholes.append(token)
        else:
            yield token, [whole.text for whole in wholes]


def _phrases(text: str, language: str | None) -> Iterator[tuple[str, ...]]:
    found: set[tuple[str, ...]] = set()
    for match in _PHRASE.finditer(text):
        phrase = next(group for group in match.groups() if group)
        terms = tuple(stem(token.text, language) for token, _ in _smallest(tokenize(phrase)))
        if terms and terms not in found:
            found.add(terms)
            yield terms
