"""What is told when an OpenSearch cannot be used as it is: one line that says what to do, and no secret."""

import json
from collections.abc import Callable, Iterator
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest

from index.engines import Batch, Entry, PassageFacts, Query
from index.engines.cluster import ClusterEngine
from index.errors import SearchUnavailableError
from index.model import PassageId, SourceId
from tests.index.engines.cluster import CountedEntries

NAME = "footnote-one"
ENTRY = Entry(PassageId("a"), " ", " mining law ", PassageFacts(SourceId("s")))
Answer = tuple[int, Any]
INFO: Answer = 200, {"version": {"distribution": "opensearch", "number": "2.19.5"}}
STATE: Answer = (
    200,
    {
        "_index": f"{NAME}-0a",
        "_source": {"state": {"format": 1, "cursor": 1, "generation": "one"}},
    },
)
COUNT: Answer = 200, {"count": 1, "_shards": {"failed": 0}}


def refusal(status: int, kind: str) -> Answer:
    return status, {"error": {"type": kind, "reason": "no", "root_cause": [{"reason": "no"}]}}


class Server:
    """A server that gives the same answer to every request of a kind: by the last part of its path."""

    def __init__(self, port: int) -> None:
        self.place = f"127.0.0.1:{port}"
        self.url = f"http://footnote:hush@{self.place}"
        self.answers: dict[str, Answer] = {"": INFO, "-state": STATE, "_count": COUNT}

    def told(self, work: Callable[[], object]) -> str:
        """What is told when the work cannot be done."""
        with pytest.raises(SearchUnavailableError) as caught:
            work()
        text = str(caught.value)
        assert "hush" not in text
        assert "\n" not in text
        assert caught.value.__cause__ is None
        return text


@pytest.fixture
def server() -> Iterator[Server]:
    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            asked = self.path.partition("?")[0].rpartition("/")[2]
            status, body = given.answers.get(asked, (200, {}))
            content = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST = do_PUT = do_DELETE = answer  # noqa: N815 - the names that the library looks for

        def log_message(self, *_: object) -> None: ...

    serving = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    given = Server(serving.server_address[1])
    thread = Thread(target=serving.serve_forever, args=(0.05,))
    thread.start()
    yield given
    serving.shutdown()
    thread.join()
    serving.server_close()


def opened(server: Server, url: str | None = None) -> ClusterEngine:
    corpus = CountedEntries()
    corpus.put([ENTRY])
    return ClusterEngine(url or server.url, NAME, corpus)


@pytest.mark.parametrize(
    ("version", "found"),
    [
        ({"distribution": "opensearch", "number": "1.3.20"}, "there is opensearch 1.3.20"),
        ({"number": "8.15.0"}, "there is another server 8.15.0"),
        ({}, "there is another server;"),
    ],
)
def test_another_server_or_version_is_named(server: Server, version: object, found: str) -> None:
    server.answers[""] = 200, {"version": version}
    told = server.told(lambda: opened(server))
    assert told.startswith(f"OPENSEARCH_URL: at {server.place} {found}")
    assert told.endswith("it must be OpenSearch 2 or 3")


def test_a_wrong_password_and_a_missing_right_are_told_apart(server: Server) -> None:
    server.answers[""] = 401, {}
    assert "the password is wrong" in server.told(lambda: opened(server))
    server.answers[""] = refusal(403, "security_exception")
    assert "it needs all rights on the indices footnote-*" in server.told(lambda: opened(server))


def test_tls_on_a_plain_port_is_guessed(server: Server) -> None:
    told = server.told(lambda: opened(server, server.url.replace("http://", "https://")))
    assert told.endswith("does not speak TLS; should it begin with http:// instead of https://?")


def test_a_server_that_is_not_there_is_named_without_the_password(server: Server) -> None:
    url = "http://footnote:hush@127.0.0.1:9"
    assert server.told(lambda: opened(server, url)) == "OpenSearch at 127.0.0.1:9 cannot be reached"


def test_a_red_index_cannot_be_asked(server: Server) -> None:
    with closing(opened(server)) as engine:
        server.answers["_count"] = 200, {"count": 1, "_shards": {"failed": 1}}
        assert f"is red: a part of the index {NAME} lies on no node" in server.told(engine.cursor)
        server.answers["_count"] = COUNT
        engine.cursor()
        server.answers["_search"] = refusal(503, "search_phase_execution_exception")
        assert "is red" in server.told(lambda: engine.search(Query(["mining"]), 5))


def bulk_refusal(status: int, kind: str) -> Answer:
    item = {"index": {"status": status, "error": {"type": kind, "reason": "no"}}}
    return 200, {"errors": True, "items": [item]}


@pytest.mark.parametrize(
    ("status", "kind", "told"),
    [
        (429, "cluster_block_exception", "a disk of it is too full (its flood stage watermark)"),
        (400, "strict_dynamic_mapping_exception", "delete that index, and it is made anew"),
        (400, "mapper_parsing_exception", "delete that index, and it is made anew"),
        (404, "index_not_found_exception", "takes no passages into"),
    ],
)
def test_what_is_not_written_is_told_and_the_cursor_stays(
    server: Server, status: int, kind: str, told: str
) -> None:
    with closing(opened(server)) as engine:
        server.answers["_bulk"] = bulk_refusal(status, kind)
        assert told in server.told(lambda: engine.apply(Batch([ENTRY]), 2))
        assert engine.cursor() == 1


@pytest.mark.parametrize(
    ("status", "kind"), [(409, "version_conflict_engine_exception"), (404, "document_missing_exception")]
)
def test_what_a_later_writer_has_written_or_removed_stays_so(server: Server, status: int, kind: str) -> None:
    with closing(opened(server)) as engine:
        server.answers["_bulk"] = bulk_refusal(status, kind)
        engine.apply(Batch([ENTRY]), 2)


def test_an_index_that_was_deleted_meanwhile_is_missing(server: Server) -> None:
    with closing(opened(server)) as engine:
        engine.cursor()
        server.answers["_search"] = refusal(404, "index_not_found_exception")
        told = server.told(lambda: engine.search(Query(["mining"]), 5))
        assert told.startswith(f"OpenSearch at {server.place} has no index {NAME}")
        server.answers["-state"] = refusal(404, "index_not_found_exception")
        assert (engine.generation(), engine.cursor(), engine.size()) == ("", 0, 0)


def test_who_may_not_write_leaves_it_to_others_and_waits_for_them(server: Server) -> None:
    server.answers["-state"] = refusal(404, "index_not_found_exception")
    server.answers["_bulk"] = 500, {}
    with closing(ClusterEngine(server.url, NAME, CountedEntries(), writes=lambda: False)) as engine:
        engine.apply(Batch([ENTRY], whole_of="one"), 1)
        assert "is being filled" in server.told(lambda: engine.search(Query(["mining"]), 5))
