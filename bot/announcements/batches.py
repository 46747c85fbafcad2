"""What a batch of changes amounts to, and which articles are one and the same. Pure."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import Final
from urllib.parse import parse_qsl, urlencode, urlsplit

from index import Change, ChangeKind, Document, DocumentId

_TRACKING: Final = ("utm_", "fbclid", "gclid", "yclid", "mc_cid", "mc_eid", "ref_src")


@dataclass(frozen=True, slots=True)
class Announced:
    """A document that is new, or was `edited`.

    One of a source that came with many texts may stand for that `many`; of the others, which are `silent`,
    only those hear who wait for an answer.
    """

    document_id: DocumentId
    edited: bool = False
    many: int = 1
    silent: bool = False


def net_changes(changes: Iterable[Change]) -> dict[DocumentId, ChangeKind]:
    """What became of each document from before the first change to after the last, in the order of the log.

    What was added and removed again is left out.
    """
    net: dict[DocumentId, ChangeKind] = {}
    for change in changes:
        before = net.pop(change.document_id, None)
        kind = _net_kind(before, change.kind)
        if kind is not None:
            net[change.document_id] = kind
    return net


def split_news(
    marked: Iterable[tuple[DocumentId, frozenset[str]]],
    net: Mapping[DocumentId, ChangeKind],
    known: Collection[str],
) -> list[Announced]:
    """What is told of these documents, each with its marks; one without any is gone.

    An article of which any mark is `known`, or which comes twice, is not new.
    """
    told: list[Announced] = []
    seen: set[str] = set(known)
    for id_, marks in marked:
        edited = net[id_] is ChangeKind.CHANGED
        if marks and (edited or marks.isdisjoint(seen)):
            told.append(Announced(id_, edited))
        seen |= marks
    return told


def by_source(told: Sequence[Announced], changes: Iterable[Change]) -> list[Announced]:
    """The same, but that the last of a source's first texts stands for all of them."""
    first = {change.document_id: change.source_id for change in changes if change.first}
    speaks = {first[each.document_id]: each.document_id for each in told if each.document_id in first}
    counts = Counter(first[each.document_id] for each in told if each.document_id in first)

    def as_one(each: Announced) -> Announced:
        source_id = first.get(each.document_id)
        if source_id is None:
            return each
        if speaks[source_id] == each.document_id:
            return replace(each, many=counts[source_id])
        return replace(each, silent=True)

    return [as_one(each) for each in told]


def article_marks(document: Document) -> frozenset[str]:
    """Marks of which two documents share one when they are the same article: by address or by text."""
    text = "text " + " ".join(document.text.casefold().split())
    address = _address(document.url) if document.url else None
    return frozenset(_digest(each) for each in (text, address) if each)


def _net_kind(before: ChangeKind | None, kind: ChangeKind) -> ChangeKind | None:
    match before, kind:
        case None, _:
            return kind
        case ChangeKind.ADDED, ChangeKind.REMOVED:
            return None
        case ChangeKind.ADDED, _:
            return ChangeKind.ADDED
        case ChangeKind.REMOVED, ChangeKind.ADDED:
            return ChangeKind.CHANGED
        case _:
            return kind


def _address(url: str) -> str | None:
    """The same for every way to write the address of a page; None when it is the front page of a site."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    query = sorted(pair for pair in parse_qsl(parts.query) if not pair[0].startswith(_TRACKING))
    path = parts.path.rstrip("/")
    if not path and not query:
        return None
    return f"page {(parts.hostname or '').removeprefix('www.')}{path}?{urlencode(query)}"


def _digest(text: str) -> str:
    return blake2b(text.encode("utf-8", "replace"), digest_size=16).hexdigest()
