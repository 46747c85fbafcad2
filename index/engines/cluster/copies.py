"""The copies of a corpus in OpenSearch: indices with names of their own, one of which is asked by an alias.

A new one is filled beside the old one, and takes its place at once.
"""

import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import chain
from secrets import token_hex
from typing import Any, Final, NamedTuple

from opensearchpy import NotFoundError

from index.engines import Entry
from index.engines.cluster.bulk import Operation, write_all, write_in_any_order
from index.engines.cluster.fields import (
    STATE_ID,
    Json,
    document_of,
    index_body,
    is_passage,
    state_document,
    state_of,
)
from index.engines.cluster.server import WRITE_SECONDS, Server, kind_of, red
from index.errors import SearchUnavailableError

_PATIENCE: Final = {"request_timeout": WRITE_SECONDS}
_WHOLE_WITHIN_SECONDS: Final = 60.0
_OLD_LASTS_SECONDS: Final = 10.0
"""A search under way may still read the index that was replaced: deleted at once it fails some of them."""

_LEFT_OVER_SECONDS: Final = 3600
"""An index that no alias names by then was being filled by a process that is no more."""


class State(NamedTuple):
    """What the copy that is asked holds, and the index it is; `place` is empty where there is none."""

    place: str = ""
    cursor: int = 0
    generation: str = ""


class Copies:
    """The indices of one corpus: their names begin with `name`, which is also the alias."""

    def __init__(self, server: Server, name: str) -> None:
        self.name = name
        self._server, self._client = server, server.client
        self._old: list[tuple[float, str]] = []

    def state(self) -> State:
        """What the copy that is asked holds, as of the last change that was written whole."""
        with self._server.told(self.name):
            try:
                found = self._client.get(index=self.name, id=STATE_ID)
            except NotFoundError:
                return State()
        cursor, generation = state_of(found["_source"])
        return State(found["_index"], cursor, generation)

    def size(self) -> int:
        """How many passages can be found; SearchUnavailableError when a part of them cannot be asked."""
        with self._server.told(self.name):
            found = self._client.count(index=self.name, body={"query": is_passage()})
        if found["_shards"]["failed"]:
            raise SearchUnavailableError(red(self._server.places, self.name))
        return int(found["count"])

    def change(
        self, index: str, added: Iterable[Entry], removed: Iterable[str], state: tuple[int, str]
    ) -> None:
        """Change a copy where it lies; it is of this state (cursor, generation) once all can be found."""
        gone = (Operation(id_, None) for id_ in removed)
        write_all(self._server, _own(index), chain(gone, _puts(added)), state[0])
        self._finish(index, state)

    def replace(self, added: Iterable[Entry], state: tuple[int, str], warm_up: Sequence[Json]) -> None:
        """Make a copy of these passages alone, and let it take the place of the one that is asked.

        It answers `warm_up` before that, as the first searches in an index are slow.
        """
        index = f"{self.name}-{token_hex(4)}"
        try:
            with self._server.told(index):
                body = {**index_body(), "aliases": {_own(index): {}}}
                self._client.indices.create(index=index, body=body, **_PATIENCE)
            write_in_any_order(self._server, _own(index), _puts(added), state[0])
            self._finish(index, state)
            self._make_safe(index)
            with self._server.told(index):
                for body in warm_up:
                    self._client.search(index=index, body=body, search_type="dfs_query_then_fetch")
            self._swap(index)
        except BaseException:
            with suppress(SearchUnavailableError), self._server.told(index):
                self._client.indices.delete(index=index, ignore_unavailable=True, **_PATIENCE)
            raise

    def sweep(self) -> None:
        """Delete what was replaced a while ago, and what a process has left half filled."""
        now = time.monotonic()
        due = [index for until, index in self._old if until <= now]
        self._old = [one for one in self._old if one[0] > now]
        self._delete(due)

    def sweep_left_over(self) -> None:
        """Delete indices that nobody fills or asks any more."""
        waiting = {index for _, index in self._old}
        oldest = (time.time() - _LEFT_OVER_SECONDS) * 1000
        with self._server.told(self.name):
            found = self._client.indices.get(index=f"{self.name}-*", **_PATIENCE)
        self._delete(
            index
            for index, told in found.items()
            if self.name not in told["aliases"]
            and index not in waiting
            and float(told["settings"]["index"]["creation_date"]) < oldest
        )

    def delete_all(self) -> None:
        """Delete all copies."""
        with self._server.told(self.name):
            self._delete(self._client.indices.get(index=f"{self.name}-*", **_PATIENCE))

    def _finish(self, index: str, state: tuple[int, str]) -> None:
        with self._server.told(index):
            self._client.indices.refresh(index=index, **_PATIENCE)
        write_all(self._server, _own(index), [Operation(STATE_ID, state_document(*state))], state[0])

    def _make_safe(self, index: str) -> None:
        """Let each shard have a second copy where there is a second node, and wait for it a while."""
        with self._server.told(index):
            self._client.indices.flush(index=index, **_PATIENCE)  # or the second copy repeats each operation
            settings = {"index": {"auto_expand_replicas": "0-1"}}
            self._client.indices.put_settings(index=index, body=settings, **_PATIENCE)
            until = time.monotonic() + _WHOLE_WITHIN_SECONDS
            while self._health(index)["status"] != "green" and time.monotonic() < until:
                time.sleep(0.2)

    def _health(self, index: str) -> Any:
        return self._client.cluster.health(index=index, **_PATIENCE)

    def _swap(self, index: str) -> None:
        with self._server.told(self.name):
            try:
                before = list(self._client.indices.get_alias(name=self.name, **_PATIENCE))
            except NotFoundError:
                before = []
            actions: list[Json] = [
                {"remove": {"index": old, "alias": self.name, "must_exist": True}} for old in before
            ]
            actions.append({"add": {"index": index, "alias": self.name}})
            self._client.indices.update_aliases(body={"actions": actions}, **_PATIENCE)
        self._old += [(time.monotonic() + _OLD_LASTS_SECONDS, old) for old in before]

    def _delete(self, indices: Iterable[str]) -> None:
        for index in indices:
            with self._server.told(index):
                try:
                    self._client.indices.delete(index=index, **_PATIENCE)
                except NotFoundError as error:
                    if kind_of(error) != "index_not_found_exception":
                        raise


def _puts(entries: Iterable[Entry]) -> Iterator[Operation]:
    return (Operation(entry.id, document_of(entry)) for entry in entries)


def _own(index: str) -> str:
    """The name by which an index is written: it goes with the index, and no write brings that back."""
    return f"{index}-own"
