"""What goes wrong in Telegram: it is away, a chat takes nothing for a while, an edit changes no word."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING, Final

import httpx
from telegram.error import NetworkError

from tests.simulation import corpus
from tests.simulation.requests import Fate, Request
from tests.simulation.troubles import Spell, Trouble

if TYPE_CHECKING:
    from tests.simulation.story import Story

_REFUSALS: Final = (
    (400, "Bad Request: not enough rights to send text messages to the chat"),
    (400, "Bad Request: CHAT_WRITE_FORBIDDEN"),
    (400, "Bad Request: chat not found"),
    (400, "Bad Request: PEER_ID_INVALID"),
    (403, "Forbidden: bot is not a member of the supergroup chat"),
)
_AWAY: Final = {
    "502": Fate(arrives=False, error=502),
    "no route": Fate(connected=False),
    "cut": Fate(arrives=False, returns=False),
}


@dataclass
class Outage(Spell):
    """Telegram is away: nothing arrives, nothing is heard, no update comes."""

    how: str = "502"

    @classmethod
    def draw(cls, chance: Random, length: float) -> "Outage":
        seconds = chance.choice((1, 5, 20, 60, 60, 120, 300, 600))
        if chance.random() < 0.05:  # long ones cost a hundred short ones
            seconds = chance.choice((3600, 3600, 3600, 6 * 3600))
        return cls(chance.uniform(1, length), seconds, chance.choice(sorted(_AWAY)))

    def begin(self, story: "Story") -> None:
        super().begin(story)
        story.wait_for(self.at + self.seconds, only_if_needed=True)

    def fate_of(self, request: Request, story: "Story") -> Fate | None:
        return _AWAY[self.how] if self.lasts(story) else None

    def check_poll(self, story: "Story") -> None:
        if self.lasts(story):
            raise NetworkError("httpx.ReadError") from httpx.ReadError("")


@dataclass
class Refusing(Spell):
    """A chat takes no message: rights taken away, a lock for the night, an error of Telegram's."""

    chat_id: int = 0
    refusal: int = 0

    @classmethod
    def draw(cls, chance: Random, length: float) -> "Refusing":
        seconds = chance.choice((5, 30, 60, 120, 300, 900))
        chat_id = chance.choice((104, 105, 106, corpus.FORUM, corpus.GROUP))
        return cls(chance.uniform(1, length), seconds, chat_id, chance.randrange(len(_REFUSALS)))

    def begin(self, story: "Story") -> None:
        if story.is_refused(self.chat_id, self.at, self.at + self.seconds):
            return
        story.refused.append((self.chat_id, None, self.at, self.at + self.seconds))
        story.wait_for(self.at + 4 * self.seconds, only_if_needed=True)  # probes come at growing distances
        story.at(self.at, f"{self.chat_id} takes no messages", self._set(story, _REFUSALS[self.refusal]))
        story.at(self.at + self.seconds, f"{self.chat_id} takes messages again", self._set(story, None))

    def _set(self, story: "Story", refusal: tuple[int, str] | None) -> Callable[[], None]:
        def set_it() -> None:
            story.telegram.chats[self.chat_id].refusal = refusal

        return set_it


@dataclass
class Closed(Spell):
    """A topic is closed, and opened again, of which the bot hears or not."""

    is_told: bool = True

    @classmethod
    def draw(cls, chance: Random, length: float) -> "Closed":
        seconds = chance.choice((5, 60, 120, 600))
        return cls(chance.uniform(1, length), seconds, chance.random() < 0.5)

    def begin(self, story: "Story") -> None:
        topic = corpus.TOPICS[0]
        story.refused.append((corpus.FORUM, topic, self.at, self.at + self.seconds))
        story.wait_for(self.at + 4 * self.seconds, only_if_needed=True)
        topics = story.telegram.chats[corpus.FORUM].closed_topics

        def reopen() -> None:
            topics.discard(topic)
            if self.is_told:
                story.telegram.announce_topic(corpus.FORUM, topic, "forum_topic_reopened")

        story.at(self.at, f"topic {topic} is closed", lambda: topics.add(topic))
        story.at(self.at + self.seconds, f"topic {topic} is open again", reopen)


@dataclass
class PhantomEdit(Trouble):
    """Somebody reacts to a question: Telegram reports an edit that changes no word."""

    at: float
    which: int

    @classmethod
    def draw(cls, chance: Random, length: float) -> "PhantomEdit":
        return cls(chance.uniform(10, length + 20), chance.randrange(100))

    def begin(self, story: "Story") -> None:
        story.at(self.at, "", lambda: self._edit(story))

    def _edit(self, story: "Story") -> None:
        if story.asked:
            message = story.asked[self.which % len(story.asked)].message
            story.note(f"{message.chat_id}/- #{message.id} is edited without a new word")
            described = story.telegram.describe(message)
            story.telegram.post("edited_message", {**described, "edit_date": described["date"] + 1})
