"""The content of a delivery: for which subscriptions it comes, and what each is told."""

from dataclasses import dataclass
from typing import Final

from pydantic import TypeAdapter

from bot.subscriptions import SubscriptionId
from index import DocumentId, Quote


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a place hears: a subscription, and the documents of the announcement that are for it (None: all).

    `quote` answers the question that the subscription asks; `before` is the sentence that answered it until
    the document was edited.
    """

    subscription_id: SubscriptionId
    documents: tuple[DocumentId, ...] | None = None
    quote: Quote | None = None
    before: str | None = None


_reasons_json: Final = TypeAdapter(tuple[Reason, ...])


def write_reasons(reasons: tuple[Reason, ...]) -> str:
    """The reasons as the content of a delivery."""
    return _reasons_json.dump_json(reasons, exclude_defaults=True).decode()


def read_reasons(content: str) -> tuple[Reason, ...]:
    """What `write_reasons` wrote."""
    return _reasons_json.validate_json(content)
