"""What handling an update leaves behind: written in one transaction with its end, and believed only then."""

from collections.abc import Callable

from sqlalchemy import Connection


class Record:
    """Pieces of work collected while an update is handled, none of them done before it has been."""

    def __init__(self) -> None:
        self._writes: list[Callable[[Connection], object]] = []
        self._afterwards: list[Callable[[], None]] = []

    def add(self, write: Callable[[Connection], object]) -> None:
        """Let this be written together with the update's end."""
        self._writes.append(write)

    def then(self, remember: Callable[[], None]) -> None:
        """Let this be done, in memory, once everything is written."""
        self._afterwards.append(remember)

    def write(self, connection: Connection) -> None:
        """Write what was collected, in the order in which it was."""
        for write in self._writes:
            write(connection)

    def conclude(self) -> None:
        """Do what follows from everything being written."""
        for remember in self._afterwards:
            remember()
