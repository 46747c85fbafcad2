"""The one thread that writes: it takes all work that waits and does it in one transaction.

Each piece of work has its own savepoint, and each caller is told after the commit: a burst costs one sync
of the disk, and nobody hears of success before it is lasting.
"""

import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from queue import Empty, SimpleQueue
from typing import Any, Final, TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DatabaseError as DriverError
from sqlalchemy.exc import DataError, IntegrityError, InterfaceError, PendingRollbackError

from index.errors import DatabaseError
from index.store.connecting import reason_of

T = TypeVar("T")
Work = Callable[[Connection], T]

_LOST: Final = "the database cannot be used: the connection to it was lost"

_LARGEST_GROUP: Final = 500  # pieces of work in one transaction: bounds how long the first of them waits


class Writer:
    """Does work in its thread until it is closed; `engine` must begin transactions that write."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._waiting: SimpleQueue[tuple[Work[Any], Future[Any]] | None] = SimpleQueue()
        self._is_closed = False
        self._entrance = threading.Lock()
        self._thread = threading.Thread(target=self._write_groups, name="database-writer", daemon=True)
        self._thread.start()

    def submit(self, work: Work[T]) -> Future[T]:
        """Queue `work`; its future is settled after the commit, or by what `work` or the database raised."""
        if threading.current_thread() is self._thread:
            raise RuntimeError("a piece of work cannot wait for another one")
        future: Future[T] = Future()
        with self._entrance:
            if self._is_closed:
                raise DatabaseError("the database is closed")
            self._waiting.put((work, future))
        return future

    def close(self) -> None:
        """Finish all work that waits; further work is refused."""
        with self._entrance:
            self._is_closed = True
            self._waiting.put(None)
        self._thread.join()

    def _write_groups(self) -> None:
        while True:
            group = self._take_group()
            self._write_group([entry for entry in group if entry is not None])
            if group[-1] is None:
                return

    def _take_group(self) -> list[tuple[Work[Any], Future[Any]] | None]:
        """Wait for work, then take all there is; a None at the end says that none will follow."""
        group = [self._waiting.get()]
        with suppress(Empty):
            while group[-1] is not None and len(group) < _LARGEST_GROUP:
                group.append(self._waiting.get_nowait())
        return group

    def _write_group(self, group: Iterable[tuple[Work[Any], Future[Any]]]) -> None:
        """Run the group in one transaction and tell each caller how its part ended."""
        wanted = [(work, future) for work, future in group if future.set_running_or_notify_cancel()]
        if not wanted:
            return
        settle: list[Callable[[], None]] = []
        try:
            with driver_errors_told(), self._engine.begin() as connection:
                settle.extend(_run(connection, work, future) for work, future in wanted)
        except BaseException as error:  # noqa: BLE001 - the callers must hear of it, the thread live on
            settle = [_raiser(future, error) for _, future in wanted]
        for tell in settle:
            tell()


def _run(connection: Connection, work: Work[Any], future: Future[Any]) -> Callable[[], None]:
    """Run one piece of work in a savepoint; return what tells its caller, to be called after the commit."""
    savepoint = connection.begin_nested()
    try:
        result = work(connection)
        savepoint.commit()
    except BaseException as error:
        if connection.invalidated:
            raise DatabaseError(_LOST) from error  # nobody's work of this transaction is kept
        try:
            savepoint.rollback()
        except DriverError:  # a full disk makes SQLite undo the whole transaction: then nobody's work is kept
            raise error from None
        return _raiser(future, error)
    return lambda: future.set_result(result)


def _raiser(future: Future[Any], error: BaseException) -> Callable[[], None]:
    return lambda: future.set_exception(_told(error))


@contextmanager
def driver_errors_told() -> Iterator[None]:
    """Raise failures of the database itself as DatabaseError."""
    try:
        yield
    except DriverError as error:
        raise _told(error)  # noqa: B904 - it has its cause, or is the error itself
    except (InterfaceError, PendingRollbackError) as error:
        if isinstance(error, InterfaceError) and not error.connection_invalidated:
            raise
        raise DatabaseError(_LOST) from error


def _told(error: BaseException) -> BaseException:
    """A failure of the database as a DatabaseError; what is wrong with a row is the work's own affair."""
    if not isinstance(error, DriverError) or isinstance(error, IntegrityError | DataError):
        return error
    told = DatabaseError(f"the database cannot be used: {reason_of(error.orig)}")
    told.__cause__ = error
    return told
