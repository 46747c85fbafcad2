"""What an engine knows of terms, as one question sees it: of each it is asked once."""

from collections.abc import Iterable

from index.engines import Engine


class KnownTerms:
    """How often terms occur, remembered; for one question, while the corpus may change.

    A question asks for the same terms again and again while it is understood, and a server is far away.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._frequencies: dict[str, int] = {}

    def frequencies(self, terms: Iterable[str]) -> dict[str, int]:
        """In how many passages each of the terms occurs, 0 included; the same for the whole question."""
        wanted, known = [*terms], self._frequencies
        if new := [term for term in dict.fromkeys(wanted) if term not in known]:
            known.update(self._engine.frequencies(new))
        return {term: known[term] for term in wanted}

    def words(self, prefix: str, limit: int) -> list[str]:
        """Up to `limit` terms that begin with `prefix`, those in most passages first."""
        return self._engine.words(prefix, limit)

    def like(self, term: str, *, near: bool = True) -> list[str]:
        """Terms that may be the same word written otherwise, as the engine knows them."""
        return self._engine.like(term, near=near)
