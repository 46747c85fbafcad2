"""GET over HTTP: guarded, bounded in size and time, conditional, redirected by hand."""

import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from typing import Final
from urllib.parse import SplitResult, quote, urljoin, urlsplit, urlunsplit

import httpcore

from index.errors import SourceError
from index.sources.fetch.bodies import LARGEST, TooLargeError, UndecodableError, read_body
from index.sources.fetch.guard import Connect, GuardedBackend, GuardError, Resolve, connect, resolve
from index.sources.fetch.turns import Turns

MOST_SECONDS: Final = 30.0
MOST_REDIRECTS: Final = 5
LONGEST_URL: Final = 2_000
_STEP_SECONDS: Final = 10.0
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_PERMANENT: Final = frozenset({301, 308})


class FetchError(SourceError):
    """It could not be fetched; `reason` is the end of a sentence that begins with the address."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer: its status, headers by lower-case name, and decoded body.

    `url` is the address that gave it, after redirects; `moved_to` the address to use from now on, when the
    one asked for has moved for good.
    """

    url: str
    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    moved_to: str | None = None


class Fetcher:
    """Fetches over connections of its own. May be used from several threads.

    `allowed` are hosts whose address may be private and whose port may be any.
    """

    def __init__(
        self,
        allowed: Iterable[str] = (),
        *,
        resolve: Resolve = resolve,
        connect: Connect = connect,
        turns: Turns | None = None,
        most_seconds: float = MOST_SECONDS,
    ) -> None:
        backend = GuardedBackend(allowed, resolve, connect)
        self._pool = httpcore.ConnectionPool(network_backend=backend, max_connections=50, keepalive_expiry=5)
        self._turns = turns or Turns()
        self._most_seconds = most_seconds

    def get(
        self,
        url: str,
        *,
        validators: Mapping[str, str] | None = None,
        polite: bool = True,
        largest: int = LARGEST,
    ) -> Fetched:
        """The answer to a GET; FetchError when there is none, or it is too large, too slow or forbidden.

        `validators` are headers that make it conditional. A `polite` request waits a little after the last
        one to the same host. Only answers of 200, 304 and failures (400 and above) come back.
        """
        over_at = time.monotonic() + self._most_seconds
        asked, moved_to, still_permanent = url, None, True
        for _ in range(MOST_REDIRECTS + 1):
            place = _checked(asked, url)
            try:
                answer = self._once(place, validators or {}, over_at, polite=polite, largest=largest)
            except _TROUBLES as trouble:
                raise FetchError(url, _reason(trouble, largest)) from trouble
            if answer.status not in _REDIRECTS:
                return Fetched(asked, answer.status, answer.headers, answer.body, moved_to)
            target = urljoin(asked, answer.headers.get("location", ""))
            if place.scheme == "https" and not target.startswith("https:"):
                raise FetchError(url, f"redirects to {target[:200]}, which is not encrypted")
            still_permanent = still_permanent and answer.status in _PERMANENT
            asked, moved_to = target, target if still_permanent else moved_to
        raise FetchError(url, f"redirects more than {MOST_REDIRECTS} times")

    def close(self) -> None:
        """Close all connections."""
        self._pool.close()

    def _once(
        self, place: SplitResult, validators: Mapping[str, str], over_at: float, *, polite: bool, largest: int
    ) -> Fetched:
        url = urlunsplit(place._replace(fragment=""))
        host, port = place.hostname or "", place.port or (443 if place.scheme == "https" else 80)
        usual = {"User-Agent": _user_agent(), "Accept": "*/*", "Accept-Encoding": "gzip, br"}
        headers = list({**usual, **validators}.items())
        with self._turns.turn(host, port, polite=polite):
            left = max(0.1, min(_STEP_SECONDS, over_at - time.monotonic()))
            patience = {"connect": left, "read": left, "write": left, "pool": left}
            with self._pool.stream("GET", url, headers=headers, extensions={"timeout": patience}) as answer:
                found = {
                    name.decode("latin-1").lower(): text.decode("latin-1") for name, text in answer.headers
                }
                body = b""
                if answer.status == 200:
                    chunks = _in_time(answer.iter_stream(), over_at)
                    body = read_body(chunks, found.get("content-encoding", ""), largest=largest)
                return Fetched(url, answer.status, found, body)


class _TooSlowError(Exception):
    """The whole answer took longer than allowed."""


_TROUBLES: Final = (
    GuardError, TooLargeError, UndecodableError, _TooSlowError,
    httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError,
)  # fmt: skip


def _reason(trouble: Exception, largest: int) -> str:
    """What went wrong, as the end of a sentence."""
    match trouble:
        case TooLargeError():
            return f"is larger than {largest >> 20} MiB"
        case UndecodableError():
            return f"cannot be decoded: {trouble}"
        case _TooSlowError() | httpcore.TimeoutException():
            return "takes too long to answer"
        case httpcore.ProtocolError():
            return "answers with something that is not HTTP"
        case GuardError():
            return str(trouble)
        case _:
            return f"cannot be reached: {trouble or type(trouble).__name__}"


def _checked(url: str, asked: str) -> SplitResult:
    """The parts of an address that may be fetched; raises FetchError for one that may not."""
    if len(url) > LONGEST_URL:
        raise FetchError(asked[:200], f"is longer than {LONGEST_URL} characters")
    try:
        place = urlsplit(url)
        host, _port = place.hostname, place.port
        ascii_host = (host or "").encode("idna").decode() if host and not host.isascii() else host
    except (ValueError, UnicodeError):
        raise FetchError(asked, "is no address of a page") from None
    if place.scheme not in {"http", "https"}:
        raise FetchError(asked, f"begins with {place.scheme or 'nothing'}: instead of http:// or https://")
    if not ascii_host or any(character <= " " or character == "\x7f" for character in url):
        raise FetchError(asked, "is no address of a page")
    if place.username is not None or place.password is not None:
        raise FetchError(asked, "holds a name or password, which an address must not")
    host = f"[{ascii_host}]" if ":" in ascii_host else ascii_host
    port = f":{place.port}" if place.port else ""
    path = quote(place.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = quote(place.query, safe="/%:@!$&'()*+,;=~-._?")
    return SplitResult(place.scheme, host + port, path, query, "")


def _in_time(chunks: Iterable[bytes], over_at: float) -> Iterator[bytes]:
    """The chunks as long as there is time: each may come in time and all of them never end."""
    for chunk in chunks:
        if time.monotonic() > over_at:
            raise _TooSlowError
        yield chunk


def _user_agent() -> str:
    try:
        return f"Footnote/{version('footnote')} (reads sources that its owner chose)"
    except PackageNotFoundError:
        return "Footnote (reads sources that its owner chose)"
