"""/subscriptions: what this chat follows and when it hears; its buttons and words change both."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

from sqlalchemy import Connection
from telegram import CallbackQuery, Update

from bot import subscriptions
from bot.chats import barriers
from bot.context import Context
from bot.delivery import life, waits
from bot.handlers.places import Place, place_of, respond
from bot.handlers.rights import may_manage
from bot.handlers.subscribe import Target, target_of
from bot.payloads import (
    Act,
    ChangeSchedule,
    ChangeSubscription,
    MuteSource,
    ShowSchedule,
    ShowSubscriptions,
    SubscriptionPress,
    TryAgain,
    Unfollow,
    read_press,
)
from bot.rendering.message import Message
from bot.rendering.subscriptions import Wishes, schedule_message, subscriptions_message
from bot.subscriptions import Destination, Schedule, ScheduleError, destinations, schedules
from index import SourceId

_LONGEST_ECHO: Final = 60
_MOST_ELSEWHERE: Final = 6


async def show(update: Update, context: Context) -> None:
    """Show what is followed here or in a channel, or change when it hears, as the words say."""
    place = await place_of(update, context)
    target: Target | str = Target(Destination.of(place.chat_id, place.thread_id), "")
    if context.args:
        target = await target_of(update, place, context)
    if isinstance(target, str):
        message = Message(place.phrases.html(target))
    elif target.words:
        message = await _changed(target.destination, target.words, place, context)
    else:
        message = subscriptions_message(await _wishes(target.destination, context), 0, place.phrases)
    await respond(place, message, context)


async def press(update: Update, context: Context) -> None:
    """Do what a button of the list, of the schedule or of an announcement says, if the presser may."""
    query, deps = update.callback_query, context.deps
    assert query is not None
    wanted, place = read_press(query.data), await place_of(update, context)
    assert isinstance(wanted, SubscriptionPress)
    destination = await _destination(wanted, place, context)
    if destination is None:
        await deps.messenger.toast(query.id, place.phrases.text("unsubscribe-which"))
    elif not await may_manage(destination.chat_id, update, context):
        await deps.messenger.toast(query.id, place.phrases.text("only-admins-here"), alert=True)
    else:
        await _do(wanted, destination, place, query, context)


async def _do(
    wanted: SubscriptionPress, destination: Destination, place: Place, query: CallbackQuery, context: Context
) -> None:
    phrases = place.phrases
    toast, message = "", None
    match wanted:
        case ShowSubscriptions(_, page):
            message = subscriptions_message(await _wishes(destination, context), page, phrases)
        case ChangeSubscription(subscription_id, act, page):
            toast = phrases.text(await context.once(lambda c: _act(c, subscription_id, act)))
            message = subscriptions_message(await _wishes(destination, context), page, phrases)
        case ShowSchedule():
            message = schedule_message(destination, await _schedule(destination, context), phrases)
        case ChangeSchedule(_, words):
            toast = phrases.text("settings-saved")
            message = await _changed(destination, words, place, context)
        case TryAgain():
            now = datetime.now(UTC)
            await context.deps.database.write_async(
                lambda c: life.note_sign(c, destination.chat_id, destination.thread, at=now, asked=True)
            )
            toast = phrases.text("trying-again")
        case Unfollow(subscription_id):
            await context.once(lambda c: _act(c, subscription_id, Act.REMOVE))
            toast = phrases.text("unfollowed")
        case MuteSource(source_id, True):
            toast = phrases.text(await context.once(lambda c: _mute(c, destination, source_id)))
        case MuteSource(source_id, False):
            toast = phrases.text(await context.once(lambda c: _unmute(c, destination, source_id)))
            message = subscriptions_message(await _wishes(destination, context), 0, phrases)
    await context.deps.messenger.toast(query.id, toast)
    if message is not None:
        await context.deps.messenger.edit(place.chat_id, place.message_id, message)


async def _destination(wanted: SubscriptionPress, place: Place, context: Context) -> Destination | None:
    """What the button is about; None when that is no more."""
    match wanted:
        case (
            ShowSubscriptions(destination)
            | ShowSchedule(destination)
            | ChangeSchedule(destination)
            | TryAgain(destination)
        ):
            return destination
        case ChangeSubscription(subscription_id) | Unfollow(subscription_id):
            found = await context.deps.database.read_async(lambda c: subscriptions.find(c, subscription_id))
            return found.destination if found else None
        case MuteSource():
            return Destination.of(place.chat_id, place.thread_id)


async def _changed(destination: Destination, words: str, place: Place, context: Context) -> Message:
    """The schedule after the change, or what is not understood of it."""
    phrases = place.phrases
    try:
        schedule = schedules.change(await _schedule(destination, context), words)
    except ScheduleError as error:
        wrong = error.text if len(error.text) <= _LONGEST_ECHO else f"{error.text[:_LONGEST_ECHO]}…"
        problem = phrases.html(f"schedule-bad-{error.problem}", text=wrong)
        return Message(problem)
    due_at = schedules.due_at(schedule, datetime.now(UTC))

    def write(connection: Connection) -> None:
        destinations.choose(connection, destination, schedule)
        waits.bring_forward(connection, destination.chat_id, destination.thread, to=due_at)

    await context.deps.database.write_async(write)
    return schedule_message(destination, schedule, phrases)


async def _schedule(destination: Destination, context: Context) -> Schedule:
    zone = context.deps.settings.timezone
    return await context.deps.database.read_async(
        lambda c: destinations.find_schedule(c, destination, time_zone=zone)
    )


async def _wishes(destination: Destination, context: Context) -> Wishes:
    zone = context.deps.settings.timezone

    def read(connection: Connection) -> Wishes:
        muted = destinations.find_muted(connection, destination)
        barrier = barriers.find(connection, destination.chat_id, destination.thread_id)
        return Wishes(
            destination,
            subscriptions.find_all(connection, destination),
            destinations.find_schedule(connection, destination, time_zone=zone),
            tuple((id_, id_) for id_ in sorted(muted)),
            barrier.since if barrier else None,
        )

    def read_elsewhere(connection: Connection) -> tuple[Destination, ...]:
        return subscriptions.find_elsewhere(connection, destination.chat_id, limit=_MOST_ELSEWHERE)

    wishes = await context.deps.database.read_async(read)
    elsewhere = await context.deps.database.read_async(read_elsewhere)
    names = [await context.deps.messenger.title_of(each.chat_id) for each in elsewhere]
    library = context.deps.library
    found = [await asyncio.to_thread(library.source, id_) for id_, _ in wishes.muted]
    muted = tuple((source.id, source.title) for source in found if source is not None)
    return replace(wishes, muted=muted, elsewhere=tuple(zip(elsewhere, names, strict=True)))


def _act(connection: Connection, subscription_id: int, act: Act) -> str:
    if act is Act.REMOVE:
        subscriptions.remove(connection, subscription_id)
    else:
        subscriptions.pause(connection, subscription_id, paused=act is Act.PAUSE)
    return "settings-saved"


def _mute(connection: Connection, destination: Destination, source_id: SourceId) -> str:
    destinations.mute(connection, destination, source_id)
    return "muted"


def _unmute(connection: Connection, destination: Destination, source_id: SourceId) -> str:
    destinations.unmute(connection, destination, source_id)
    return "unmuted"
