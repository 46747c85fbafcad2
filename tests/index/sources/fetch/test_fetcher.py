"""Fetching from local servers, which the tests allow by name; everything else is refused unasked."""

import gzip
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from index.sources.fetch import Fetcher, FetchError
from index.sources.fetch.turns import Turns
from tests.expired import expired_server

Answer = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Site:
    """A server on loopback: what each path answers, and what it was asked."""

    port: int
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def url(self, path: str) -> str:
        return f"http://site.test:{self.port}{path}"


@pytest.fixture
def site() -> Iterator[Site]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            found.asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
            found.answers[self.path](self)

        def log_message(self, *_arguments: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    found = Site(server.server_port)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield found
    server.shutdown()
    server.server_close()


@pytest.fixture
def fetcher() -> Iterator[Fetcher]:
    def resolve(host: str, _port: int) -> list[str]:
        if not host.endswith(".test"):
            raise OSError("unknown")
        return ["127.0.0.1"]

    opened = Fetcher(["site.test", "localhost.test"], resolve=resolve, turns=Turns(0), most_seconds=1.5)
    yield opened
    opened.close()


def sends(body: bytes = b"", status: int = 200, **headers: str) -> Answer:
    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            request.send_header(name.replace("_", "-"), value)
        request.end_headers()
        request.wfile.write(body)

    return answer


def test_a_page_comes_with_its_headers_and_says_who_asks(site: Site, fetcher: Fetcher) -> None:
    site.answers["/page?a=b"] = sends(b"hello", ETag='"1"', Content_Type="text/html")
    got = fetcher.get(site.url("/page?a=b#part"))
    assert (got.status, got.body, got.headers["etag"]) == (200, b"hello", '"1"')
    assert got.moved_to is None
    [(path, headers)] = site.asked
    assert path == "/page?a=b"
    assert headers["user-agent"].startswith("Footnote")
    assert headers["host"] == f"site.test:{site.port}"
    assert "cookie" not in headers


def test_an_address_in_other_letters_is_written_as_servers_know_it(site: Site, fetcher: Fetcher) -> None:
    site.answers["/%D0%BF%D1%83%D1%82%D1%8C"] = sends(b"ok")
    assert fetcher.get(site.url("/путь")).body == b"ok"


def test_an_unchanged_page_is_304_and_a_missing_one_its_status(site: Site, fetcher: Fetcher) -> None:
    site.answers["/same"] = sends(status=304)
    site.answers["/gone"] = sends(b"gone", status=410)
    assert fetcher.get(site.url("/same"), validators={"If-None-Match": '"1"'}).status == 304
    assert site.asked[0][1]["if-none-match"] == '"1"'
    assert (fetcher.get(site.url("/gone")).status, fetcher.get(site.url("/gone")).body) == (410, b"")


def test_redirects_are_followed_and_a_lasting_move_is_told(site: Site, fetcher: Fetcher) -> None:
    site.answers["/old"] = sends(status=301, Location="/new")
    site.answers["/now"] = sends(status=302, Location="/new")
    site.answers["/new"] = sends(b"new")
    assert fetcher.get(site.url("/old")).moved_to == site.url("/new")
    for_now = fetcher.get(site.url("/now"))
    assert (for_now.url, for_now.body, for_now.moved_to) == (site.url("/new"), b"new", None)


def test_a_circle_of_redirects_ends(site: Site, fetcher: Fetcher) -> None:
    site.answers["/a"] = sends(status=302, Location="/b")
    site.answers["/b"] = sends(status=302, Location="/a")
    with pytest.raises(FetchError, match="redirects more than 5 times"):
        fetcher.get(site.url("/a"))
    assert len(site.asked) == 6


@pytest.mark.parametrize(
    ("target", "told"),
    [
        ("http://127.0.0.1/secret", "no host|private"),
        ("http://other.test/secret", "private address"),
        ("file:///etc/passwd", "file:"),
        ("http://user:pw@site.test/", "name or password"),
    ],
)
def test_a_redirect_leads_nowhere_that_could_not_be_asked_for(
    site: Site, fetcher: Fetcher, target: str, told: str
) -> None:
    site.answers["/away"] = sends(status=302, Location=target)
    with pytest.raises(FetchError, match=told):
        fetcher.get(site.url("/away"))


@pytest.mark.parametrize(
    "url",
    [
        "ftp://site.test/", "file:///etc/passwd", "javascript:alert(1)", "site.test/page", "http://",
        "http://user@site.test/", "http://site.test:99999/", "http://[::1", "http://site.test/a b",
        "http://site.test/\r\nX: y", "http://" + "a" * 3_000,
    ],
)  # fmt: skip
def test_what_is_no_address_of_a_page_is_refused(fetcher: Fetcher, url: str) -> None:
    with pytest.raises(FetchError):
        fetcher.get(url)


def test_a_bomb_is_stopped(site: Site, fetcher: Fetcher) -> None:
    site.answers["/bomb"] = sends(gzip.compress(bytes(30 << 20)), Content_Encoding="gzip")
    with pytest.raises(FetchError, match="larger than 1 MiB"):
        fetcher.get(site.url("/bomb"), largest=1 << 20)


def test_a_body_that_drips_is_given_up(site: Site, fetcher: Fetcher) -> None:
    def drip(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.send_header("Content-Length", "1000")
        request.end_headers()
        for _ in range(1000):
            try:
                request.wfile.write(b".")
                request.wfile.flush()
            except OSError:
                return
            time.sleep(0.05)

    site.answers["/drip"] = drip
    begun = time.monotonic()
    with pytest.raises(FetchError, match="takes too long"):
        fetcher.get(site.url("/drip"))
    assert time.monotonic() - begun < 10


def test_what_does_not_speak_http_is_told(fetcher: Fetcher) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:

        def babble() -> None:
            connection, _ = server.accept()
            connection.recv(1000)
            connection.sendall(b"SSH-2.0-OpenSSH_9\r\n\r\n")
            connection.close()

        threading.Thread(target=babble, daemon=True).start()
        with pytest.raises(FetchError, match=r"not HTTP|cannot be reached"):
            fetcher.get(f"http://site.test:{server.getsockname()[1]}/")


def test_a_host_that_refuses_is_named_with_the_reason(fetcher: Fetcher) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    with pytest.raises(FetchError, match=rf"site\.test:{port}/: cannot be reached"):
        fetcher.get(f"http://site.test:{port}/")


def test_pages_of_one_host_are_asked_for_in_turn_and_with_a_pause() -> None:
    clock, slept = [0.0], list[float]()

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        clock[0] += seconds

    turns = Turns(1.0, now=lambda: clock[0], sleep=sleep)
    for host, port, polite in (
        ("a.example", 80, True), ("a.example", 80, True), ("a.example", 81, True),
        ("b.example", 80, True), ("b.example", 80, False),
    ):  # fmt: skip
        with turns.turn(host, port, polite=polite):
            pass
    assert slept == [1.0]


def test_an_expired_certificate_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with expired_server(tmp_path) as (port, trusted):
        monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
        opened = Fetcher(["site.test"], resolve=lambda _host, _port: ["127.0.0.1"], turns=Turns(0))
        with pytest.raises(FetchError, match="certificate has expired"):
            opened.get(f"https://site.test:{port}/")
        opened.close()
