"""From the deliveries of a destination to what its message says, as things are now."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from typing import Final

from sqlalchemy import Connection

from bot.announcements import audience, log
from bot.announcements.log import Announcement
from bot.announcements.mishaps import Mishaps
from bot.announcements.reasons import Reason, read_reasons
from bot.chats import profiles
from bot.delivery.deliveries import Delivery
from bot.delivery.digest import Digest
from bot.rendering.announcements import Item
from bot.subscriptions import Destination, Kind, Schedule, Subscription, destinations
from index import Database, Document, DocumentId, Library, Quote, SourceId, find_heads, summarise

_SUMMARIES_KEPT: Final = 64


@dataclass(frozen=True, slots=True)
class _Facts:
    """What the database says of a destination and of what waits for it."""

    announcements: Mapping[int, Announcement]
    subscriptions: Mapping[int, Subscription]
    schedule: Schedule
    muted: frozenset[SourceId]
    language: str | None

    @property
    def many(self) -> Mapping[DocumentId, int]:
        """For how many texts of its source a document stands."""
        announced = (each for one in self.announcements.values() for each in one.documents)
        return {each.document_id: each.many for each in announced if each.many > 1}


class Editor:
    """Puts digests together. May be used from any thread, and blocks.

    `language` is that of groups that have chosen none, `time_zone` that of chats that have chosen none.
    """

    def __init__(self, library: Library, database: Database, *, language: str, time_zone: str) -> None:
        self._library = library
        self._database = database
        self._language = language
        self._time_zone = time_zone
        self._unsummarised = Mishaps("The summary of document")

    def digest(self, deliveries: Sequence[Delivery], *, again: bool = False) -> Digest:
        """What the deliveries of one destination say; `again` keeps what has been said before as it was."""
        destination = Destination.of(deliveries[0].chat_id, deliveries[0].thread_id)
        told = [
            (each.announcement_id, reason) for each in deliveries for reason in read_reasons(each.content)
        ]
        facts = self._database.read(partial(self._read, destination=destination, told=told))
        items = tuple(sorted(self._items(told, facts, again=again), key=_order))
        return Digest(
            self._alone(items[0]) if len(items) == 1 else items,
            self._choose_language(destination, facts),
            facts.schedule,
            next(filter(None, (each.question_message_id for each in _standing(items))), None),
            tuple(each.id for each in _standing(items)),
        )

    def _read(
        self, connection: Connection, *, destination: Destination, told: Sequence[tuple[int, Reason]]
    ) -> _Facts:
        found = (log.find(connection, id_) for id_ in {id_ for id_, _ in told})
        wanted = audience.find_active(connection, {reason.subscription_id for _, reason in told})
        return _Facts(
            announcements={each.id: each for each in found if each is not None},
            subscriptions={each.id: each for each in wanted if each.destination == destination},
            schedule=destinations.find_schedule(connection, destination, time_zone=self._time_zone),
            muted=destinations.find_muted(connection, destination),
            language=profiles.find(connection, destination.chat_id).language,
        )

    def _items(self, told: Sequence[tuple[int, Reason]], facts: _Facts, *, again: bool) -> Iterator[Item]:
        """Answers one by one, then each document once, with all who want it."""
        answers: list[tuple[Reason, Quote, tuple[Subscription, ...]]] = []
        texts: dict[DocumentId, list[Subscription]] = {}
        for announcement_id, reason in told:
            subscription = facts.subscriptions.get(reason.subscription_id)
            if subscription is None and not again:
                continue
            because: tuple[Subscription, ...] = (subscription,) if subscription else ()
            if reason.quote is not None:
                answers.append((reason, reason.quote, because))
                continue
            for document_id in _documents(reason, facts.announcements.get(announcement_id)):
                texts.setdefault(document_id, []).extend(because)
        answering = {quote.document_id for _, quote, _ in answers}
        heads = self._database.read(partial(find_heads, ids={*answering, *texts}))
        for reason, quote, asking in answers:
            standing = any(each.kind is Kind.STANDING for each in asking)
            head = heads.get(quote.document_id)
            if head is not None and (standing or head.source_id not in facts.muted):
                yield Item(head, asking, quote=quote, before=reason.before)
        for document_id, wanting in texts.items():
            head = heads.get(document_id)
            if head is not None and document_id not in answering and head.source_id not in facts.muted:
                many = facts.many.get(document_id, 1)
                yield Item(head, tuple(dict.fromkeys(wanting)), many=many)

    def _alone(self, item: Item) -> tuple[Item, ...]:
        """The one item with its summary, if it shows any; nothing when its document has just gone."""
        if item.quote is not None:
            return (item,)
        document = self._library.document(item.document.id)
        if document is None:
            return ()
        return (replace(item, document=document, summary=self._summary(document)),)

    def _summary(self, document: Document) -> tuple[str, ...]:
        """The sentences that say most; none when they cannot be told."""
        made = self._unsummarised.each(
            [document], lambda each: _summary(each.text, each.title, each.language), lambda each: each.id
        )
        return next(made, ())

    def _choose_language(self, destination: Destination, facts: _Facts) -> str:
        """A group's own, or the usual one; a person's own, or that of their Telegram."""
        if facts.language is not None or destination.chat_id < 0:
            return facts.language or self._language
        return next((each.language for each in facts.subscriptions.values()), self._language)


@lru_cache(_SUMMARIES_KEPT)
def _summary(text: str, title: str, language: str | None) -> tuple[str, ...]:
    return tuple(" ".join(span.of(text).split()) for span in summarise(text, title, language))


def _documents(reason: Reason, announcement: Announcement | None) -> tuple[DocumentId, ...]:
    if reason.documents is not None or announcement is None:
        return reason.documents or ()
    return tuple(each.document_id for each in announcement.documents if not (each.edited or each.silent))


def _standing(items: Sequence[Item]) -> Iterator[Subscription]:
    for item in items:
        yield from (each for each in item.because if each.kind is Kind.STANDING)


def _order(item: Item) -> int:
    """Awaited answers, other answers, texts."""
    if item.quote is None:
        return 2
    return 0 if any(each.kind is Kind.STANDING for each in item.because) else 1
