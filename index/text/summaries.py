"""The sentences of a text that say most of it. Pure."""

from collections import Counter
from typing import Final

from index.model import Span
from index.text.analysis import analyse
from index.text.languages.stop_words import stop_words
from index.text.sentences import split_sentences

_SHORTEST: Final = 40
_LONGEST: Final = 320
_SENTENCES_READ: Final = 400


def summarise(text: str, title: str, language: str | None, *, count: int = 2) -> tuple[Span, ...]:
    """Up to `count` sentences of the text, in its order, that together name the most of what it speaks of.

    A sentence gains by words that the text and its title repeat, and by standing early; words that a chosen
    one has said already count no more. What is too short or too long for a glance comes last.
    """
    sentences = [
        s for s in split_sentences(text, language)[:_SENTENCES_READ] if s.of(text).strip() != title.strip()
    ]
    idle = set(analyse(" ".join(stop_words(language or "")), language))
    terms = [[term for term in analyse(s.of(text), language) if term not in idle] for s in sentences]
    weights = Counter(term for words in terms for term in set(words))
    weights.update(set(analyse(title, language)) & weights.keys())
    chosen: list[int] = []
    said: set[str] = set()
    while len(chosen) < min(count, len(sentences)):
        left = (i for i in range(len(sentences)) if i not in chosen)
        best = max(
            left, key=lambda i: _worth(sentences[i], [t for t in terms[i] if t not in said], weights, i)
        )
        chosen.append(best)
        said.update(terms[best])
    return tuple(sentences[i] for i in sorted(chosen))


def _worth(sentence: Span, new_terms: list[str], weights: Counter[str], position: int) -> tuple[bool, float]:
    """How much a sentence adds, per word; readable ones before all others."""
    length = sentence.end - sentence.start
    weight = sum(weights[term] - 0.5 for term in set(new_terms))
    early = 1 + 1 / (1 + position)
    return _SHORTEST <= length <= _LONGEST, early * weight / (8 + len(new_terms))
