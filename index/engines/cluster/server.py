"""The way to OpenSearch: how it is asked, and what its refusals mean, each in one line."""

import logging
import ssl
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final
from urllib.parse import urlsplit

import opensearchpy
from opensearchpy import NotFoundError, OpenSearch, TransportError

from index.errors import SearchUnavailableError

SEARCH_SECONDS: Final = 2.0
WRITE_SECONDS: Final = 10.0
_TRIES: Final = 5
_AGAIN: Final = (429, 500, 502, 503, 504)
"""A node that dies answers 500 for others: without it one search in three kills would fail."""

_CONNECTIONS: Final = 16
_DEAD_SECONDS: Final = 5.0
"""So long a node that could not be reached is left out at first; a minute would outlast a restart."""

_AWAY_SECONDS: Final = 1.0
"""So long all who ask are told at once that it is away: each would wait through all tries."""

_LONGEST_REASON: Final = 200
_MAJORS: Final = ("2", "3")

logging.getLogger("opensearch").setLevel(logging.ERROR)  # it logs each try, and at `debug` what was asked


class Server:
    """A cluster at one address or several, separated by commas, each maybe with a name and a password."""

    def __init__(self, urls: str) -> None:
        """Raise SearchUnavailableError when it cannot be asked, or is none that is known."""
        self._away = 0.0, ""
        parts = [part.strip() for part in urls.split(",") if part.strip()]
        self.places = ", ".join(_place(part) for part in parts)
        self.client = OpenSearch(
            parts,
            timeout=SEARCH_SECONDS,
            max_retries=_TRIES,
            retry_on_timeout=True,
            retry_on_status=_AGAIN,
            pool_maxsize=_CONNECTIONS,
            dead_timeout=_DEAD_SECONDS,
            sniff_on_start=False,
            sniff_on_connection_fail=False,
            ssl_context=ssl.create_default_context() if "https://" in urls else None,
        )
        try:
            with self.told():
                self._check(self.client.info())
        except BaseException:
            self.client.close()
            raise

    @contextmanager
    def told(self, index: str = "") -> Iterator[None]:
        """Raise what the client raises as a SearchUnavailableError that says what is wrong.

        When the server could not be reached, the same is said for a short while without trying.
        """
        until, why = self._away
        if time.monotonic() < until:
            raise SearchUnavailableError(why)
        try:
            yield
        except (opensearchpy.OpenSearchException, opensearchpy.ImproperlyConfigured) as error:
            why = self._reason(error, index)
            if isinstance(error, opensearchpy.ConnectionError):
                self._away = time.monotonic() + _AWAY_SECONDS, why
            # not from it: its text and its context may hold the terms of a question
            raise SearchUnavailableError(why) from None

    def _check(self, info: Mapping[str, Any]) -> None:
        version = info.get("version", {}) if isinstance(info, dict) else {}
        number, kind = str(version.get("number", "")), version.get("distribution")
        if kind != "opensearch" or number.split(".")[0] not in _MAJORS:
            found = f"{kind or 'another server'} {number}".strip()
            raise SearchUnavailableError(
                f"OPENSEARCH_URL: at {self.places} there is {found}; it must be OpenSearch 2 or 3"
            )

    def _reason(self, error: Exception, index: str) -> str:
        if isinstance(error, opensearchpy.SSLError):
            return f"OPENSEARCH_URL: {_without_tls(str(error), self.places)}"
        if isinstance(error, opensearchpy.ConnectionTimeout):
            return f"OpenSearch at {self.places} has not answered in time"
        if isinstance(error, opensearchpy.ConnectionError):
            return f"OpenSearch at {self.places} cannot be reached"
        if isinstance(error, TransportError):
            return self._refused(error, index)
        return f"OpenSearch at {self.places} is not understood: {type(error).__name__}"

    def _refused(self, error: TransportError, index: str) -> str:
        kind = kind_of(error)
        if error.status_code == 401:
            return f"OPENSEARCH_URL: OpenSearch at {self.places} knows no such user, or the password is wrong"
        if kind == "cluster_block_exception":
            return blocked(self.places, index)
        if error.status_code == 403:
            return (
                f"OPENSEARCH_URL: its user lacks a right at OpenSearch ({self.places}); "
                "it needs all rights on the indices footnote-*, and to see the health of the cluster"
            )
        if kind in ("search_phase_execution_exception", "no_shard_available_action_exception"):
            return red(self.places, index)
        if kind == "index_not_found_exception":
            return f"OpenSearch at {self.places} has no index {index} (it is being made, or was deleted)"
        return f"OpenSearch at {self.places} refuses: {error.status_code} {kind}"


def red(places: str, index: str) -> str:
    """What is told when not all passages can be asked."""
    return f"OpenSearch at {places} is red: a part of the index {index} lies on no node that runs"


def blocked(places: str, index: str) -> str:
    """What is told when nothing may be written any more."""
    return (
        f"OpenSearch at {places} lets nothing be written to {index}: a disk of it is too full "
        "(its flood stage watermark); free some room, and it goes on by itself"
    )


def kind_of(error: TransportError) -> str:
    """The name that OpenSearch gives to what is wrong."""
    return str(error.error)[:_LONGEST_REASON]


def is_missing(error: NotFoundError) -> bool:
    """Whether there is no such index; otherwise a search has lost its place, and may be begun anew."""
    return kind_of(error) != "search_phase_execution_exception"


def _place(url: str) -> str:
    parsed = urlsplit(url)
    return f"{parsed.hostname}:{parsed.port}" if parsed.port else f"{parsed.hostname}"


def _without_tls(told: str, places: str) -> str:
    if "CERTIFICATE_VERIFY_FAILED" in told:
        return f"the certificate of {places} is not trusted; SSL_CERT_FILE may name that of its authority"
    return f"{places} does not speak TLS; should it begin with http:// instead of https://?"
