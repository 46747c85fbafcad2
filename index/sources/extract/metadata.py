"""What a file says of itself: its front matter, or the head of a web page. Pure."""

from dataclasses import dataclass, fields, replace
from typing import Any

from index.model import PartialDate


@dataclass(frozen=True, slots=True)
class Metadata:
    """Fields that a file gives. `warnings` name the fields that were left out because they are wrong."""

    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    published: PartialDate | None = None
    language: str | None = None
    tags: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    retells: bool = False
    valid_until: PartialDate | None = None
    supersedes: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()

    def with_warnings(self, warnings: tuple[str, ...]) -> "Metadata":
        """The same with more warnings, which go before its own."""
        return replace(self, warnings=(*warnings, *self.warnings)) if warnings else self


def merge(first: Metadata, second: Metadata) -> Metadata:
    """The fields of `first`, and those of `second` where `first` has none."""
    missing: dict[str, Any] = {
        field.name: getattr(second, field.name)
        for field in fields(Metadata)
        if not getattr(first, field.name)
    }
    return replace(first, **missing)
