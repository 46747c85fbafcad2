"""What the index on disk holds of a passage, and how it is asked."""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final

import tantivy
from tantivy import FieldType, Occur

from index.engines import Entry, Query
from index.model import TITLE_WEIGHT, Filter

FORMAT: Final = 1
"""Of the index: one of another is made anew."""

STATE_ID: Final = "\0state"
PASSAGE: Final = "p"
"""A fact of every passage: it tells how many the index holds with those that are gone but not merged away."""

Searcher = Any
Schema = Any
Term = tuple[str, str]


def schema() -> Schema:
    """The fields: our terms with their frequencies alone, facts as terms, days as numbers."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("body", tokenizer_name="terms", index_option="freq")
    builder.add_text_field("facts", tokenizer_name="raw", index_option="basic")
    builder.add_integer_field("first_day", indexed=True, fast=True)
    builder.add_integer_field("last_day", indexed=True, fast=True)
    builder.add_text_field("state", stored=True, tokenizer_name="raw", index_option="basic")
    return builder.build()


def terms_between_spaces() -> Any:
    """The tokenizer: white space alone parts terms, and the marks of a body are white space."""
    return tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()


def document_of(entry: Entry) -> Any:
    """A passage as the index takes it."""
    facts = entry.facts
    document = tantivy.Document()
    document.add_text("id", entry.id)
    document.add_text("body", entry.title * TITLE_WEIGHT + entry.body)
    named = [f"s{facts.source_id}", *(f"t{tag}" for tag in facts.tags)]
    for fact in (PASSAGE, *named, *([f"l{facts.language}"] if facts.language else [])):
        document.add_text("facts", fact)
    if facts.published is not None:
        document.add_integer("first_day", facts.published.first_day().toordinal())
        document.add_integer("last_day", facts.published.last_day().toordinal())
    return document


def state_document(cursor: int, generation: str) -> Any:
    """How far the log has been read, and of which database, as a document beside the passages."""
    state = json.dumps({"format": FORMAT, "cursor": cursor, "generation": generation})
    return tantivy.Document(id=[STATE_ID], state=[state])


def state_of(searcher: Searcher, fields: Schema) -> tuple[int, str]:
    """Cursor and generation; (0, "") where there are none, or those of another format."""
    found = searcher.search(_is(fields, ("id", STATE_ID)), 1, count=False).hits
    if not found:
        return 0, ""
    state = json.loads(searcher.doc(found[0][1]).get_first("state"))
    return (state["cursor"], state["generation"]) if state["format"] == FORMAT else (0, "")


def count(searcher: Searcher, fields: Schema, term: str) -> int:
    """In how many passages the term occurs, without those that are gone."""
    found: int = searcher.search(_is(fields, ("body", term)), 1, count=True).count
    return found


def query_of(fields: Schema, asked: Mapping[str, int], query: Query, within: Filter) -> Any:
    """Passages with one of the terms `asked`, each of which counts so often, that the rest admits."""
    scoring = tantivy.Query.boolean_query(
        [(Occur.Should, _counting(fields, term, times)) for term, times in asked.items()]
    )
    needed = [_is(fields, ("body", term)) for phrase in query.phrases for term in dict.fromkeys(phrase)]
    needed += _admitted(fields, within)
    unwanted = [_is(fields, ("body", term)) for term in query.excluded]
    if not needed and not unwanted:
        return scoring
    return tantivy.Query.boolean_query(
        [
            (Occur.Must, scoring),
            *((Occur.Must, tantivy.Query.const_score_query(one, 0.0)) for one in needed),
            *((Occur.MustNot, one) for one in unwanted),
        ]
    )


def _counting(fields: Schema, term: str, times: int) -> Any:
    once = tantivy.Query.term_query(fields, "body", term, index_option="freq")
    return once if times == 1 else tantivy.Query.boost_query(once, float(times))


def _is(fields: Schema, term: Term) -> Any:
    return tantivy.Query.term_query(fields, *term, index_option="basic")


def _admitted(fields: Schema, within: Filter) -> Iterator[Any]:
    for mark, names in (("s", within.sources), ("t", within.tags), ("l", within.languages)):
        if names:
            facts = [f"{mark}{name}" for name in sorted(names)]
            yield tantivy.Query.term_set_query(fields, "facts", facts)
    if within.published_from is not None:
        yield _days(fields, "last_day", since=within.published_from)
    if within.published_to is not None:
        yield _days(fields, "first_day", until=within.published_to)


def _days(fields: Schema, name: str, *, since: date | None = None, until: date | None = None) -> Any:
    first, last = (None if day is None else day.toordinal() for day in (since, until))
    return tantivy.Query.range_query(fields, name, FieldType.Integer, first, last)
