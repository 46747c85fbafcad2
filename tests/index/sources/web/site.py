"""A web site on loopback for tests: what each path answers, and what it was asked."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Answer:
    """What a path answers. A conditional request for the same `ETag` gets 304."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class Site:
    """A server; a path without an answer is 404."""

    port: int
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[tuple[str, int]] = field(default_factory=list)

    def url(self, path: str) -> str:
        return f"http://site.test:{self.port}{path}"

    def page(self, path: str, text: str, *, title: str = "Page", head: str = "", **headers: str) -> None:
        body = f"<html lang='en'><head><title>{title}</title>{head}</head><body><p>{text}</p></body></html>"
        self.put(path, body.encode(), "text/html; charset=utf-8", **headers)

    def put(self, path: str, body: bytes, kind: str, **headers: str) -> None:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.answers[path] = Answer(body, headers={"Content-Type": kind, **named})

    def feed(self, path: str, *items: str, **headers: str) -> None:
        spaces = 'xmlns:content="http://purl.org/rss/1.0/modules/content/"'
        inside = "".join(f"<item>{item}</item>" for item in items)
        channel = f"<title>Harbour</title><link>{self.url('/')}</link>{inside}"
        xml = f'<rss version="2.0" {spaces}><channel>{channel}</channel></rss>'
        self.put(path, xml.encode(), "application/rss+xml", **headers)


@contextmanager
def running_site() -> Iterator[Site]:
    """Serve on a free port of loopback."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            answer = site.answers.get(self.path, Answer(status=404))
            tag = answer.headers.get("ETag")
            same = tag is not None and self.headers.get("If-None-Match") == tag
            status, body = (304, b"") if same else (answer.status, answer.body)
            site.asked.append((self.path, status))
            self.send_response(status)
            for name, value in {**answer.headers, "Content-Length": str(len(body))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_arguments: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    site = Site(server.server_port)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()


def resolve_test_hosts(host: str, _port: int) -> list[str]:
    """Loopback for every name that ends with .test, and nothing else."""
    if not host.endswith(".test"):
        raise OSError("unknown")
    return ["127.0.0.1"]
