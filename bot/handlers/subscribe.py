"""/subscribe and /unsubscribe: everything, words, a tag, a publisher; here, or in a channel."""

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Final

from sqlalchemy import Connection
from telegram import Update
from telegram.error import TelegramError

from bot import subscriptions
from bot.chats import barriers
from bot.context import Context
from bot.delivery import life
from bot.handlers.places import Place, place_of, respond
from bot.handlers.rights import is_admin, may_manage, may_post
from bot.payloads import ShowSubscriptions, write_press
from bot.rendering.markup import Html, join
from bot.rendering.message import Button, Message
from bot.rendering.subscriptions import barred_since
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
    read_interest,
)

_CHANNEL: Final = re.compile(r"(@[A-Za-z]\w{3,31}|-100\d{5,13})(?:\s+(.*))?", re.DOTALL)
_REFUSALS: Final = {
    NotSubscribed.KNOWN: "subscribe-known",
    NotSubscribed.TOO_MANY: "subscribe-too-many",
    NoInterest.NO_CONTENT: "subscribe-no-content",
    NoInterest.TOO_LONG: "subscribe-too-long",
}


@dataclass(frozen=True, slots=True)
class Target:
    """Which chat, topic or channel a command is about, its other words, and a channel's title."""

    destination: Destination
    words: str
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """What came of the wish to subscribe: the key of the text that says so."""

    key: str
    interest: Interest | None = None

    @property
    def is_made(self) -> bool:
        """Whether there is a new subscription."""
        return self.key.startswith("subscribed-")


async def subscribe(update: Update, context: Context) -> None:
    """Subscribe this chat or topic, or a channel of which the writer is an admin."""
    place = await place_of(update, context)
    target = await target_of(update, place, context)
    if isinstance(target, str):
        await respond(place, Message(place.phrases.html(target)), context)
        return
    there = target.destination
    barrier = await context.deps.database.read_async(
        lambda c: barriers.find(c, there.chat_id, there.thread_id)
    )
    subscriber = Subscriber(there, place.person_id, place.phrases.language)
    done = await keep(read_interest(target.words), subscriber, context)
    message = _told(done, target, place.phrases)
    if barrier is not None:
        since = barred_since(barrier.since, context.deps.settings.timezone)
        html = join("\n\n", [message.html, place.phrases.html("subscribe-barred", since=since)])
        message = replace(message, html=html)
    await respond(place, message, context)


async def unsubscribe(update: Update, context: Context) -> None:
    """End all subscriptions of this chat or topic, or the one that is named."""
    place = await place_of(update, context)
    target = await target_of(update, place, context)
    if isinstance(target, str):
        await respond(place, Message(place.phrases.html(target)), context)
        return
    interest = read_interest(target.words)
    if not target.words:
        count = await context.once(lambda c: str(subscriptions.remove_all(c, target.destination)))
        await respond(place, Message(place.phrases.html("unsubscribed", count=int(count))), context)
        return

    def remove(connection: Connection) -> str:
        found = isinstance(interest, Interest) and subscriptions.remove_same(
            connection, target.destination, interest
        )
        return "unfollowed" if found else "unsubscribe-which"

    await respond(place, Message(place.phrases.html(await context.once(remove))), context)


async def keep(
    interest: Interest | NoInterest, subscriber: Subscriber, context: Context, *, told: Told | None = None
) -> Done:
    """Make the subscription, once; a place that could not be written to is tried again."""
    if isinstance(interest, NoInterest):
        return Done(_REFUSALS[interest])

    def make(connection: Connection) -> str:
        there, now = subscriber.destination, datetime.now(UTC)
        life.note_sign(connection, there.chat_id, there.thread, at=now, asked=True)
        made = subscriptions.subscribe(connection, interest, subscriber, at=now, told=told)
        return f"subscribed-{made.kind}" if isinstance(made, Subscription) else _REFUSALS[made]

    return Done(await context.once(make), interest)


def done_text(done: Done, phrases: Phrases) -> Html:
    """What is said of a subscription made, or of why it was not."""
    text = done.interest.text if done.interest else ""
    return phrases.html(done.key, text=text, most=MOST_IN_A_CHAT, longest=LONGEST_INTEREST)


def _told(done: Done, target: Target, phrases: Phrases) -> Message:
    html = done_text(done, phrases)
    if target.title is not None:
        html = phrases.html("subscribe-done-for", title=target.title, done=html)
    if not done.is_made:
        return Message(html)
    if done.interest == Interest(Kind.EVERYTHING):
        html = join("\n\n", [html, phrases.html("subscribe-help")])
    show = Button(phrases.text("button-subscriptions"), write_press(ShowSubscriptions(target.destination)))
    return Message(html, ((show,),))


async def target_of(update: Update, place: Place, context: Context) -> Target | str:
    """What the command is about: this place, or in private the channel that it names.

    Or the key of the text that says why the writer may not change what is heard there.
    """
    words = " ".join(context.args)
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
