"""Why something cannot be a source, in the language of whoever reads it. Pure.

The library speaks English; what it says most is told in every language, the rest as it is.
"""

import re
from typing import Final

from bot.rendering.markup import Html, clip
from bot.rendering.texts import Phrases

_LONGEST: Final = 300

_REASONS: Final = (
    (re.compile(r"(?P<address>.+) is a private address; see .*"), "private"),
    (re.compile(r"port (?P<port>\d+) is not one of the web's.*"), "port"),
    (re.compile(r"holds a name or password.*"), "password"),
    (re.compile(r"is no address of a page|begins with .* instead of http.*"), "address"),
    (re.compile(r"holds no text: its pages are pictures.*"), "scan"),
    (re.compile(r"holds no text(?: that .*)?|holds no pages|is a feed without any text"), "empty"),
    (re.compile(r"holds only (?P<words>\d+) words"), "short"),
    (re.compile(r"shows its text only to people .*"), "wall"),
    (re.compile(r".*\(the site answers (?P<status>\d+)\)"), "status"),
    (re.compile(r"is larger than (?P<most>\d+) Mi?B"), "large"),
    (re.compile(r"redirects more than .*"), "redirects"),
    (re.compile(r"cannot be reached.*|takes too long to answer|answers with something .*"), "unreachable"),
    (re.compile(r"cannot be read within .*|needs too much memory .*|is nested too deep"), "heavy"),
    (re.compile(r"is no page but (?P<kind>.*)"), "kind"),
    (re.compile(r"is protected by a password|is locked by its shop"), "locked"),
    (re.compile(r"is a sitemap: .*"), "sitemap"),
    (
        re.compile(
            r"has \d+ pages; up to .*|holds \d+ files; up to .*|holds more than .* characters"
            r"|would unpack to more .*|holds a file larger .*|is too large, or packed wrongly"
        ),
        "much",
    ),
    (
        re.compile(
            r"is a broken .*|is no whole .*|is no (?:Word document|workbook|presentation|e-book|JSON)"
            r"|is no table: .*|is no (?:feed|sitemap)|is no export of .*|holds XML that is broken|is binary"
            r"|is in no character set .*|cannot be read: its reader .*|cannot be (?:read|understood) \(.*\)"
            r"|nests elements too deep|has no \S+|holds no file that can be read"
        ),
        "broken",
    ),
    (re.compile(r"cannot be fetched from Telegram any more"), "expired"),
)


def reason_text(reason: str, phrases: Phrases) -> Html:
    """A reason that index/ gives, in the words of the language; one that is not known, as it is."""
    for pattern, name in _REASONS:
        if match := pattern.fullmatch(reason):
            found = match.groupdict().items()
            told = {key: clip(value.replace(" (of ", " ("), _LONGEST) for key, value in found}
            return phrases.html(f"refused-{name}", **told)
    return Html.of(clip(reason, _LONGEST))
