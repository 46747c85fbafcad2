"""The bare words of a text, to look for one text in another whatever stands between the words. Pure."""

import re
from typing import Final

_WORD: Final = re.compile(r"\w+")


def plain_words(text: str) -> str:
    """The words of a text in lower case, parted by single spaces."""
    return " ".join(_WORD.findall(text.casefold()))
