"""E-mails to blocks: the body that is text, else the one that is a page. Pure."""

from email import message_from_bytes, policy
from email.message import EmailMessage

from index.sources.extract.blocks import Unreadable, normalise
from index.sources.extract.charset import decode
from index.sources.extract.contents import Contents
from index.sources.extract.fields import read_fields
from index.sources.extract.html import read_html
from index.sources.extract.metadata import Metadata
from index.sources.extract.plain import read_plain


def read_mail(content: bytes) -> Contents:
    """The text of a mail, with its subject, sender and day; what is attached is left out with a warning.

    Of one whose head cannot be parsed all that stands below the head. Raise Unreadable when it has no text.
    """
    try:
        return _read(message_from_bytes(content, policy=policy.default))
    except (AttributeError, LookupError, TypeError, ValueError):  # Python's parser trips over some heads
        said = Metadata().with_warnings(("the head of this mail cannot be understood",))
        _head, _, text = normalise(decode(content).text).partition("\n\n")
        return Contents(read_plain(text).blocks, said)


def _read(message: EmailMessage) -> Contents:
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
