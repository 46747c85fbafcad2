"""Which subscriptions new documents are for. All of it blocks: it belongs into a thread."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from sqlalchemy import Connection

from bot.announcements import audience
from bot.announcements.mishaps import Mishaps
from bot.answers.gaps import are_alike
from bot.subscriptions import ASKING, Destination, Kind, Subscription, SubscriptionId, Told, name_key
from index import (
    Answer,
    Database,
    Document,
    DocumentId,
    Filter,
    Library,
    Percolator,
    Quote,
    analyse,
    document_terms,
    find_heads,
)

_ROWS_AT_ONCE: Final = 5000
_AS_GOOD: Final = 0.05
"""Answers whose confidence (0..1) differs by no more are equally good."""


@dataclass(frozen=True, slots=True)
class Match:
    """A subscription that is met, by these documents (None: by all); `quote` and `before` as in a Reason."""

    destination: Destination
    subscription_id: SubscriptionId
    kind: Kind
    documents: tuple[DocumentId, ...] | None = None
    quote: Quote | None = None
    before: str | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A question that may be answered by one of these documents; the real ranking has to say."""

    subscription: Subscription
    documents: tuple[Document, ...]


class Matcher:
    """Knows what all subscriptions with words wait for. Belongs to one thread at a time."""

    def __init__(self, library: Library, database: Database) -> None:
        self._library = library
        self._database = database
        self._percolator = Percolator()
        self._unread = Mishaps("Subscription")
        self._unmatched = Mishaps("Document")
        self._newest = 0

    def catch_up(self) -> None:
        """Learn of the subscriptions made since the last call; those that ended show when they match."""
        while True:
            after = self._newest
            rows = self._database.read(
                lambda connection: audience.worded_after(connection, after, limit=_ROWS_AT_ONCE)  # noqa: B023
            )
            for _ in self._unread.each(rows, self._learn, lambda row: row.id):
                pass
            self._newest = rows[-1].id if rows else after
            if len(rows) < _ROWS_AT_ONCE:
                return

    def _learn(self, row: audience.Worded) -> None:
        if (query := row.wanted()) is not None:
            self._percolator.add(row.id, query)

    def match(
        self, new: Sequence[Document], edited: Sequence[Document]
    ) -> tuple[list[Match], list[Candidate]]:
        """The subscriptions that the new documents are for, and the questions that any of them may answer."""
        by_id = {document.id: document for document in (*new, *edited)}
        met = dict.fromkeys(by_id, frozenset[SubscriptionId]())
        met |= self._unmatched.each(by_id.values(), self._percolate, lambda document: document.id)
        return self._database.read(
            lambda connection: (
                [*_told_by_name(connection, new), *_told_by_words(connection, new, met)],
                _candidates(connection, new, edited, met, by_id),
            )
        )

    def _percolate(self, document: Document) -> tuple[DocumentId, frozenset[SubscriptionId]]:
        found = frozenset(map(SubscriptionId, self._percolator.percolate(document_terms(document))))
        ended = found - self._database.read(lambda connection: audience.find_existing(connection, found))
        for subscription_id in ended:
            self._percolator.discard(subscription_id)
        return document.id, found - ended

    def judge(self, candidate: Candidate) -> Match | None:
        """Ask the question of these documents alone; None when they do not answer it, or as before."""
        subscription = candidate.subscription
        sources = frozenset(document.source_id for document in candidate.documents)
        answer = self._library.answer(subscription.text, limit=1, within=Filter(sources=sources))
        ids = {document.id for document in candidate.documents}
        if not answer.quotes or answer.quotes[0].document_id not in ids:
            return None
        quote = answer.quotes[0]
        if not answer.answered and not _is_meant_for(subscription, quote):
            return None
        told = subscription.told
        if told is not None and not self._is_worth_telling(subscription.text, answer, told):
            return None
        before = told.sentence if told and told.document_id == quote.document_id else None
        return Match(
            subscription.destination, subscription.id, subscription.kind, (quote.document_id,), quote, before
        )

    def _is_worth_telling(self, question: str, answer: Answer, told: Told) -> bool:
        """Whether the answer differs in what it states and is as good as the one told before, if that stands.

        The same document says now what it says: there it need only differ.
        """
        quote = answer.quotes[0]
        sentence, language = quote.highlight.of(quote.text), quote.language
        new, old = set(analyse(sentence, language)), set(analyse(told.sentence, language))
        if told.document_id == quote.document_id:
            return new != old
        if new <= old:
            return False
        source = self._database.read(partial(find_heads, ids=[told.document_id])).get(told.document_id)
        if source is None:
            return True
        within = Filter(sources=frozenset({source.source_id}))
        before = self._library.answer(question, limit=1, within=within)
        return answer.confidence >= before.confidence - _AS_GOOD


def _is_meant_for(subscription: Subscription, quote: Quote) -> bool:
    """Whether the owner has written it to answer that question, however few of its words the answer has."""
    return quote.by_owner and are_alike(quote.title, subscription.text)


def _told_by_name(connection: Connection, new: Sequence[Document]) -> Iterator[Match]:
    """For those who want everything, a tag or a publisher."""
    if new:
        for each in audience.find_everything(connection):
            yield Match(each.destination, each.id, each.kind)
    named = {
        document.id: audience.find_naming(
            connection, [name_key(tag) for tag in document.tags], name_key(document.publisher or "")
        )
        for document in new
    }
    yield from _joined(named)


def _told_by_words(
    connection: Connection, new: Sequence[Document], met: Mapping[DocumentId, Collection[SubscriptionId]]
) -> Iterator[Match]:
    """For those who want texts with their words."""
    worded = {
        document.id: [
            each for each in audience.find_matched(connection, met[document.id]) if each.kind is Kind.WORDS
        ]
        for document in new
    }
    yield from _joined(worded)


def _joined(matched: Mapping[DocumentId, Sequence[audience.Matched]]) -> Iterator[Match]:
    """One match a subscription, with all its documents."""
    documents: dict[audience.Matched, list[DocumentId]] = {}
    for document_id, found in matched.items():
        for each in found:
            documents.setdefault(each, []).append(document_id)
    for each, ids in documents.items():
        yield Match(each.destination, each.id, each.kind, tuple(ids))


def _candidates(
    connection: Connection,
    new: Sequence[Document],
    edited: Sequence[Document],
    met: Mapping[DocumentId, Collection[SubscriptionId]],
    by_id: Mapping[DocumentId, Document],
) -> list[Candidate]:
    """New documents may answer any question, edited ones a standing one or what they answered before."""
    asked: dict[SubscriptionId, Subscription] = {}
    documents: dict[SubscriptionId, dict[DocumentId, None]] = {}

    def note(found: Iterable[Subscription], document: Document) -> None:
        for each in found:
            if each.answered_at is None:
                asked[each.id] = each
                documents.setdefault(each.id, {})[document.id] = None

    for document in new:
        note(audience.find_active(connection, met[document.id], ASKING), document)
    for document in edited:
        note(audience.find_active(connection, met[document.id], [Kind.STANDING]), document)
        note(audience.find_told_of(connection, document.id), document)
    return [Candidate(asked[id_], tuple(by_id[each] for each in ids)) for id_, ids in documents.items()]
