"""What a Bot API call was given: strings from a form or values from JSON, read as the method wants."""

import json
import re
from dataclasses import dataclass, field
from typing import Any

from bot.playground.server.refusals import bad_request


@dataclass(frozen=True)
class Upload:
    """A file inside a call."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True)
class Parameters:
    """The parameters of one call; those that the server does not know are ignored, as Telegram does."""

    values: dict[str, Any] = field(default_factory=dict)
    files: dict[str, Upload] = field(default_factory=dict)

    def has(self, name: str) -> bool:
        """Whether something that is not empty was given."""
        return self.values.get(name) not in (None, "")

    def text(self, name: str, default: str = "") -> str:
        """A string."""
        value = self.values.get(name)
        return default if value is None else str(value)

    def require(self, *names: str) -> None:
        """Refuse a call that lacks one of these."""
        for name in names:
            if not self.has(name):
                raise bad_request(f'parameter "{name}" is required')

    def number(self, name: str, default: int = 0) -> int:
        """An integer; what does not begin with one is 0."""
        if not self.has(name):
            return default
        match = re.match(r"\s*-?\d+", str(self.values[name]))
        return int(match[0]) if match else 0

    def flag(self, name: str) -> bool:
        """A boolean."""
        return str(self.values.get(name, "")).lower() in ("true", "1", "yes", "t", "y")

    def json(self, name: str) -> Any:
        """An object or array, JSON inside the field; None when it is missing."""
        value = self.values.get(name)
        if value in (None, ""):
            return None
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value)
        except ValueError:
            what = "reply keyboard markup" if name == "reply_markup" else name.replace("_", " ")
            raise bad_request(f"can't parse {what} JSON object") from None

    def object(self, name: str) -> dict[str, Any]:
        """A JSON object, empty when missing."""
        value = self.json(name)
        if value is None:
            return {}
        if not isinstance(value, dict):
            what = "reply markup" if name == "reply_markup" else name.replace("_", " ")
            raise bad_request(f"object expected as {what}")
        return value

    def array(self, name: str) -> list[Any]:
        """A JSON array, empty when missing."""
        value = self.json(name)
        if value is None:
            return []
        if not isinstance(value, list):
            raise bad_request(f"can't parse {name.replace('_', ' ')}: expected an Array")
        return value
