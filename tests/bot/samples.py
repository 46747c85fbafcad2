"""Answers, sources and documents made up for tests."""

from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

from hypothesis import strategies as st

from index import (
    Answer,
    Document,
    DocumentId,
    Match,
    PartialDate,
    PassageId,
    Quote,
    Source,
    SourceId,
    SourceKind,
    Span,
)

TEXT = "The bill was read in July. Putin signed the law on 8 August 2024. It took effect in November."
LINK = "https://news.example/law#:~:text=Putin%20signed,8%20August%202024."
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def quote(number: int = 1, **changes: Any) -> Quote:
    """A quote of the sample text, its second sentence in bold."""
    spans = (Span(0, 26), Span(27, 65), Span(66, 93))
    return Quote(
        **{
            "passage_id": PassageId(f"passage{number}"),
            "document_id": DocumentId(f"document{number}"),
            "source_id": SourceId(f"source{number}"),
            "score": 10.0 - number,
            "text": TEXT,
            "language": "en",
            "highlight": spans[1],
            "link": LINK,
            "title": "Mining becomes legal",
            "url": "https://news.example/law",
            "publisher": "The Example",
            "published": PartialDate(2024, 8, 8),
            "sentences": spans,
            "confidence": 0.9,
            "matches": (Match("mining", "mined", 12, 1.0), Match("btc", "bitcoin", 3, 2.5)),
            **changes,
        }
    )


def answer(*quotes: Quote, **changes: Any) -> Answer:
    """A confident answer with these quotes."""
    return Answer(
        **{
            "question": "When was the law signed?",
            "confidence": 0.9,
            "unknown_terms": (),
            "quotes": quotes or (quote(1), quote(2), quote(3)),
            "searched": 57,
            **changes,
        }
    )


def document(number: int = 1, **changes: Any) -> Document:
    """A document with the sample text."""
    return Document(
        **{
            "id": DocumentId(f"document{number}"),
            "source_id": SourceId(f"source{number}"),
            "title": f"Document {number}",
            "text": TEXT,
            "url": f"https://news.example/{number}",
            "publisher": "The Example",
            "published": PartialDate(2024, 8),
            **changes,
        }
    )


def source(number: int = 1, **changes: Any) -> Source:
    """A source with one document of three passages."""
    return Source(
        **{
            "id": SourceId(f"source{number}"),
            "kind": SourceKind.FILE,
            "locator": f"{number}.md",
            "title": f"Source {number}",
            "url": f"https://news.example/{number}",
            "documents": 1,
            "passages": 3,
            **changes,
        }
    )


_AWKWARD = [
    "<b>&\"'",
    "</code><a href=",
    "\u202e",
    "👩‍👩‍👧‍👦",
    "e\u0301\u0323" * 5,
    "עברית",
    "\x00",
    "\ud800",
    "&amp;",
    "слово ",
    "\n\n",
    " ",
]
awkward_text = st.lists(st.sampled_from(_AWKWARD) | st.text(max_size=40), max_size=30).map("".join)
long_text = st.builds(lambda text, times: text * times, awkward_text, st.integers(1, 200))
any_url = (
    st.none()
    | st.sampled_from(
        [
            LINK,
            "javascript:alert(1)",
            "tg://resolve?domain=x",
            "http://",
            'https://a.example/"><b>',
            "https://a.example/" + "я" * 3000,
            "//a.example",
            "https://[",
        ]
    )
    | st.text(max_size=30)
)
any_date = (
    st.none()
    | st.builds(PartialDate, st.integers(1, 9999))
    | st.builds(PartialDate, st.integers(1, 9999), st.integers(1, 12), st.none() | st.integers(1, 28))
)


@st.composite
def any_quote(draw: st.DrawFn) -> Quote:
    """A quote of any text, with any title, link and date."""
    text = draw(long_text) or "x"
    borders = sorted(draw(st.sets(st.integers(0, len(text)), min_size=2, max_size=8)) | {0, len(text)})
    sentences = tuple(Span(a, b) for a, b in pairwise(borders))
    return quote(
        draw(st.integers(1, 99)),
        text=text,
        sentences=draw(st.sampled_from([(), sentences])),
        highlight=draw(st.sampled_from(sentences)),
        title=draw(long_text),
        link=draw(any_url),
        publisher=draw(st.none() | long_text),
        published=draw(any_date),
        retold=draw(st.booleans()),
        matches=tuple(
            draw(
                st.lists(
                    st.builds(Match, long_text, awkward_text, st.integers(0, 99), st.floats(0, 9)),
                    max_size=20,
                )
            )
        ),
        points=draw(st.dictionaries(st.sampled_from(["letters", "length", "gone"]), st.floats(-99, 99))),
    )


any_answer = st.builds(
    Answer,
    question=st.just(""),
    confidence=st.floats(0, 1),
    unknown_terms=st.lists(long_text, max_size=30).map(tuple),
    quotes=st.lists(any_quote(), max_size=3).map(tuple),
    searched=st.integers(0, 5000),
)
