"""What a button carries: a version, a code, fields. Short, and read strictly, for anybody can forge it.

`1c:abc234:0p` asks for the card of the answer `abc234` with the first passage on top.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar

_VERSION: Final = "1"

Press_co = TypeVar("Press_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Field:
    """How one value is written: the texts it may be, as a pattern without groups, and both ways to them."""

    pattern: str
    read: Callable[[str], Any] = str
    write: Callable[[Any], str] = str


ID: Final = Field("[a-z0-9]{1,40}")
NUMBER: Final = Field("[0-9]{1,15}", int)
PAGE: Final = Field("[0-9]{1,4}", int)


def flag(true: str, false: str) -> Field:
    """A truth value, as one of two characters."""
    return Field(f"[{true}{false}]", lambda text: text == true, lambda value: true if value else false)


class Form(Generic[Press_co]):
    """How the presses of one kind are written: a dataclass, its values in the order of the fields given."""

    def __init__(self, code: str, kind: type[Press_co], *fields: Field) -> None:
        self.code, self.kind = code, kind
        self._fields = fields
        patterns = (f":({field.pattern})" for field in fields)
        self._pattern = re.compile("".join((_VERSION, code, *patterns)), re.ASCII)

    def write(self, press: Any) -> str:
        """The callback data of a button: at most 64 bytes."""
        names = type(press).__dataclass_fields__
        values = (field.write(getattr(press, name)) for field, name in zip(self._fields, names, strict=True))
        return ":".join((_VERSION + self.code, *values))

    def read(self, data: str) -> Press_co | None:
        """What a button asks for; None for anything that `write` cannot have written."""
        match = self._pattern.fullmatch(data)
        if match is None:
            return None
        values = (field.read(text) for field, text in zip(self._fields, match.groups(), strict=True))
        return self.kind(*values)
