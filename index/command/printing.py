"""What the command line prints: as JSON, as plain text, or for a terminal with bold sentences and links."""

from __future__ import annotations

import json
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from datetime import datetime

    from index.model import Answer, PartialDate, Quote, Source
    from index.sources.ingest import Report

NOTHING_FOUND: Final = "Nothing in the sources answers this."
NO_QUESTION: Final = "Hello! Ask something that the sources may answer; `sources` lists them."

_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def print_json(value: object, *, indent: int | None = None) -> None:
    """One JSON object: on one line, or with an indent for people to read."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=indent) + "\n")


def answer_object(answer: Answer) -> dict[str, Any]:
    """An answer in the form that programs rely on."""
    return {
        "question": answer.question,
        "kind": answer.kind,
        "answered": answer.answered,
        "confidence": answer.confidence,
        "unknown_terms": list(answer.unknown_terms),
        "passages": [_quote_object(quote) for quote in answer.quotes],
    }


def _quote_object(quote: Quote) -> dict[str, Any]:
    start, end = quote.highlight.start, quote.highlight.end
    return {
        "id": quote.passage_id,
        "score": quote.score,
        "text": quote.text,
        "language": quote.language,
        "highlight": {"start": start, "end": end, "text": quote.text[start:end]},
        "link": quote.link,
        "source": {
            "id": quote.source_id,
            "title": quote.title,
            "url": quote.url,
            "publisher": quote.publisher,
            "published": quote.published and str(quote.published),
        },
    }


def source_object(source: Source) -> dict[str, Any]:
    """A source in the form that programs rely on."""
    return {
        "id": source.id,
        "kind": source.kind,
        "locator": source.locator,
        "title": source.title,
        "url": source.url,
        "publisher": source.publisher,
        "published": source.published and str(source.published),
        "language": source.language,
        "tags": list(source.tags),
        "documents": source.documents,
        "passages": source.passages,
        "checked_at": source.checked_at and source.checked_at.isoformat(timespec="seconds"),
        "next_check_at": source.next_check_at and source.next_check_at.isoformat(timespec="seconds"),
        "error": source.error,
        "warnings": list(source.warnings),
        "dropped_words": source.dropped_words,
        "same_as": source.same_as,
    }


def report_object(report: Report) -> dict[str, Any]:
    """What came of reading sources, in the form that programs rely on."""
    return {
        "added": list(report.added),
        "changed": list(report.changed),
        "removed": list(report.removed),
        "failed": [{"locator": failure.locator, "reason": failure.reason} for failure in report.failed],
    }


def print_answer(answer: Answer) -> None:
    """An answer for a person: in a terminal the answering sentences are bold and the titles are links."""
    if answer.kind != "question":
        sys.stdout.write(f"{NO_QUESTION}\n")
    elif sys.stdout.isatty():
        _print_rich_answer(answer)
    else:
        sys.stdout.write("\n".join(_answer_lines(answer)) + "\n")


def print_sources(sources: Sequence[Source]) -> None:
    """A line a source: id, passages, title, place, documents, last look, next look, what is wrong with it."""
    if sys.stdout.isatty():
        _print_rich_sources(sources)
        return
    for source in sources:
        looks = (_moment(source.checked_at), _moment(source.next_check_at))
        health = (str(source.documents), *looks, source.error or "")
        cells = (source.id, str(source.passages), source.title, source.locator, *health)
        sys.stdout.write("\t".join(map(visible, cells)).rstrip() + "\n")


def print_report(report: Report) -> None:
    """How many sources were added, changed and removed."""
    counts = ((report.added, "added"), (report.changed, "changed"), (report.removed, "removed"))
    said = [f"{len(ids)} {what}" for ids, what in counts if ids]
    sys.stdout.write((", ".join(said) or "nothing changed") + "\n")


def spoken(date: PartialDate) -> str:
    """`8 August 2024`, `August 2024` or `2024`."""
    day = "" if date.day is None else f"{date.day} "
    month = "" if date.month is None else f"{_MONTHS[date.month - 1]} "
    return f"{day}{month}{date.year}"


def _moment(moment: datetime | None) -> str:
    return "" if moment is None else f"{moment:%Y-%m-%d %H:%M}"


def visible(text: str) -> str:
    """The text without the control characters by which a source could command the terminal."""
    return "".join(character for character in text if character == "\n" or not _controls(character))


def _controls(character: str) -> bool:
    return (
        unicodedata.category(character) == "Cc" or character in "\u202a\u202b\u202d\u202e\u2066\u2067\u2068"
    )


def _origin(quote: Quote) -> Iterable[str]:
    """What stands after a title: the publisher, the date, the page, and whether the words are ours."""
    if quote.publisher is not None:
        yield visible(quote.publisher)
    if quote.published is not None:
        yield spoken(quote.published)
    if quote.page is not None:
        yield f"page {quote.page}"
    if quote.retold:
        yield "digest"
    if quote.by_owner:
        yield "answered by the owner"
    if quote.outdated is not None:
        yield f"valid until {spoken(quote.valid_until)}" if quote.valid_until else "superseded"
    if quote.lost is not None:
        yield "no longer there" if quote.lost == "gone" else "changed since"


def _heading(quote: Quote) -> str:
    return f" › {visible(quote.heading)}" if quote.heading else ""


def _remarks(answer: Answer) -> Iterable[str]:
    if answer.searched_for:
        pairs = (f"{visible(found)} (for {visible(typed)})" for typed, found in answer.searched_for)
        yield "Searched for: " + ", ".join(pairs)
    if answer.overview and answer.answered:
        yield "Quoted, not summarised: the best of each source, the newest first."
    if answer.second_quote:
        yield f"Second question: {visible(answer.second_quote.title)} — {_parts(answer.second_quote)[1]}"
    elif answer.second:
        yield f"Nothing in the sources answers: {visible(answer.second)}"
    if answer.by_date:
        yield "Dates decided which comes first."
    if answer.earlier:
        before = " · ".join([*_origin(answer.earlier)])
        yield f"Earlier: {before} — {_parts(answer.earlier)[1]}"
    if answer.lacking:
        yield f"No source is in the language of the question ({answer.lacking})."
    elif answer.unknown_terms:
        yield "In no source: " + ", ".join(map(visible, answer.unknown_terms))
    yield f"Confidence: {answer.confidence:.2f}"


def _answer_lines(answer: Answer) -> Iterable[str]:
    if not answer.answered:
        yield NOTHING_FOUND
        yield from ("", "Nearest:") if answer.quotes else ()
    for rank, quote in enumerate(answer.quotes, 1):
        before, sentence, after = _parts(quote)
        title = visible(quote.title) + _heading(quote)
        yield f"{rank}. " + " · ".join([title, *_origin(quote)])
        yield from (f"   {line}" for line in f"{before}**{sentence}**{after}".splitlines())
        yield from [f"   {quote.link}"] if quote.link else []
        yield ""
    yield from _remarks(answer)


def _parts(quote: Quote) -> tuple[str, str, str]:
    """The passage before, in and after its answering sentence."""
    start, end = quote.highlight.start, quote.highlight.end
    return visible(quote.text[:start]), visible(quote.text[start:end]), visible(quote.text[end:])


def _print_rich_answer(answer: Answer) -> None:
    from rich.console import Console
    from rich.padding import Padding
    from rich.text import Text

    console = Console(highlight=False)
    if not answer.answered:
        console.print(Text(NOTHING_FOUND, "bold"))
        if answer.quotes:
            console.print("\nNearest:")
    for rank, quote in enumerate(answer.quotes, 1):
        before, sentence, after = _parts(quote)
        title = Text(visible(quote.title), f"bold link {quote.link}" if quote.link else "bold")
        title.append(_heading(quote), "not bold")
        heading = Text(" · ").join([title, *(Text(part, "dim") for part in _origin(quote))])
        console.print(Text(f"{rank}. ").append_text(heading))
        console.print(Padding(Text.assemble(before, (sentence, "bold"), after), (0, 0, 1, 3)))
    for remark in _remarks(answer):
        console.print(Text(remark, "dim"))


def _print_rich_sources(sources: Sequence[Source]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    columns = ("id", "passages", "title", "where", "texts", "last look", "next look", "error")
    table = Table(*columns, box=None, pad_edge=False)
    for source in sources:
        title = Text(visible(source.title), f"link {source.url}" if source.url else "")
        error = Text(visible(source.error or ""), "red")
        looks = (_moment(source.checked_at), _moment(source.next_check_at))
        place = Text(visible(source.locator))
        table.add_row(source.id, str(source.passages), title, place, str(source.documents), *looks, error)
    Console().print(table)
