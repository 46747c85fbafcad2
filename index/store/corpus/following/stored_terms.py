"""What an engine leaves to the corpus, read from the database when it is needed."""

from collections.abc import Mapping, Sequence
from functools import partial

from index.model import PassageId
from index.store.corpus.following.news import texts
from index.store.corpus.following.vocabulary import terms_with_roots
from index.store.database import Database


class StoredTerms:
    """The terms of passages, and all terms by their sound."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def texts(self, ids: Sequence[PassageId]) -> Mapping[PassageId, tuple[str, str]]:
        """The terms of title and body of these passages; what is gone is left out."""
        return self._database.read(partial(texts, ids=ids))

    def with_roots(self, roots: Sequence[str]) -> Sequence[str]:
        """The terms with one of these roots of sound, and maybe some that occur no more."""
        return self._database.read(partial(terms_with_roots, roots=roots))
