"""From what an owner has handed over to a text that can become a source."""

from typing import Final

from bot.additions.drafts import Draft, DraftKind
from bot.context import Context
from bot.sending.files import fetch_file
from index import Given, PartialDate, SourceError, SourceKind

MOST_MB: Final = 20
"""Telegram hands over no larger files."""

MOST_BYTES: Final = MOST_MB * 1_000_000


async def given_of(draft: Draft, context: Context) -> Given:
    """The text of a file or post; a file is fetched from Telegram, which keeps it.

    Raises SourceError when Telegram has it no longer.
    """
    if draft.kind is DraftKind.POST:
        return Given(
            SourceKind.UPLOAD,
            draft.locator,
            "post.txt",
            (draft.text or "").encode(),
            url=draft.url,
            publisher=draft.name,
            published=PartialDate.parse(draft.published) if draft.published else None,
        )
    content = await fetch_file(context.bot, draft.locator)
    if content is None:
        raise SourceError(draft.name, "cannot be fetched from Telegram any more")
    if len(content) > MOST_BYTES:
        raise SourceError(draft.name, f"is larger than {MOST_MB} MB")
    return Given(SourceKind.UPLOAD, f"upload:{draft.name}", draft.name, content)
