"""What the index in OpenSearch holds of a passage, and how it is asked. Pure."""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import islice
from typing import Any, Final

from index.engines import Entry, Query
from index.model import TITLE_WEIGHT, Filter

FORMAT: Final = 1
"""Of the index: one of another is made anew."""

STATE_ID: Final = "-state"
"""The document beside the passages that tells what they are a copy of; no passage has such an id."""

PASSAGE: Final = "p"
"""A fact of every passage."""

_MOST_CLAUSES: Final = 1_000
"""Terms that are asked for at once, the rarest: OpenSearch takes 1,024."""

_SHARDS: Final = 3

Json = dict[str, Any]


def index_body() -> Json:
    """Settings and mapping of a new index: without copies, and visible only when it is told to be.

    Our terms with their frequencies alone, facts as terms, days as numbers. Of what was sent nothing is kept
    but the state.
    """
    facts = {"type": "keyword", "doc_values": False}
    days = {"type": "integer", "doc_values": False}
    return {
        "settings": {
            "index": {
                "number_of_shards": _SHARDS,
                "number_of_replicas": 0,
                "refresh_interval": "-1",
                "gc_deletes": "15m",  # so long a late writer cannot bring back what another has removed
                "similarity": {"default": {"type": "BM25", "k1": 1.2, "b": 0.75}},
            }
        },
        "mappings": {
            "dynamic": "strict",
            "_source": {"includes": ["state"]},
            "properties": {
                "id": {"type": "keyword", "index": False},  # its column is read quicker than the `_id`s
                "body": {"type": "text", "analyzer": "whitespace", "index_options": "freqs"},
                "facts": facts,
                "first_day": days,
                "last_day": days,
                "state": {"type": "object", "enabled": False},
            },
        },
    }


def document_of(entry: Entry) -> Json:
    """A passage as the index takes it."""
    facts = entry.facts
    named = [PASSAGE, f"s{facts.source_id}", *(f"t{tag}" for tag in facts.tags)]
    document: Json = {
        "id": entry.id,
        "body": entry.title * TITLE_WEIGHT + entry.body,
        "facts": [*named, *([f"l{facts.language}"] if facts.language else [])],
    }
    if facts.published is not None:
        document["first_day"] = facts.published.first_day().toordinal()
        document["last_day"] = facts.published.last_day().toordinal()
    return document


def state_document(cursor: int, generation: str) -> Json:
    """How far the log has been read, and of which database."""
    return {"state": {"format": FORMAT, "cursor": cursor, "generation": generation}}


def state_of(source: Mapping[str, Any]) -> tuple[int, str]:
    """Cursor and generation; (0, "") where they are those of another format."""
    state = source["state"]
    return (state["cursor"], state["generation"]) if state["format"] == FORMAT else (0, "")


def search_body(query: Json, size: int) -> Json:
    """Ask for the best so many passages that the query finds, by their ids and scores alone."""
    return {
        "query": query,
        "size": size,
        "track_total_hits": False,
        "stored_fields": "_none_",
        "docvalue_fields": ["id"],
    }


def is_passage() -> Json:
    """The query for every passage."""
    return _is("facts", PASSAGE)


def query_of(asked: Mapping[str, int], query: Query, within: Filter) -> Json:
    """Passages with one of the terms `asked`, each of which counts so often, that the rest admits."""
    scoring = [
        {"term": {"body": {"value": term, "boost": float(times)}}}
        for term, times in islice(asked.items(), _MOST_CLAUSES)
    ]
    needed = [_is("body", term) for phrase in query.phrases for term in dict.fromkeys(phrase)]
    return {
        "bool": {
            "should": scoring,
            "minimum_should_match": 1,  # beside a filter none would have to match
            "filter": [*needed, *_admitted(within)],
            "must_not": [_is("body", term) for term in dict.fromkeys(query.excluded)],
        }
    }


def _is(field: str, term: str) -> Json:
    return {"term": {field: {"value": term}}}


def _admitted(within: Filter) -> Iterator[Json]:
    for mark, names in (("s", within.sources), ("t", within.tags), ("l", within.languages)):
        if names:
            yield {"terms": {"facts": [f"{mark}{name}" for name in sorted(names)]}}
    if within.published_from is not None:
        yield _range("last_day", "gte", within.published_from)
    if within.published_to is not None:
        yield _range("first_day", "lte", within.published_to)


def _range(field: str, bound: str, day: date) -> Json:
    return {"range": {field: {bound: day.toordinal()}}}
