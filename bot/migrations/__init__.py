"""The history of the schema of bot/; `HEAD` is the version that this program expects."""

from typing import Final

HEAD: Final = "0018"
