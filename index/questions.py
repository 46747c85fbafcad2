"""A question's text to a Question: words, phrases, exclusions, years, whether the latest is wanted. Pure."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from index.analysis import Token, analyse, detect_language, fold, stem, stop_words, tokenize
from index.model import Question, Word

LONGEST = 4096
"""Code points of a question that are read; what Telegram sends is no longer."""

FEW_WORDS = 3
"""Content words of a question that can refer back; one with more stands for itself."""

MOST_WORDS = 48
"""Different words that are looked for; a text pasted as a question says enough with its first ones."""

_PHRASE = re.compile(r"\"([^\"]{2,200})\"|“([^”]{2,200})”|„([^“”]{2,200})[“”]|«([^»]{2,200})»")
_EXCLUDED = re.compile(r"(?<!\S)[-−](?=[^\W\d_])(\S+)")
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
    text: str, languages: Iterable[str] | None = None, *, previous: str | None = None
) -> Question:
    """Understand a question; `languages` are those of the corpus (None: any).

    A question that refers back ("and when was that?") takes up the words of the `previous` one.
    """
    text = text[:LONGEST]
    among = sorted(languages) if languages else None
    language = detect_language(text, among=among)
    folded = fold(text)
    excluded = {term for match in _EXCLUDED.finditer(text) for term in analyse(match[1], language)}
    wanted = _EXCLUDED.sub(lambda match: " " * len(match[0]), text)
    words, idle = _content_words(wanted, language)
    if not words:
        wanted, excluded = text, set()
        words, idle = _content_words(text, language)
    latest = _LATEST.search(folded) is not None
    if latest:
        words = _with_faint_adjectives(words)
    is_thin = idle or len(words) <= FEW_WORDS
    about = previous if previous and is_thin and _REFERS_BACK.search(folded) else None
    if about:
        words = _with_topic(words, parse_question(about, languages).words)
    return Question(
        text=text,
        language=language,
        words=words,
        sequence=_stems(wanted, language)[:MOST_WORDS],
        phrases=tuple(_phrases(wanted, language)),
        excluded=tuple(sorted(excluded - {word.term for word in words})),
        years=tuple(dict.fromkeys(int(year) for year in _YEAR.findall(wanted))),
        month=_month(folded),
        latest=latest,
        idle=idle and about is None,
        about=about,
    )


def _with_faint_adjectives(words: tuple[Word, ...]) -> tuple[Word, ...]:
    return tuple(
        replace(word, weight=_FAINT) if _LATEST_ADJECTIVES.fullmatch(fold(word.text)) else word
        for word in words
    )


def _with_topic(words: tuple[Word, ...], topic: tuple[Word, ...]) -> tuple[Word, ...]:
    own = {word.term for word in words}
    return words + tuple(replace(word, weight=_TOPIC_WEIGHT) for word in topic if word.term not in own)


def _month(folded: str) -> int | None:
    """The only month that is named."""
    found = {
        number
        for match in _MONTHS.finditer(folded)
        for number, starts in enumerate(_MONTH_STARTS, 1)
        if match[0].startswith(tuple(starts.split()))
    }
    return found.pop() if len(found) == 1 else None


def _content_words(text: str, language: str | None) -> tuple[tuple[Word, ...], bool]:
    """The different words in order without stop words; if there is nothing else, these, and True."""
    words = [(token, wholes) for token, wholes in _smallest(tokenize(text))]
    idle = stop_words(language or "") | _LATEST_ADVERBS
    telling = [pair for pair in words if pair[0].text not in idle]
    is_idle = not telling
    telling = telling or words
    found: dict[str, Word] = {}
    for token, wholes in telling:
        term = stem(token.text, language)
        if term not in found:
            typed = token.span.of(text)
            exact = any(letter.isdigit() for letter in typed) or (
                token.span.start > 0 and typed[:1].isupper()
            )
            others = tuple(other for other in (stem(whole, language) for whole in wholes) if other != term)
            found[term] = Word(typed, term, others, exact=exact)
        if len(found) == MOST_WORDS:
            break
    return tuple(found.values()), is_idle


def _smallest(tokens: list[Token]) -> Iterator[tuple[Token, list[str]]]:
    """Tokens without parts, each with the wholes that it is a part of."""
    wholes: list[Token] = []
    for i, token in enumerate(tokens):
        wholes = [whole for whole in wholes if token.span.end <= whole.span.end]
        following = tokens[i + 1] if i + 1 < len(tokens) else None
        if following and following.span.start < token.span.end and following.span.end <= token.span.end:
            wholes.append(token)
        else:
            yield token, [whole.text for whole in wholes]


def _stems(text: str, language: str | None) -> tuple[str, ...]:
    return tuple(stem(token.text, language) for token, _ in _smallest(tokenize(text)))


def _phrases(text: str, language: str | None) -> Iterator[tuple[str, ...]]:
    for match in _PHRASE.finditer(text):
        phrase = next(group for group in match.groups() if group)
        if terms := _stems(phrase, language):
            yield terms
