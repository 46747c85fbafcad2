"""Documents that have the same text: what tells them, and which one of them speaks."""

import hashlib

from sqlalchemy import ScalarSelect, func, select

from index.model import SourceId
from index.store.corpus.tables import documents, sources


def fingerprint(title: str, text: str) -> str:
    """The same for two documents only if they differ in nothing but white space.

    The title belongs to it, since two lists may differ in nothing but the year or the name above them.
    """
    return hashlib.sha256(" ".join(f"{title} {text}".split()).encode()).hexdigest()


def speaker() -> ScalarSelect[SourceId]:
    """The source that has the newest copy of a text of a row of sources: itself, if no other has the same."""
    own, copy = documents.alias(), documents.alias()
    copies = select(copy.c.source_id).join_from(own, copy, copy.c.fingerprint == own.c.fingerprint)
    newest_first = (func.coalesce(copy.c.published, "").desc(), copy.c.added_at.desc(), copy.c.id.desc())
    ours = copies.where(own.c.source_id == sources.c.id).correlate(sources)
    return ours.order_by(*newest_first).limit(1).scalar_subquery()
