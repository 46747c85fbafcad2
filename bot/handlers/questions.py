"""What a message asks: its own words, or those of the message that it replies to."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum
from typing import Final
from zoneinfo import ZoneInfo

from telegram import Message as TelegramMessage
from telegram import MessageEntity, User

_COMMAND: Final = "ask"
_LONG_AGO: Final = timedelta(hours=1)
_SHORT_ENOUGH: Final = 300
_SENTENCE_END: Final = re.compile(r"(?<=[.!?…])\s+|\n+")


class Address(Enum):
    """How a message turns to the bot."""

    COMMAND = "command"
    REPLY = "reply"
    MENTION = "mention"
    DIRECT = "direct"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, empty when there are no words to be one, and how it was put.

    The answer replies to the message `answer_to`. `of_others` says that the words are somebody else's,
    `wordless` that the question was to be in a message that has no words, `alone` that it takes up no other.
    """

    text: str
    address: Address
    answer_to: int
    of_others: bool = False
    wordless: bool = False
    alone: bool = False


def read_question(message: TelegramMessage) -> Asked:
    """The question that a message puts to the bot."""
    address = _address(message)
    own = question_of(message)
    if own or address is Address.REPLY:
        return Asked(own, address, message.message_id)
    replied = _replied(message)
    quoted = message.quote.text.strip() if message.quote else ""
    if replied is None or (replied.from_user == message.get_bot().bot and not quoted):
        return Asked(quoted, address, message.message_id, of_others=bool(quoted))
    words = quoted or pick_question(question_of(replied))
    return Asked(
        words,
        address,
        replied.message_id,
        of_others=replied.from_user != message.from_user,
        wordless=not words,
    )


def is_question(asked: Asked) -> bool:
    """Whether there are words in it."""
    return any(letter.isalnum() for letter in asked.text)


def what_is_missing(asked: Asked) -> str:
    """The key of the text that says why this is no question."""
    if asked.wordless:
        return "ask-needs-words"
    return "unsupported" if asked.text else "ask-usage"


def question_of(message: TelegramMessage) -> str:
    """The message's own words without /ask and mentions of the bot; nothing when they are another command."""
    text = message.text or message.caption or ""
    entities = message.parse_entities() if message.text else message.parse_caption_entities()
    own_name = f"@{message.get_bot().username}".lower()
    for entity, words in entities.items():
        if entity.type == MessageEntity.BOT_COMMAND and entity.offset == 0:
            if words[1:].partition("@")[0].lower() != _COMMAND:
                return ""
            text = text.removeprefix(words)
        elif entity.type == MessageEntity.MENTION and words.lower() == own_name:
            text = re.sub(rf"{re.escape(words)}\b", " ", text)
    return text.strip()


def question_replied_to(message: object, *, asked_in: int | None) -> str:
    """The question, as it reads now, that our answer replies to; nothing when it is there no more.

    `asked_in` is the message that put it to the bot; it may have done so by replying to a longer one.
    """
    asked = getattr(message, "reply_to_message", None)
    if not isinstance(asked, TelegramMessage):
        return ""
    text = question_of(asked)
    return text if asked.message_id == asked_in else pick_question(text)


def is_said_by(person: User, message: object) -> bool:
    """Whether our answer replies to words of that person, in their own name."""
    asked = getattr(message, "reply_to_message", None)
    return isinstance(asked, TelegramMessage) and asked.sender_chat is None and asked.from_user == person


def pick_question(text: str) -> str:
    """A text short enough as it stands; of a long one the sentences that ask, if there are any."""
    if len(text) <= _SHORT_ENOUGH:
        return text
    asking = [sentence for sentence in _SENTENCE_END.split(text) if sentence.rstrip().endswith("?")]
    return " ".join(asking) or text


def _address(message: TelegramMessage) -> Address:
    bot = message.get_bot()
    entities = message.parse_entities() if message.text else message.parse_caption_entities()
    if any(entity.type == MessageEntity.BOT_COMMAND and entity.offset == 0 for entity in entities):
        return Address.COMMAND
    replied = _replied(message)
    if replied is not None and replied.from_user is not None and replied.from_user.id == bot.id:
        return Address.REPLY
    own_name = f"@{bot.username}".lower()
    for entity, words in entities.items():
        named = entity.type == MessageEntity.MENTION and words.lower() == own_name
        if named or (entity.user is not None and entity.user.id == bot.id):
            return Address.MENTION
    return Address.DIRECT


def _replied(message: TelegramMessage) -> TelegramMessage | None:
    """The message replied to; in a forum whatever is written replies to the one that opened the topic."""
    replied = message.reply_to_message
    return None if replied is not None and replied.forum_topic_created is not None else replied


def if_long_ago(asked_at: datetime | None, time_zone: str) -> datetime | None:
    """When a question was asked, in that zone, if that is so long ago that it has to be said."""
    if asked_at is None or datetime.now(UTC) - asked_at < _LONG_AGO:
        return None
    return asked_at.astimezone(ZoneInfo(time_zone))
