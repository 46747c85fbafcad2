"""The language of short texts: of a note, and of a paragraph in a page of another language. Pure."""

import re
from collections.abc import Iterable, Sequence

from index.text.languages.detection import detect_language, evidence_of
from index.text.languages.scripts import LANGUAGES, language_of_word, script_of_word
from index.text.languages.stop_words import stop_words

SHORT_NOTE = 30
"""Words; a longer text tells its language for certain."""

ENOUGH_EVIDENCE = 2.0
"""Of a short note's language: two stop words, as `detect_language` counts."""

CLEARLY_MORE = 0.5
"""Evidence that a short note's language has above a usual one: a letter of its own."""

SHORTEST_PARAGRAPH = 6
"""Words of a paragraph that may be in another language than the page."""

STOP_WORDS = 0.15
"""The share of a paragraph's words that are stop words of its language; code and lists have fewer."""

CLEARLY = 1.5
"""How much more evidence a paragraph has for another language than for the page's."""

_WORD = re.compile(r"[^\W\d_]+")


def language_of_note(text: str, usual: Iterable[str] = ()) -> str | None:
    """The language of a whole text; of a short one that hardly tells, the first `usual` one that may be it.

    Without any of its script, the language that words of that are mostly in.
    """
    language = detect_language(text)
    script = script_of_word(text)
    if language is None or script is None or len(text.split(None, SHORT_NOTE)) > SHORT_NOTE:
        return language
    among = LANGUAGES.get(script, (language,))
    told = evidence_of(text, language)
    if language not in among or told >= ENOUGH_EVIDENCE:
        return language
    own = [one for one in usual if one in among]
    likely = (one for one in own if evidence_of(text, one) > told - CLEARLY_MORE)
    return next(likely, language) if own else among[0]


def language_of_paragraph(paragraph: str, language: str | None) -> str | None:
    """The language of a paragraph in a text of `language`: mostly that, another one when it plainly is."""
    words = _WORD.findall(paragraph.casefold())
    if language is None or len(words) < SHORTEST_PARAGRAPH:
        return language
    if language_of_word(words[len(words) // 2], language) != language:
        return language  # words of another script are read in a language of that script anyway
    if _share_of_stop_words(words, language) >= STOP_WORDS:
        return language
    other = detect_language(paragraph)
    if other is None or other == language or _share_of_stop_words(words, other) < STOP_WORDS:
        return language
    theirs, ours = evidence_of(paragraph, other), evidence_of(paragraph, language)
    return other if theirs >= ENOUGH_EVIDENCE and theirs >= CLEARLY * ours else language


def _share_of_stop_words(words: Sequence[str], language: str) -> float:
    idle = stop_words(language)
    return sum(word in idle for word in words) / len(words)
