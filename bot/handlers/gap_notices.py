"""Owners hear of a question that somebody has begun to wait for, with a button to answer it themselves."""

from typing import Final

from sqlalchemy import Connection

from bot import subscriptions
from bot.answers.gaps import are_alike
from bot.context import Context
from bot.handlers.places import Place
from bot.handlers.subscribe import Done
from bot.payloads import AnswerGap, tag_key, write_press
from bot.rendering.markup import clip
from bot.rendering.message import Button, Message
from bot.sending.limits import Lane
from bot.subscriptions import Kind

_LONGEST_QUESTION: Final = 300
_QUESTIONS: Final = 500
_MOST_OF_A_CHAT: Final = 3
"""Who waits for more than that is left to /gaps: nobody shall fill an owner's chat."""


async def tell_of_gap(done: Done, place: Place, context: Context) -> None:
    """Tell the owners, if what was subscribed is a question that nobody has waited for before."""
    deps, interest = context.deps, done.interest
    if not done.is_made or interest is None or interest.kind is not Kind.STANDING:
        return
    owners = await deps.owners()
    if place.person_id in owners:
        return

    def is_news(connection: Connection) -> bool:
        of_chat = subscriptions.find_in_chat(connection, place.chat_id)
        waiting = subscriptions.waiting_questions(connection, limit=_QUESTIONS)
        alike = [gap for gap in waiting if are_alike(gap.text, interest.text)]
        is_first = sum(gap.waiting for gap in alike) <= 1
        return is_first and sum(each.kind is Kind.STANDING for each in of_chat) <= _MOST_OF_A_CHAT

    if await deps.database.read_async(is_news):
        phrases = deps.texts.phrases(deps.settings.language)
        html = phrases.html("gap-notice", question=clip(interest.text, _LONGEST_QUESTION))
        press = write_press(AnswerGap(tag_key(interest.text)))
        message = Message(html, ((Button(phrases.text("button-answer-it"), press),),))
        for owner in sorted(owners):
            await deps.messenger.send(owner, message, lane=Lane.BULK)
