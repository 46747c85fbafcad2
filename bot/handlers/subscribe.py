"""/subscribe and /unsubscribe: everything, words, a tag, a publisher; here, or in a channel."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from sqlalchemy import Connection
from telegram import Update
from telegram.error import TelegramError

from bot import subscriptions
from bot.context import Context
from bot.handlers.places import Place, place_of, respond
from bot.handlers.rights import is_admin, may_manage, may_post
from bot.payloads import ShowSubscriptions, write_press
from bot.rendering.markup import Html, join
from bot.rendering.message import Button, Message
from bot.rendering.texts import Phrases
from bot.subscriptions import (
    LONGEST_INTEREST,
    MOST_IN_A_CHAT,
    Destination,
    Interest,
    Kind,
    NoInterest,
    NotSubscribed,
    Subscriber,
    Subscription,
    Told,
    destinations,
    read_interest,
)

_CHANNEL: Final = re.compile(r"(@[A-Za-z]\w{3,31}|-100\d{5,13})(?:\s+(.*))?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Target:
    """Which chat, topic or channel a command is about, its other words, and a channel's title."""

    destination: Destination
    words: str
    title: str | None = None


async def subscribe(update: Update, context: Context) -> None:
    """Subscribe this chat or topic, or a channel of which the writer is an admin."""
    place = await place_of(update, context)
    target = await target_of(update, place, context)
    if isinstance(target, str):
        await respond(place, Message(place.phrases.html(target)), context)
        return
    interest = read_interest(target.words)
    made: Subscription | NotSubscribed | NoInterest
    if isinstance(interest, Interest):
        subscriber = Subscriber(target.destination, place.person_id, place.phrases.language)
        made = await keep(interest, subscriber, context)
    else:
        made = interest
    await respond(place, _told(made, target, place.phrases), context)


async def unsubscribe(update: Update, context: Context) -> None:
    """End all subscriptions of this chat or topic, or the one that is named."""
    place, database = await place_of(update, context), context.deps.database
    target = await target_of(update, place, context)
    if isinstance(target, str):
        await respond(place, Message(place.phrases.html(target)), context)
        return
    interest = read_interest(target.words)
    if not target.words:
        count = await database.write_async(lambda c: subscriptions.remove_all(c, target.destination))
        await respond(place, Message(place.phrases.html("unsubscribed", count=count)), context)
        return
    found = isinstance(interest, Interest) and await database.write_async(
        lambda c: subscriptions.remove_same(c, target.destination, interest)
    )
    await respond(place, Message(place.phrases.html("unfollowed" if found else "unsubscribe-which")), context)


async def keep(
    interest: Interest, subscriber: Subscriber, context: Context, *, told: Told | None = None
) -> Subscription | NotSubscribed:
    """Make the subscription; a topic that was closed is tried again."""

    def make(connection: Connection) -> Subscription | NotSubscribed:
        destinations.reopen(connection, subscriber.destination)
        return subscriptions.subscribe(connection, interest, subscriber, at=datetime.now(UTC), told=told)

    return await context.deps.database.write_async(make)


def done_text(made: Subscription | NotSubscribed | NoInterest, phrases: Phrases) -> Html:
    """What is said of a subscription made, or of why it was not."""
    match made:
        case Subscription():
            return phrases.html(f"subscribed-{made.kind}", text=made.text)
        case NotSubscribed.KNOWN:
            return phrases.html("subscribe-known")
        case NotSubscribed.TOO_MANY:
            return phrases.html("subscribe-too-many", most=MOST_IN_A_CHAT)
        case NoInterest.NO_CONTENT:
            return phrases.html("subscribe-no-content")
        case NoInterest.TOO_LONG:
            return phrases.html("subscribe-too-long", longest=LONGEST_INTEREST)


def _told(made: Subscription | NotSubscribed | NoInterest, target: Target, phrases: Phrases) -> Message:
    html = done_text(made, phrases)
    if target.title is not None:
        html = phrases.html("subscribe-done-for", title=target.title, done=html)
    if not isinstance(made, Subscription):
        return Message(html)
    if made.kind is Kind.EVERYTHING:
        html = join("\n\n", [html, phrases.html("subscribe-help")])
    show = Button(phrases.text("button-subscriptions"), write_press(ShowSubscriptions(target.destination)))
    return Message(html, ((show,),))


async def target_of(update: Update, place: Place, context: Context) -> Target | str:
    """What the command is about: this place, or in private the channel that it names.

    Or the key of the text that says why the writer may not change what is heard there.
    """
    words = " ".join(context.args or ())
    channel = _CHANNEL.fullmatch(words)
    if channel is not None and place.is_private:
        return await _channel(channel[1], channel[2] or "", place, context)
    if not await may_manage(place.chat_id, update, context):
        return "only-admins"
    return Target(Destination.of(place.chat_id, place.thread_id), words)


async def _channel(name: str, words: str, place: Place, context: Context) -> Target | str:
    try:
        chat = await context.bot.get_chat(name if name.startswith("@") else int(name))
    except TelegramError:
        return "subscribe-no-channel"
    if not await may_post(chat.id, context):  # first, since else Telegram does not tell us who the admins are
        return "subscribe-cannot-post"
    if not await is_admin(chat.id, place.person_id, context):
        return "subscribe-not-yours"
    return Target(Destination(chat.id), words, chat.title or name)
