"""What may have arrived without our knowing: a message in doubt, and where in its chat it would stand."""

from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Final

from cachetools import FIFOCache

from bot.sending.outcomes import Failed, Outcome, RetryAfter, Sent, Unknown

BETWEEN_SECONDS: Final = 1.0
"""How long whoever sends waits for whoever looks for a message in the same chat, and the other way round."""

_REMEMBERED: Final = 10_000
_LOOKED_AT: Final = 3


class Arrivals:
    """Remembers replies whose sending broke off, and which messages of ours certainly stand where."""

    def __init__(self) -> None:
        self._doubted: FIFOCache[tuple[int, int], str] = FIFOCache(_REMEMBERED)
        self._sent: FIFOCache[tuple[int, int], None] = FIFOCache(_REMEMBERED)
        self._under_way: Counter[int] = Counter()
        self._looked_into: Counter[int] = Counter()

    def note_sent(self, chat_id: int, message_id: int) -> None:
        """This message of ours arrived: it is no other."""
        self._sent[chat_id, message_id] = None

    def doubt(self, chat_id: int, after: int, text: str) -> None:
        """A reply to what the message `after` said may have arrived with this text."""
        self._doubted[chat_id, after] = text

    def is_doubted(self, chat_id: int, after: int, text: str) -> bool:
        """Whether that reply, with the same text, may have arrived before."""
        return self._doubted.get((chat_id, after)) == text

    def is_looked_into(self, chat_id: int) -> bool:
        """Whether a reply is looked for there: another message sent now could be taken for it."""
        return self._looked_into[chat_id] > 0

    @contextmanager
    def under_way(self, chat_id: int) -> Iterator[None]:
        """While the body runs, a message goes to the chat whose id nobody knows yet."""
        with _counted(self._under_way, chat_id):
            yield

    async def find(
        self, chat_id: int, after: int, edit: Callable[[int], Awaitable[Outcome]]
    ) -> Sent | RetryAfter | Unknown | None:
        """Look for the reply where it would stand, by an edit that changes nothing; None: it is not there.

        RetryAfter and Unknown: Telegram does not say, or another message is under way that could be edited
        instead.
        """
        if self._under_way[chat_id]:
            return RetryAfter(BETWEEN_SECONDS, is_busy=True)
        with _counted(self._looked_into, chat_id):
            for message_id in self._candidates(chat_id, after):
                outcome = await edit(message_id)
                if isinstance(outcome, RetryAfter | Unknown):
                    return outcome
                if isinstance(outcome, Sent):
                    self.note_sent(chat_id, message_id)
                    self._settle(chat_id, after)
                    return outcome
                if isinstance(outcome, Failed) and "not found" in outcome.reason:
                    break
        self._settle(chat_id, after)
        return None

    def _settle(self, chat_id: int, after: int) -> None:
        """It is known what became of the reply."""
        self._doubted.pop((chat_id, after), None)

    def _candidates(self, chat_id: int, after: int) -> Iterator[int]:
        """The ids that the reply would have: messages are numbered in their order, or nearly so."""
        ids = range(after + 1, after + 1 + _LOOKED_AT)
        return (id_ for id_ in ids if (chat_id, id_) not in self._sent)


@contextmanager
def _counted(counter: Counter[int], chat_id: int) -> Iterator[None]:
    counter[chat_id] += 1
    try:
        yield
    finally:
        counter[chat_id] -= 1
        if not counter[chat_id]:
            del counter[chat_id]
