"""A question's text to a Question: words, phrases, exclusions, years, the time asked about. Pure."""

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from index.model import Question, Word
from index.questions.follow_ups import refers_back
from index.questions.tense import tense_of
from index.text.analysis import Token, detect_language, fold, stem, stop_words, tokenize
from index.text.languages.detection import WITH_CAPITAL_NOUNS
from index.text.languages.months import month_number, months_in
from index.text.languages.scripts import is_in_pairs
from index.text.languages.stop_words import asking_spans

LONGEST = 4096
"""Code points of a question that are read; what Telegram sends is no longer."""

AT_AN_END = 800
"""Code points of the beginning and of the end of a text in which words are looked for."""

MOST_WORDS = 40
"""Different words that are looked for: a text pasted as a question says what it is about at its ends."""

MOST_PHRASES = 16
MOST_EXCLUDED = 48
"""Different phrases that must, and terms that must not, occur."""

_Item = TypeVar("_Item")
_Part = tuple[Token, list[str]]
"""A token without parts, and the wholes that it is a part of."""

_IN_QUOTES = r"\"(?=\S)([^\"]{2,200})(?<=\S)\"(?![^\W_])|“([^”]{2,200})”|„([^“”]{2,200})[“”]|«([^»]{2,200})»"
_QUOTED = re.compile(_IN_QUOTES)
_PHRASE = re.compile(rf"(?<![^\s(\[«„“]){_IN_QUOTES}")  # not from the inches of 32" screens on
_EXCLUDED = re.compile(r"(?<=\s)[-−](?=[^\W\d_]{3})(?=[^\W\d_]*[^\W\d_bcdfghj-np-tv-xz])(\S+)", re.IGNORECASE)
"""Not at the beginning, as the dash of a talk stands; and no option of a program, as in `tar -xvf`."""

_UNWANTED = re.compile(r"(?<=\s)[-−](?=[\"“„«])")
"""What stands before a phrase that must not occur."""

_CUT_AT_END, _CUT_AT_BEGINNING = re.compile(r"\w{1,40}$"), re.compile(r"^\w{1,40}")

_HAS_WORD = re.compile(r"[^\W_]")
_YEAR = re.compile(r"(?<![\d.,-])(?:1[5-9]|20)\d\d(?![\d%]|[.,]\d)")
_TOPIC_WEIGHT = 0.6
"""What a word of the question before counts: its topic decides where the question's own words do not."""

_FAINT = 0.2
"""What `current` counts in a question for the latest: some, as it may be a river's."""


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
    told = _without_middle(text)
    language = detect_language(told, among=sorted(languages) if languages else None)
    question = replace(_on_its_own(told, _without_middle(typed or text), language), text=text)
    if not (previous and _continues(question)):
        return question
    before = parse_question(previous, languages)
    words = _with_topic(question.words, before.words)
    excluded = tuple(term for term in question.excluded if all(term != word.term for word in words))
    question = replace(question, words=words, excluded=excluded, idle=False, about=previous)
    if question.years or question.month or question.latest:
        return question
    kept = question.present and not before.years
    return replace(question, years=before.years, month=before.month, present=kept)


def _on_its_own(text: str, typed: str, language: str | None) -> Question:
    """The question without one before it."""
    folded = fold(text)
    kept, unwanted = _without_unwanted(text, language)
    wanted, excluded = _without_excluded(kept, language)
    tokens = list(_smallest(tokenize(wanted)))
    tense = tense_of(folded, language)
    words, idle = _content_words(tokens, wanted, typed, language, tense.idle)
    months = months_in(folded)
    return Question(
        text=text,
        language=language,
        words=tuple(
            replace(word, weight=_FAINT) if fold(word.text) in tense.faint else word for word in words
        ),
        sequence=tuple(stem(token.text, language) for token, _ in _ends(tokens)),
        phrases=tuple(itertools.islice(_phrases(wanted, language), MOST_PHRASES)),
        excluded=tuple(sorted(excluded - {word.term for word in words}))[:MOST_EXCLUDED],
        unwanted=unwanted,
        years=tuple(dict.fromkeys(int(year) for year in _YEAR.findall(wanted))),
        month=months.pop() if len(months) == 1 else None,
        latest=tense.latest,
        present=tense.present,
        past=tense.past,
        idle=idle,
    )


def _readable(text: str) -> str:
    """As much of the text as is read: a sign may stand for eighteen letters."""
    text = text[:LONGEST]
    while len(fold(text)) > 2 * LONGEST:
        text = text[: len(text) // 2]
    return text


def _without_middle(text: str) -> str:
    """The ends of a text if it is long: a pasted one says there what it is about."""
    if len(text) <= 2 * AT_AN_END:
        return text
    first, last = _CUT_AT_END.sub("", text[:AT_AN_END]), _CUT_AT_BEGINNING.sub("", text[-AT_AN_END:])
    return f"{first}\n{last}"


def _without_excluded(text: str, language: str | None) -> tuple[str, frozenset[str]]:
    """The text with blanks for what is excluded, and the terms of that; a text of dashes alone as it is.

    Stop words are not excluded: hardly a passage is without them.
    """
    idle = stop_words(language)
    named = [token.text for match in _EXCLUDED.finditer(text) for token in tokenize(match[1])]
    excluded = {stem(word, language) for word in named if word not in idle}
    wanted = _EXCLUDED.sub(lambda match: " " * len(match[0]), text) if excluded else text
    return (wanted, frozenset(excluded)) if _HAS_WORD.search(wanted) else (text, frozenset())


def _without_unwanted(text: str, language: str | None) -> tuple[str, tuple[tuple[str, ...], ...]]:
    """The text with blanks for the phrases that must not occur, and these; never without any word left.

    A phrase of stop words is not among them, as hardly a passage is without one of these.
    """
    idle, wanted = stop_words(language), text
    unwanted: list[tuple[str, ...]] = []
    for sign in itertools.islice(_UNWANTED.finditer(text), MOST_PHRASES):
        phrase = _QUOTED.match(text, sign.end())
        if phrase is None or all(token.text in idle for token in tokenize(phrase[0])):
            continue
        blank = wanted[: sign.start()] + " " * (phrase.end() - sign.start()) + wanted[phrase.end() :]
        if _HAS_WORD.search(blank):
            wanted = blank
            unwanted += _phrases(f" {phrase[0]}", language)
    return wanted, tuple(unwanted)


def _continues(question: Question) -> bool:
    """Whether the question takes up the one before it."""
    folded = fold(question.text)
    content = frozenset() if question.idle else frozenset(fold(word.text) for word in question.words)
    is_time = bool(content) and all(word.isdigit() or month_number(word) for word in content)
    return refers_back(question.text, folded, content, is_time)


def _with_topic(words: tuple[Word, ...], topic: tuple[Word, ...]) -> tuple[Word, ...]:
    own = {word.term for word in words}
    return words + tuple(replace(word, weight=_TOPIC_WEIGHT) for word in topic if word.term not in own)


def _content_words(
    tokens: Sequence[_Part], text: str, typed: str, language: str | None, said: frozenset[str]
) -> tuple[tuple[Word, ...], bool]:
    """The different words in order without stop words; if there is nothing else, these, and True."""
    idle = stop_words(language) | said
    telling = [part for part in tokens if part[0].text not in idle]
    telling = _without_asking(telling, text) or telling
    found: dict[str, _Part] = {}
    for part in telling or tokens:
        found.setdefault(stem(part[0].text, language), part)
    is_shouted = all(letter.isupper() for letter in text if letter.isalpha())
    words = []
    for term, (token, wholes) in _ends([*found.items()]):
        others = tuple(other for other in (stem(whole, language) for whole in wholes) if other != term)
        exact = _is_exact(token, text, language, is_shouted)
        words.append(_as_typed(Word(token.span.of(text), term, others, exact=exact), token.span.of(typed)))
    return tuple(words), not telling


def _without_asking(parts: Sequence[_Part], text: str) -> list[_Part]:
    """The words but pairs of characters that reach into a question word."""
    asking = asking_spans(text) if any(is_in_pairs(token.text) for token, _ in parts) else []
    return [
        (token, wholes)
        for token, wholes in parts
        if not any(token.span.start < end and start < token.span.end for start, end in asking)
    ]


def _ends(items: list[_Item]) -> list[_Item]:
    half = MOST_WORDS // 2
    return items if len(items) <= MOST_WORDS else items[:half] + items[-half:]


def _is_exact(token: Token, text: str, language: str | None, is_shouted: bool) -> bool:
    """Whether it is a number, or a name as a capital letter inside a text tells."""
    written = token.span.of(text)
    is_noun = language in WITH_CAPITAL_NOUNS and not written[1:2].isupper()
    is_name = token.span.start > 0 and written[:1].isupper() and not is_shouted and not is_noun
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
