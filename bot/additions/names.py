"""The name of a file that somebody sends: nothing but words to show, and an ending. Pure."""

import re
from typing import Final
from unicodedata import category, normalize

LONGEST_NAME: Final = 100
_ENDINGS: Final = {
    "text/plain": ".txt",
    "text/markdown": ".md",
    "text/html": ".html",
    "message/rfc822": ".eml",
    "application/pdf": ".pdf",
    "application/epub+zip": ".epub",
}
_SEPARATORS: Final = re.compile(r"[/\\]")


def plain_name(name: str | None, media_type: str | None) -> str:
    """The last part of a name without what cannot be shown, at most `LONGEST_NAME` long; never empty.

    A file without a name is called `document`, with the ending that its type has.
    """
    last = _SEPARATORS.split(normalize("NFC", name or ""))[-1]
    shown = "".join(letter for letter in " ".join(last.split()) if category(letter)[0] != "C").strip(" .")
    stem, dot, ending = shown.rpartition(".")
    if not dot or not stem:
        return (shown or "document")[:LONGEST_NAME] + _ENDINGS.get(media_type or "", "")
    ending = ending[:10]
    return f"{stem[: LONGEST_NAME - len(ending) - 1].rstrip()}.{ending}"
