"""Many documents at once: each may fail for itself, and each is looked at."""

import json
import time
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, Final, NamedTuple

from index.engines.cluster.fields import Json
from index.engines.cluster.server import WRITE_SECONDS, Server, blocked
from index.errors import SearchUnavailableError

_MOST_AT_ONCE: Final = 1_000
_MOST_CHARACTERS: Final = 4_000_000
_SENT_AT_ONCE: Final = 2
_PAUSES: Final = (0.2, 0.5, 1.0, 2.0, 4.0)
_BUSY: Final = (429, 503)
_GONE: Final = 404
_NEWER: Final = 409

_TOLD: Final = "errors,items.*.status,items.*.error.type"


class Operation(NamedTuple):
    """A document to be put, or to be removed where there is None, unless a later one has been at it."""

    id: str
    document: Json | None


class _Refusal(NamedTuple):
    line: str
    status: int
    kind: str


def write_all(server: Server, index: str, operations: Iterable[Operation], version: int) -> None:
    """Write them in their order; what bears a later version already stays as it is.

    A part that OpenSearch is too busy for is tried again. Raises SearchUnavailableError when one cannot be
    written; the others may have been.
    """
    for part in _parts(_lines(operations, version)):
        _write(server, index, part)


def write_in_any_order(server: Server, index: str, operations: Iterable[Operation], version: int) -> None:
    """Do as `write_all` does with what is all different: the next parts are made while others are sent."""
    with ThreadPoolExecutor(_SENT_AT_ONCE, "bulk") as senders:
        sent: deque[Future[None]] = deque()
        for part in _parts(_lines(operations, version)):
            if len(sent) >= _SENT_AT_ONCE:
                sent.popleft().result()
            sent.append(senders.submit(_write, server, index, part))
        for one in sent:
            one.result()


def _write(server: Server, index: str, lines: Sequence[str]) -> None:
    for pause in (*_PAUSES, None):
        refused = _refused(server, index, lines)
        wrong = next((one for one in refused if one.status not in _BUSY or _is_block(one)), None)
        if wrong is None and not refused:
            return
        if wrong is not None or pause is None:
            raise SearchUnavailableError(_explained(server, index, wrong or refused[0]))
        lines = [one.line for one in refused]
        time.sleep(pause)


def _lines(operations: Iterable[Operation], version: int) -> Iterator[str]:
    for id_, document in operations:
        named = {"_id": id_, "version": version, "version_type": "external_gte"}
        if document is None:
            yield f"{json.dumps({'delete': named})}\n"
        else:
            yield f"{json.dumps({'index': named})}\n{json.dumps(document, ensure_ascii=False)}\n"


def _parts(lines: Iterator[str]) -> Iterator[list[str]]:
    part: list[str] = []
    characters = 0
    for line in lines:
        part.append(line)
        characters += len(line)
        if len(part) >= _MOST_AT_ONCE or characters >= _MOST_CHARACTERS:
            yield part
            part, characters = [], 0
    if part:
        yield part


def _refused(server: Server, index: str, lines: Sequence[str]) -> list[_Refusal]:
    """What could not be written of the lines, but for what is gone anyway or newer."""
    with server.told(index):
        answer = server.client.bulk(
            body="".join(lines),
            index=index,
            require_alias=True,  # what was deleted meanwhile does not come back with a mapping of its own
            filter_path=_TOLD,
            request_timeout=WRITE_SECONDS,
        )
    if not answer["errors"]:
        return []
    found = zip(lines, (next(iter(item.values())) for item in answer["items"]), strict=True)
    return [
        _Refusal(line, item["status"], item["error"]["type"])
        for line, item in found
        if "error" in item and not _is_settled(item)
    ]


def _is_settled(item: dict[str, Any]) -> bool:
    kind = item["error"]["type"]
    is_newer: bool = item["status"] == _NEWER and kind == "version_conflict_engine_exception"
    return is_newer or (item["status"] == _GONE and kind != "index_not_found_exception")


def _is_block(refusal: _Refusal) -> bool:
    return refusal.kind == "cluster_block_exception"


def _explained(server: Server, index: str, refusal: _Refusal) -> str:
    if _is_block(refusal):
        return blocked(server.places, index)
    if refusal.kind in ("strict_dynamic_mapping_exception", "mapper_parsing_exception"):
        return (
            f"OpenSearch at {server.places} has another mapping for {index} than Footnote gives it; "
            "delete that index, and it is made anew"
        )
    return f"OpenSearch at {server.places} takes no passages into {index}: {refusal.status} {refusal.kind}"
