"""Documents that have the same text: what tells them, and which one of them speaks."""

import hashlib
import re
from typing import Final

from sqlalchemy import ScalarSelect, func, select

from index.model import SourceId
from index.store.corpus.tables import documents, sources

_FIGURES: Final = re.compile(r"\d{2,}")


def fingerprint(title: str, text: str, *, is_named_by_file: bool = False) -> str:
    """The same for two documents only if they differ in nothing but white space.

    The title belongs to it, unless the text begins with it, since two lists may differ in nothing but the
    year or the name above them. Of a title that is but the file's name only its figures count, such as a
    year: a copy has another name.
    """
    words = " ".join(text.split())
    above = " ".join(_FIGURES.findall(title) if is_named_by_file else title.split())
    whole = words if words.startswith(above.rstrip("…")) else f"{above} {words}"
    return hashlib.sha256(whole.encode()).hexdigest()


def speaker() -> ScalarSelect[SourceId]:
    """The source that has the newest copy of a text of a row of sources: itself, if no other has the same."""
    own, copy = documents.alias(), documents.alias()
    copies = select(copy.c.source_id).join_from(own, copy, copy.c.fingerprint == own.c.fingerprint)
    newest_first = (func.coalesce(copy.c.published, "").desc(), copy.c.added_at.desc(), copy.c.id.desc())
    ours = copies.where(own.c.source_id == sources.c.id).correlate(sources)
    return ours.order_by(*newest_first).limit(1).scalar_subquery()
