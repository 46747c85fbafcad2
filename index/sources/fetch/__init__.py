"""The only way out: pages and feeds of other machines, fetched with care for this one and for theirs."""

from index.sources.fetch.bodies import TooLargeError, UndecodableError, read_body
from index.sources.fetch.fetcher import Fetched, Fetcher, FetchError

__all__ = ["FetchError", "Fetched", "Fetcher", "TooLargeError", "UndecodableError", "read_body"]
