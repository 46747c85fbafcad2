"""What may have arrived without our knowing: a message in doubt, and where in its chat it would stand."""

from typing import Final

from cachetools import FIFOCache

_REMEMBERED: Final = 10_000
_LOOKED_AT: Final = 3


class Arrivals:
    """Remembers replies whose sending broke off, and which messages of ours certainly stand where."""

    def __init__(self) -> None:
        self._doubted: FIFOCache[tuple[int, int], str] = FIFOCache(_REMEMBERED)
        self._sent: FIFOCache[tuple[int, int], None] = FIFOCache(_REMEMBERED)

    def note_sent(self, chat_id: int, message_id: int) -> None:
        """This message of ours arrived: it is no other."""
        self._sent[chat_id, message_id] = None

    def doubt(self, chat_id: int, after: int, text: str) -> None:
        """A reply to what the message `after` said may have arrived with this text."""
        self._doubted[chat_id, after] = text

    def is_doubted(self, chat_id: int, after: int, text: str) -> bool:
        """Whether that reply, with the same text, may have arrived before."""
        return self._doubted.get((chat_id, after)) == text

    def settle(self, chat_id: int, after: int) -> None:
        """It is known what became of the reply."""
        self._doubted.pop((chat_id, after), None)

    def candidates(self, chat_id: int, after: int) -> list[int]:
        """The ids that the reply would have: messages are numbered in their order, or nearly so."""
        ids = range(after + 1, after + 1 + _LOOKED_AT)
        return [id_ for id_ in ids if (chat_id, id_) not in self._sent]
