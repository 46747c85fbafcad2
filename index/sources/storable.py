"""Text that any database takes: no lone surrogates, no NUL. Pure."""

import re

_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")


def storable(text: str) -> str:
    """The text without NUL; two surrogates that stand for a character become it, as JSON writes emoji."""
    if not _UNSTORABLE.search(text):
        return text
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return whole.replace("\0", "")


def storable_in_place(text: str) -> str:
    """The text as long as it was, so that offsets into it stay right; what cannot be stored is replaced."""
    return _UNSTORABLE.sub(_REPLACEMENT, text)
