"""E-mails to blocks: the body that is text, else the one that is a page. Pure."""

from email import message_from_bytes, policy
from email.message import EmailMessage

from index.sources.extract.blocks import Unreadable, normalise
from index.sources.extract.charset import decode
from index.sources.extract.contents import Contents
from index.sources.extract.fields import read_fields
from index.sources.extract.html import read_html
from index.sources.extract.plain import read_plain


def read_mail(content: bytes) -> Contents:
    """The text of a mail, with its subject, sender and day; what is attached is left out with a warning.

    Raise Unreadable when it has no text.
    """
    message = message_from_bytes(content, policy=policy.default)
    fields = {name: str(message[name]) for name in ("Subject", "From", "Date") if message[name] is not None}
    body = message.get_body(("plain", "html"))
    if not isinstance(body, EmailMessage):
        raise Unreadable("holds no text")
    text = normalise(_text(body))
    read = read_html(text) if body.get_content_type() == "text/html" else read_plain(text)
    said = read_fields(fields)
    attached = [name for part in message.iter_attachments() if (name := part.get_filename())]
    if attached:
        said = said.with_warnings((f"attached files were not read: {', '.join(attached[:5])}",))
    return Contents(read.blocks, said, read.dropped_words)


def _text(body: EmailMessage) -> str:
    payload = body.get_payload(decode=True)
    return decode(payload if isinstance(payload, bytes) else b"", body.get_content_charset()).text
