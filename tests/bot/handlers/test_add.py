"""An owner adds pages, feeds, files and forwarded posts in the private chat; nobody else does."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from bot import upkeep
from tests.bot.offline import ADMIN_RIGHTS, ME, Call, Json, Offline, Person, open_offline
from tests.index.sources.web.site import Site, running_site

pytestmark = pytest.mark.usefixtures("warm_sandbox")

OWNER = 77
FERRY = "The ferry to the island leaves at nine in the morning and comes back at six in the evening. " * 3
LIGHTHOUSE = b"# The lighthouse\n\nThe lighthouse of the island was painted red in 1911 by Ole Berg.\n"
GIFTS = dict.fromkeys(
    ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels"), True
)
CHANNEL = {"id": -1001234, "type": "channel", "title": "Harbour news", "username": "harbour"}


@pytest.fixture
async def owned(tmp_path: Path) -> AsyncIterator[Offline]:
    bot = await open_offline(
        tmp_path, {}, admin_ids=str(OWNER), fetch_allow_private="127.0.0.1", questions_per_minute=0
    )
    yield bot
    await bot.close()


@pytest.fixture
def site() -> Iterator[Site]:
    with running_site() as running:
        yield running


@pytest.fixture
def owner(owned: Offline) -> Person:
    return owned.person(id_=OWNER)


def address(site: Site, path: str) -> str:
    return f"http://127.0.0.1:{site.port}{path}"


async def shown(person: Person, **content: Any) -> Call:
    """Send something; return what the one message about it says in the end."""
    calls = [call for call in await person.send(**content) if call.method != "getFile"]
    assert [call.method for call in calls if "MyCommands" not in call.method] in (
        ["sendMessage", "editMessageText"], ["sendMessage", "getChatMember", "editMessageText"],
        ["getChatMember", "sendMessage", "editMessageText"],
    )  # fmt: skip
    return calls[-1]


def sent_file(bot: Offline, content: bytes, name: str | None, **details: Any) -> Json:
    bot.telegram.files["file1"] = content
    document = {"file_id": "file1", "file_unique_id": "u", "file_size": len(content), **details}
    return {"document": document | ({"file_name": name} if name is not None else {})}


def forwarded(text: str, number: int = 12) -> Json:
    origin = {"type": "channel", "chat": CHANNEL, "message_id": number, "date": 1_764_000_000}
    return {"text": text, "forward_origin": origin}


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "Only whoever runs this bot may add sources."), ("ru", "Добавлять источники может только")],
)
async def test_only_owners_add(owned: Offline, site: Site, language: str, said: str) -> None:
    refused = await owned.person(language).say(f"/add {address(site, '/ferry')}")
    assert said in refused.text
    assert site.asked == []


async def test_who_writes_in_the_name_of_a_chat_is_no_owner(owned: Offline, owner: Person) -> None:
    group = {"id": -1001, "type": "supergroup", "title": "Team"}
    for name in (group, CHANNEL):
        said = await Person(owned, owner.user, group).say("/add https://example.com/", sender_chat=name)
        assert said.text == "Only whoever runs this bot may add sources."


async def test_a_group_is_told_where(owned: Offline, owner: Person) -> None:
    group = {"id": -1001, "type": "supergroup", "title": "Team"}
    said = await Person(owned, owner.user, group).say("/add https://example.com/")
    assert said.text == "I answer that in our private chat only: https://t.me/FootnoteBot"


async def test_a_page_is_shown_then_added_then_asked_about(owned: Offline, owner: Person, site: Site) -> None:
    site.page("/ferry", FERRY, title="The ferry")
    preview = await shown(owner, text=f"/add {address(site, '/ferry')}")
    assert preview.text.startswith(f'<b><a href="{address(site, "/ferry")}">The ferry</a></b>\n')
    assert "page · English · 57 words · one passage" in preview.text
    assert "<blockquote>The ferry to the island leaves" in preview.text
    assert list(preview.buttons) == ["➕ Add", "Cancel"]
    assert owned.deps.library.sources() == ()
    added = (await owner.press(preview, "➕ Add"))["editMessageText"]
    assert added.text.startswith("✅ Added: ")
    assert "nine in the morning" in (await owner.say("When does the ferry to the island leave?")).text


async def test_in_russian_too(owned: Offline, site: Site) -> None:
    site.page("/ferry", FERRY, title="The ferry")
    owner = owned.person("ru", id_=OWNER)
    preview = await shown(owner, text=f"/add {address(site, '/ferry')}")
    assert "страница · английский · 57 слов · 1 отрывок" in preview.text
    assert list(preview.buttons) == ["➕ Добавить", "Отмена"]
    assert (
        "внутренний адрес; см. FETCH_ALLOW_PRIVATE" in (await shown(owner, text="/add http://10.1.1.1/")).text
    )


async def test_a_feed_has_several_texts(owned: Offline, owner: Person, site: Site) -> None:
    site.feed("/feed", *(f"<title>Item {i}</title><description>{FERRY}</description>" for i in range(4)))
    preview = await shown(owner, text=f"/add {address(site, '/feed')}")
    assert "feed · English · 4 texts · 228 words · 4 passages" in preview.text
    await owner.press(preview, "➕ Add")
    assert [source.documents for source in owned.deps.library.sources()] == [4]


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("http://10.0.0.1/", "10.0.0.1 is a private address; see FETCH_ALLOW_PRIVATE."),
        ("http://[::1]/", "::1 is a private address; see FETCH_ALLOW_PRIVATE."),
        ("http://2130706433:22/", "port 22 is not one of the web's; see FETCH_ALLOW_PRIVATE."),
        ("http://me:secret@example.com/", "the address holds a name or password. Please leave them out."),
        (
            "file:///etc/passwd",
            "this is not the address of a page. It has to begin with http:// or https://.",
        ),
    ],
)
async def test_what_may_not_be_fetched_is_refused_in_a_sentence(owner: Person, url: str, said: str) -> None:
    refused = await shown(owner, text=f"/add {url}")
    assert refused.text == f"I can't add this: {said}"
    assert refused.buttons == {}


async def test_what_is_no_page_is_refused(owner: Person, site: Site) -> None:
    site.page("/short", "Nothing here.")
    site.put("/picture", b"\x89PNG", "image/png")
    said = [
        (await shown(owner, text=f"/add {address(site, path)}")).text
        for path in ("/missing", "/short", "/picture")
    ]
    assert said == [
        "I can't add this: the site doesn't hand it over; it answers 404.",
        "I can't add this: it has only 2 words.",
        "I can't add this: this is no page, but image/png.",
    ]


async def test_without_an_address_the_way_is_shown(owner: Person) -> None:
    assert "<code>/add https://example.com/article</code>" in (await owner.say("/add")).text


async def test_what_is_cancelled_is_not_added(owned: Offline, owner: Person, site: Site) -> None:
    site.page("/ferry", FERRY)
    preview = await shown(owner, text=f"/add {address(site, '/ferry')}")
    assert (await owner.press(preview, "Cancel"))["editMessageText"].text == "All right, I won't add it."
    late = (await owner.press(preview, "➕ Add"))["answerCallbackQuery"]
    assert "decided already" in late.text
    assert owned.deps.library.sources() == ()


async def test_a_press_handled_twice_adds_once(owned: Offline, owner: Person, site: Site) -> None:
    site.page("/ferry", FERRY, title="The ferry")
    preview = await shown(owner, text=f"/add {address(site, '/ferry')}")
    message = {"message_id": owner.id_of(preview), "date": 0, "chat": owner.chat, "from": ME, "text": "…"}
    data = preview.buttons["➕ Add"]
    query = {"id": "1", "from": owner.user, "message": message, "chat_instance": "1", "data": data}
    received = await owned.take_in(callback_query=query)
    assert received is not None
    await owned.handle(received, finish=False)
    calls = await owned.handle(received)
    assert calls[-1].text.startswith("✅ Added: ")
    assert len(owned.deps.library.sources()) == 1
    assert len(owned.deps.library.changes(0, 100)) == 1


async def test_a_look_handled_twice_is_one_message(owned: Offline, owner: Person, site: Site) -> None:
    site.page("/ferry", FERRY)
    asked = owner.message(text=f"/add {address(site, '/ferry')}")
    received = await owned.take_in(message=asked)
    assert received is not None
    first = await owned.handle(received, finish=False)
    second = await owned.handle(received)
    assert [call.method for call in second] == ["editMessageText"]
    assert second[0].buttons == first[-1].buttons


async def test_a_stranger_who_forges_the_button_adds_nothing(
    owned: Offline, owner: Person, site: Site
) -> None:
    site.page("/ferry", FERRY)
    preview = await shown(owner, text=f"/add {address(site, '/ferry')}")
    pressed = await owned.person(id_=5).press_data(preview.buttons["➕ Add"])
    assert "answerCallbackQuery" in pressed
    assert "editMessageText" not in pressed
    assert owned.deps.library.sources() == ()


async def test_what_nobody_decides_on_expires(owned: Offline, owner: Person) -> None:
    preview = await shown(owner, **sent_file(owned, LIGHTHOUSE, "lighthouse.md"))
    later = datetime.now(UTC) + timedelta(days=2)
    owned.deps.database.write(lambda c: upkeep.forget_old(c, later))
    assert "decided already" in (await owner.press(preview, "➕ Add"))["answerCallbackQuery"].text


async def test_the_command_may_stand_beside_or_below_what_it_means(owned: Offline, owner: Person) -> None:
    sent = sent_file(owned, LIGHTHOUSE, "lighthouse.md")
    command = [{"type": "bot_command", "offset": 0, "length": 4}]
    beside = await shown(owner, **sent, caption="/add", caption_entities=command)
    below = await shown(owner, text="/add", reply_to_message=owner.message(**sent))
    for preview in (beside, below):
        assert "The lighthouse" in preview.text
        assert list(preview.buttons) == ["➕ Add", "Cancel"]
    post = owner.message(**forwarded("The new crane of the harbour was built by Anna Berg."))
    assert "Harbour news" in (await shown(owner, text="/add", reply_to_message=post)).text


async def test_a_preview_outlives_a_restart(tmp_path: Path) -> None:
    first = await open_offline(tmp_path, {}, admin_ids=str(OWNER))
    preview = await shown(first.person(id_=OWNER), **sent_file(first, LIGHTHOUSE, "lighthouse.md"))
    await first.close()
    second = replace(await open_offline(tmp_path, {}, admin_ids=str(OWNER)), _update_ids=count(100))
    second.telegram.files = first.telegram.files
    pressed = await second.person(id_=OWNER).press_data(preview.buttons["➕ Add"])
    titles = [source.title for source in second.deps.library.sources()]
    await second.close()
    assert pressed["editMessageText"].text.startswith("✅ Added: ")
    assert titles == ["The lighthouse"]


async def test_a_file_that_telegram_has_no_longer_is_not_added(owned: Offline, owner: Person) -> None:
    preview = await shown(owner, **sent_file(owned, LIGHTHOUSE, "lighthouse.md"))
    owned.telegram.refusals["getFile"] = (400, "Bad Request: wrong file_id or the file is unavailable")
    said = (await owner.press(preview, "➕ Add"))["editMessageText"]
    assert said.text == "I can't add this: Telegram no longer has the file. Please send it again."
    assert owned.deps.library.sources() == ()


async def test_a_file_is_shown_added_and_replaced(owned: Offline, owner: Person) -> None:
    preview = await shown(owner, **sent_file(owned, LIGHTHOUSE, "lighthouse.md"))
    assert "document · English · 13 words · one passage" in preview.text
    await owner.press(preview, "➕ Add")
    assert "1911" in (await owner.say("Who painted the lighthouse?")).text
    preview = await shown(owner, **sent_file(owned, LIGHTHOUSE.replace(b"1911", b"1922"), "lighthouse.md"))
    assert "It takes the place of what I have from there." in preview.text
    await owner.press(preview, "♻️ Replace")
    assert "1922" in (await owner.say("Who painted the lighthouse?")).text
    assert len(owned.deps.library.sources()) == 1


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("..\\..\\evil.md", "evil.md"), ("../../etc/passwd.txt", "passwd.txt"), ("a\x00b\u202e.md", "ab.md"),
        ("n" * 300 + ".md", "n" * 97 + ".md"), (None, "document.md"),
    ],
)  # fmt: skip
async def test_a_name_is_but_words(owned: Offline, owner: Person, name: str | None, kept: str) -> None:
    preview = await shown(owner, **sent_file(owned, LIGHTHOUSE, name, mime_type="text/markdown"))
    await owner.press(preview, "➕ Add")
    assert [source.locator for source in owned.deps.library.sources()] == [f"upload:{kept}"]


async def test_files_that_cannot_be_read_are_not_even_fetched(owned: Offline, owner: Person) -> None:
    (refused,) = await owner.send(**sent_file(owned, b"MZ", "setup.exe"))
    assert refused.text.startswith("I can't read files of this kind. I read: ")
    (refused,) = await owner.send(**sent_file(owned, b"x", "large.md", file_size=30_000_000))
    assert refused.text == "Files may have up to 20 MB."
    assert "holds" not in (await shown(owner, **sent_file(owned, b"", "empty.md"))).text


async def test_a_file_of_somebody_else_is_no_source(owned: Offline) -> None:
    ann = owned.person(id_=5)
    (said,) = await ann.send(**sent_file(owned, LIGHTHOUSE, "lighthouse.md"))
    assert said.text == "I can only read. Please send me your question as text."
    (said,) = await ann.send(**sent_file(owned, LIGHTHOUSE, "a.md"), caption="Who painted the lighthouse?")
    assert "There are no sources" in said.text


async def test_a_forwarded_post_can_be_added_or_asked(owned: Offline, owner: Person) -> None:
    text = "The new crane\n\nThe new crane of the harbour is forty metres high and was built by Anna Berg."
    preview = await shown(owner, **forwarded(text))
    assert list(preview.buttons) == ["➕ Add", "💬 Ask", "Cancel"]
    assert 'href="https://t.me/harbour/12"' in preview.text
    await owner.press(preview, "➕ Add")
    card = await owner.say("Who built the new crane of the harbour?")
    assert "Anna Berg" in card.text
    assert "Harbour news · 24 November 2025" in card.text
    asked = await shown(owner, **forwarded("Who built the new crane of the harbour?", 13))
    answer = (await owner.press(asked, "💬 Ask"))["sendMessage"]
    assert "Anna Berg" in answer.text


async def test_a_forwarded_post_of_somebody_else_is_a_question(owned: Offline, owner: Person) -> None:
    await owner.press(await shown(owner, **sent_file(owned, LIGHTHOUSE, "lighthouse.md")), "➕ Add")
    (card,) = await owned.person(id_=5).send(**forwarded("Who painted the lighthouse of the island?"))
    assert "1911" in card.text


async def test_a_channel_becomes_a_source_with_each_post(owned: Offline, owner: Person) -> None:
    owned.telegram.statuses[CHANNEL["id"], ME["id"]] = "administrator"  # type: ignore[index]
    preview = await shown(
        owner, **forwarded("The new crane of the harbour was built by Anna Berg in spring.")
    )
    added = (await owner.press(preview, "📢 Add the whole channel"))["editMessageText"]
    assert "Harbour news" in added.text
    text = "The old lock of the harbour was closed for repairs by Piet Jansen in autumn."

    def post(text: str, **more: Any) -> Json:
        return {"message_id": 14, "date": 1_764_100_000, "chat": CHANNEL, "text": text, **more}

    await owned.receive(channel_post=post(text))
    assert "Piet Jansen" in (await owner.say("Who closed the old lock of the harbour?")).text
    changed = post(text.replace("Piet Jansen", "Mia Smit"), edit_date=1_764_100_100)
    await owned.receive(edited_channel_post=changed)
    card = await owner.say("Who closed the old lock of the harbour for repairs?")
    assert "Mia Smit" in card.text
    assert "https://t.me/harbour/14" in card.text
    (channel,) = owned.deps.library.sources()
    assert (channel.title, channel.documents, channel.url) == ("Harbour news", 2, "https://t.me/harbour")


async def test_a_channel_that_is_no_source_is_not_read(owned: Offline) -> None:
    post = {"message_id": 14, "date": 0, "chat": CHANNEL, "text": "The old lock was closed for repairs."}
    assert await owned.receive(channel_post=post) == []
    assert owned.deps.library.sources() == ()


async def test_a_channel_is_added_by_its_name(owned: Offline, owner: Person) -> None:
    refused = await owner.send(text="/add @harbour")
    assert "no channel of which I am an admin" in refused[-1].text
    owned.telegram.chats["@harbour"] = CHANNEL | {"accent_color_id": 0, "max_reaction_count": 1}
    owned.telegram.chats["@harbour"] |= {"accepted_gift_types": GIFTS}
    owned.telegram.statuses[CHANNEL["id"], ME["id"]] = "administrator"  # type: ignore[index]
    for name in ("@harbour", "https://t.me/harbour"):
        offer = (await owner.send(text=f"/add {name}"))[-1]
        assert "Harbour news" in offer.text
        assert list(offer.buttons) == ["📢 Add the whole channel", "Cancel"]
    added = (await owner.press(offer, "📢 Add the whole channel"))["editMessageText"]
    assert added.text.startswith("✅ Added: ")
    assert "they come with the next posts" in added.text
    (channel,) = owned.deps.library.sources()
    assert (channel.url, channel.documents) == ("https://t.me/harbour", 0)
    listed = await owner.say("/sources")
    assert "Harbour news" in listed.text
    assert "Harbour news" not in (await owned.person(id_=5).say("/sources")).text


@pytest.mark.parametrize(("by", "offered"), [(OWNER, True), (5, False)])
async def test_whoever_makes_us_an_admin_is_offered_the_channel_if_they_own_us(
    owned: Offline, by: int, offered: bool
) -> None:
    us = {"user": ME, "status": "left"}
    change = {
        "chat": CHANNEL,
        "from": {"id": by, "is_bot": False, "first_name": "X", "language_code": "en"},
        "date": 0,
        "old_chat_member": us,
        "new_chat_member": {"user": ME, "status": "administrator", **ADMIN_RIGHTS},
    }
    calls = await owned.receive(my_chat_member=change)
    offers = [call for call in calls if call.method == "sendMessage"]
    assert [call.parameters["chat_id"] for call in offers] == ([OWNER] if offered else [])


async def test_what_was_asked_instead_can_be_followed(owned: Offline, owner: Person) -> None:
    asked = await shown(owner, **forwarded("Who built the zorbium crane of the harbour?", 13))
    pressed = await owner.press(asked, "💬 Ask")
    assert pressed["editMessageText"].text == "Who built the zorbium crane of the harbour?"
    assert (
        "Nothing in the sources" in pressed["sendMessage"].text or "no sources" in pressed["sendMessage"].text
    )
