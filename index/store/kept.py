"""What was read last, kept as long as nothing has changed."""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from threading import Lock
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Kept(Generic[K, V]):
    """Values by their keys, of one state of the database; the newest state that was told. For any thread.

    Up to `most` of them, or of what `size` says of each; those that nobody has asked for the longest time go.
    """

    def __init__(self, most: int, size: Callable[[V], int] = lambda _: 1) -> None:
        self._lock = Lock()
        self._most, self._size = most, size
        self._state, self._kept_size = -1, 0
        self._values: OrderedDict[K, V] = OrderedDict()

    def find(self, state: int, keys: Iterable[K], read: Callable[[Sequence[K]], Mapping[K, V]]) -> dict[K, V]:
        """The values of that state; `read` brings those that are not kept, and may leave some out."""
        wanted = list(keys)
        found = self._known(state, wanted)
        if missing := [key for key in wanted if key not in found]:
            new = read(missing)
            self._keep(state, new)
            found |= new
        return found

    def _known(self, state: int, keys: Sequence[K]) -> dict[K, V]:
        with self._lock:
            if state > self._state:
                self._state, self._kept_size = state, 0
                self._values.clear()
            if state < self._state:  # an older snapshot than the last one seen
                return {}
            known = {key: self._values[key] for key in keys if key in self._values}
            for key in known:
                self._values.move_to_end(key)
            return known

    def _keep(self, state: int, new: Mapping[K, V]) -> None:
        with self._lock:
            if state != self._state:
                return
            for key, value in new.items():
                if key not in self._values:
                    self._values[key] = value
                    self._kept_size += self._size(value)
            while self._kept_size > self._most:
                _, gone = self._values.popitem(last=False)
                self._kept_size -= self._size(gone)
