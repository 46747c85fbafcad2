"""Everything that can go wrong in index/ and is worth telling a person."""


class FootnoteError(Exception):
    """The root: its text is one clear sentence that may be shown to the owner."""


class SettingsError(FootnoteError):
    """A setting is missing or wrong; the text names it, what was given and what is allowed."""


class DatabaseError(FootnoteError):
    """The database cannot be used as it is: newer schema, damaged, locked for good."""


class SearchUnavailableError(DatabaseError):
    """The server that searches cannot be asked, or must not be; what was asked of it can be asked again."""


class SourceError(FootnoteError):
    """One source could not be read; others are not affected."""

    def __init__(self, locator: str, reason: str) -> None:
        super().__init__(f"{locator}: {reason}")
        self.locator = locator
        self.reason = reason


class EvaluationError(FootnoteError):
    """Judged questions are missing or do not have the expected format."""
