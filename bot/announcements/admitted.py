"""News of a closed bot: for those whom it answers, and for the channels that its owners have subscribed."""

from collections.abc import Collection, Sequence

from sqlalchemy import Connection

from bot import subscriptions
from bot.chats import admissions, owners
from bot.delivery.deliveries import Delivery
from bot.delivery.digest import NOTHING, Compose, Digest
from index import Database


def for_admitted(compose: Compose, database: Database, admin_ids: Collection[int]) -> Compose:
    """What `compose` makes for a destination that is let in; nothing for any other."""

    def composed(deliveries: Sequence[Delivery]) -> Digest:
        chat_id = deliveries[0].chat_id
        is_in = database.read(lambda c: _is_in(c, chat_id, owners.find(c) | {*admin_ids}))
        return compose(deliveries) if is_in else NOTHING

    return composed


def _is_in(connection: Connection, chat_id: int, owning: Collection[int]) -> bool:
    if chat_id in owning or admissions.is_admitted(connection, chat_id):
        return True
    found = subscriptions.find_in_chat(connection, chat_id)
    return any(each.subscriber_id in owning for each in found)
