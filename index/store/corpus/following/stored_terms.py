"""What an engine leaves to the corpus, read from the database when it is needed."""

from collections.abc import Mapping, Sequence
from functools import partial

from index.model import PassageId
from index.store.corpus.following.counts import count_all, frequencies, words
from index.store.corpus.following.news import texts
from index.store.corpus.following.vocabulary import terms_with_roots
from index.store.database import Database


class StoredTerms:
    """The terms of passages; all terms by their sound and, once they are counted, by how often they occur."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def texts(self, ids: Sequence[PassageId]) -> Mapping[PassageId, tuple[str, str]]:
        """The terms of title and body of these passages; what is gone is left out."""
        return self._database.read(partial(texts, ids=ids))

    def with_roots(self, roots: Sequence[str]) -> Sequence[str]:
        """The terms with one of these roots of sound, and maybe some that occur no more."""
        return self._database.read(partial(terms_with_roots, roots=roots))

    def count(self) -> None:
        """Count all terms, and keep them counted from now on; nothing to do where they are."""
        self._database.write(count_all)

    def frequencies(self, terms: Sequence[str]) -> Mapping[str, int]:
        """In how many passages each of the terms occurs; those that occur nowhere may be left out."""
        return self._database.read(partial(frequencies, wanted=terms))

    def words(self, prefix: str, limit: int) -> Sequence[str]:
        """Up to `limit` terms that begin with `prefix`, those in most passages first."""
        return self._database.read(partial(words, prefix=prefix, limit=limit))
