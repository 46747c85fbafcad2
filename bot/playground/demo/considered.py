"""Which passages the bot considered for a question: asked again of the same corpus, with all the figures."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

from bot.playground.demo.suggestions import suggested_questions
from index import open_database, open_library

if TYPE_CHECKING:
    from index import Answer, Database, Library, Quote, Settings

MOST_PASSAGES = 8


class Considered:
    """Looks over the bot's shoulder; the corpus is opened at the first question and only read."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._database: Database | None = None
        self._library: Library | None = None
        self._opening = threading.Lock()

    def passages(self, question: str, previous: str | None = None) -> dict[str, Any]:
        """The answer's confidence and the best passages with their figures. May block.

        `previous` is the question that this one was taken to continue.
        """
        return _described(self._open().answer(question, limit=MOST_PASSAGES, previous=previous))

    def suggestions(self, language: str) -> list[str]:
        """Questions to begin with. May block."""
        return suggested_questions(self._open(), language)

    def _open(self) -> Library:
        with self._opening:
            if self._library is None:
                self._database = open_database(self._settings.database_url)
                self._library = open_library(self._settings, self._database)
            return self._library

    def close(self) -> None:
        """Close what was opened."""
        if self._database is not None:
            self._database.close()


def _described(answer: Answer) -> dict[str, Any]:
    return {
        "question": answer.question,
        "answered": answer.answered,
        "confidence": round(answer.confidence, 3),
        "unknown": list(answer.unknown_terms),
        "passages": [_quote(quote) for quote in answer.quotes],
    }


def _quote(quote: Quote) -> dict[str, Any]:
    return {
        "title": quote.title,
        "published": str(quote.published) if quote.published else None,
        "sentence": quote.highlight.of(quote.text),
        "score": round(quote.score, 3),
        "matches": [
            {"word": m.word, "found": m.found, "passages": m.passages, "weight": round(m.weight, 3)}
            for m in quote.matches
        ],
        "features": [
            {"name": name, "value": _rounded(quote.features.get(name)), "points": quote.points.get(name, 0.0)}
            for name in {**quote.features, **quote.points}
        ],
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 3)
