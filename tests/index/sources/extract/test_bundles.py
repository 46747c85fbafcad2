"""Archives and exports of chats hold several texts, and none of them can do harm."""

import json
import zipfile
from functools import cache
from io import BytesIO
from typing import Any

import pytest

from index.answering.links import link_to
from index.errors import SourceError
from index.model import Document, DocumentId, PartialDate, SourceId, Span
from index.sources.extract import Extracted, extract_all
from tests.index.sources.extract.made_files import archive, docx, paragraph

NOTE = b"The yearly fee is 40 euros. It is not paid by students."


def test_each_file_of_an_archive_is_a_text() -> None:
    files: dict[str, bytes | str] = {
        "fees/2024.md": NOTE, "fees/hall.docx": docx(paragraph("Closed on Monday.")), "photo.jpg": b"\xff",
        "__MACOSX/fees/._2024.md": b"x", ".hidden.md": b"x",
    }  # fmt: skip
    found = extract_all(archive(files), "all.zip")
    assert {key: text.text for key, text in found.items()} == {
        "fees/2024.md": NOTE.decode(), "fees/hall.docx": "Closed on Monday.",
    }  # fmt: skip


def test_what_cannot_be_read_of_an_archive_is_named_and_the_rest_is_read() -> None:
    found = extract_all(archive({"a.md": NOTE, "b.txt": b"", "c.zip": archive({"d.md": NOTE})}), "all.zip")
    assert list(found) == ["a.md"]
    assert found["a.md"].warnings == ("not read: b.txt holds no text; c.zip is an archive in an archive",)


def test_names_that_lead_out_of_an_archive_are_left_out() -> None:
    names = ("../../evil.md", "/etc/evil.md", "C:/evil.md", "..\\evil.md", "a/../../evil.md")
    found = extract_all(archive({**dict.fromkeys(names, NOTE), "good.md": NOTE}), "all.zip")
    assert list(found) == ["good.md"]


@pytest.mark.parametrize("ending", ["zip", "docx", "epub", "xlsx", "pptx"])
def test_an_archive_that_would_unpack_to_much_more_is_refused(ending: str) -> None:
    assert len(_bomb()) < 300_000
    with pytest.raises(SourceError, match="would unpack to more than 200 MB"):
        extract_all(_bomb(), f"bomb.{ending}")


@cache
def _bomb() -> bytes:
    return archive({f"{number}.txt": b"0" * 45_000_000 for number in range(5)})


def test_an_archive_that_lies_about_its_sizes_is_refused() -> None:
    honest = archive({"a.md": b"0" * 1_000_000})
    lying = honest.replace((1_000_000).to_bytes(4, "little"), (1_000).to_bytes(4, "little"))
    assert lying != honest
    with pytest.raises(SourceError, match="is a broken archive"):
        extract_all(lying, "a.zip")


def test_an_archive_of_very_many_files_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.sources.extract.archive.MOST_FILES", 2)
    with pytest.raises(SourceError, match="holds 3 files; up to 2 are read"):
        extract_all(archive(dict.fromkeys(("a.md", "b.md", "c.md"), NOTE)), "a.zip")


def test_a_locked_archive_is_refused() -> None:
    content = bytearray(archive({"a.md": NOTE}))
    content[6] |= 1  # the flag in the file's own head, and the one in the list at the end
    content[content.rindex(b"PK\x01\x02") + 8] |= 1
    assert zipfile.is_zipfile(BytesIO(bytes(content)))
    with pytest.raises(SourceError, match="is protected by a password"):
        extract_all(bytes(content), "a.zip")


def message(number: int, day: str, text: Any, **more: Any) -> dict[str, Any]:
    return {"id": number, "type": "message", "date": f"{day}T10:00:00", "from": "Anna", "text": text, **more}


def export(*messages: dict[str, Any], **more: Any) -> dict[str, Extracted]:
    chat = {"name": "House", "type": "private_supergroup", "id": 123, "messages": messages, **more}
    return extract_all(json.dumps(chat).encode(), "result.json")


def test_the_export_of_a_chat_is_a_dated_text_a_day() -> None:
    found = export(
        message(1, "2024-08-07", "Who has the key of the cellar?"),
        message(
            2,
            "2024-08-07",
            ["It hangs ", {"type": "bold", "text": "behind the door"}, "."],
            **{"from": "Ben"},
        ),
        message(3, "2024-08-08", "The boiler is broken."),
        message(4, "2024-08-08", "", photo="x.jpg"),
    )
    assert {key: (text.title, text.text) for key, text in found.items()} == {
        "2024-08-07": (
            "House, 2024-08-07",
            "Anna: Who has the key of the cellar?\n\nBen: It hangs behind the door.",
        ),
        "2024-08-08": ("House, 2024-08-08", "Anna: The boiler is broken."),
    }
    assert found["2024-08-07"].published == PartialDate(2024, 8, 7)
    assert found["2024-08-07"].publisher == "House"


def test_links_open_the_message() -> None:
    read = export(message(7, "2024-08-07", "Who has the key?"), message(9, "2024-08-07", "It hangs there."))[
        "2024-08-07"
    ]
    document = Document(
        DocumentId("d"), SourceId("s"), read.title, read.text, url=read.url, places=read.places
    )
    start = read.text.index("It hangs")
    assert link_to(document, Span(start, start + 5)) == "https://t.me/c/123/9"
    assert link_to(document, Span(0, 5)) == "https://t.me/c/123/7"


def test_a_small_group_has_no_links() -> None:
    assert (
        export(message(7, "2024-08-07", "Who has the key?"), type="private_group")["2024-08-07"].url is None
    )


def test_the_posts_of_a_channel_are_not_signed() -> None:
    assert export(message(7, "2024-08-07", "News."), type="public_channel")["2024-08-07"].text == "News."


def test_topics_are_texts_of_their_own() -> None:
    found = export(
        {
            "id": 5,
            "type": "service",
            "date": "2024-08-01T10:00:00",
            "action": "topic_created",
            "title": "Heating",
        },
        message(6, "2024-08-01", "It is cold.", reply_to_message_id=5),
        message(7, "2024-08-03", "Turn it on.", reply_to_message_id=6),
        message(8, "2024-08-03", "Good morning."),
    )
    assert {key: text.title for key, text in found.items()} == {
        "Heating": "House › Heating", "2024-08-03": "House, 2024-08-03",
    }  # fmt: skip
    assert found["Heating"].published == PartialDate(2024, 8, 3)


def test_the_export_of_an_account_holds_many_chats() -> None:
    chats = [
        {
            "name": name,
            "type": "personal_chat",
            "id": 1,
            "messages": [message(1, "2024-08-07", f"Hello {name}.")],
        }
        for name in ("Ben", "Eva")
    ]
    found = extract_all(json.dumps({"chats": {"list": chats}}).encode(), "result.json")
    assert list(found) == ["Ben/2024-08-07", "Eva/2024-08-07"]


def test_the_pages_of_an_export_are_read_as_its_json_is() -> None:
    page = """<html><body><div class="page_wrap"><div class="page_header"><div class="text bold">
    House</div></div>
    <div class="message service" id="message-1"><div class="body details">7 August 2024</div></div>
    <div class="message default clearfix" id="message1"><div class="body">
     <div class="pull_right date details" title="07.08.2024 10:00:00 UTC+03:00">10:00</div>
     <div class="from_name">Anna</div><div class="text">Who has<br>the key?</div></div></div>
    <div class="message default clearfix joined" id="message2"><div class="body">
     <div class="pull_right date details" title="08.08.2024 10:01:00 UTC+03:00">10:01</div>
     <div class="text">Nobody?</div></div></div></div></body></html>"""
    found = extract_all(page.encode(), "messages.html")
    assert {key: text.text for key, text in found.items()} == {
        "2024-08-07": "Anna: Who has the key?", "2024-08-08": "Anna: Nobody?",
    }  # fmt: skip


@pytest.mark.parametrize(
    "content", [b"[]", b"{}", b'{"messages": 1}', b"{", b"[" * 100_000, b'{"chats": {"list": [1]}}']
)
def test_other_json_is_refused_plainly(content: bytes) -> None:
    with pytest.raises(SourceError, match=r"is no export of a Telegram chat|is no JSON"):
        extract_all(content, "result.json")
