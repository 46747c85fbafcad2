"""The page's side of the server: who may ask, what people may do, and what the page gets to see."""

import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import date
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware

from bot.playground.demo.guard import Guard
from bot.playground.demo.page import FILES, Page
from bot.playground.demo.scene import Scene, set_scene
from bot.playground.server.listening import Listener
from bot.playground.server.methods import call
from bot.playground.server.parameters import Parameters
from bot.playground.server.refusals import RefusedError
from bot.playground.server.sending import keep_file
from bot.playground.server.state import Json, State
from bot.rendering.chart.days import Day, draw_days


async def _standing(_asked: Json) -> Json:
    return {"standing": "running"}


class Browser:
    """A page of a scene and the requests that it makes."""

    def __init__(self, client: httpx.AsyncClient, state: State, scene: Scene) -> None:
        self.client = client
        self.state = state
        self.scene = scene

    async def do(self, action: str, **asked: Any) -> httpx.Response:
        place = {"user": self.scene.owner.id, "chat": self.scene.owner.id}
        return await self.client.post(f"/do/{action}", json=place | asked)


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    state = State()
    scene = set_scene(state)
    page = Page(state, scene, {"standing": _standing})
    listener = Listener(Starlette(routes=page.routes(), middleware=[Middleware(Guard)]))
    await listener.start()
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{listener.port}") as client:
        yield Browser(client, state, scene)
        page.close()
    await listener.stop()


@asynccontextmanager
async def _events(browser: Browser) -> AsyncIterator[AsyncIterator[Json]]:
    async with browser.client.stream("GET", "/events") as stream:

        async def events() -> AsyncIterator[Json]:
            async for line in stream.aiter_lines():
                if line.startswith("data: "):
                    yield json.loads(line.removeprefix("data: "))

        yield events()


async def test_the_page_loads_nothing_from_elsewhere(browser: Browser) -> None:
    index = await browser.client.get("/")
    assert index.status_code == 200
    policy = index.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    for file in FILES.iterdir():
        text = file.read_text()
        assert "innerHTML" not in text
        assert "style=" not in text
        assert not [
            word
            for word in text.split()
            if "://" in word and "www.w3.org" not in word and "t\\.me" not in word
        ]
        assert (await browser.client.get(f"/page/{file.name}")).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"host": "evil.example"},
        {"host": "evil.example:80"},
        {"origin": "http://evil.example"},
        {"origin": "null"},
    ],
)
async def test_a_foreign_page_is_refused(browser: Browser, headers: Mapping[str, str]) -> None:
    for path in ("/", "/events", f"/bot{browser.state.token}/getMe"):
        assert (await browser.client.get(path, headers=headers)).status_code == 403
    said = await browser.client.post("/do/say", json={"text": "x"}, headers=headers)
    assert said.status_code == 403
    assert not browser.state.updates.waiting


async def test_a_form_cannot_drive_it(browser: Browser) -> None:
    said = await browser.client.post(
        "/do/say", content='{"text": "x"}', headers={"content-type": "text/plain"}
    )
    assert said.status_code == 400


async def test_the_stream_begins_with_everything_and_goes_on(browser: Browser) -> None:
    await browser.do("say", text="before")
    async with _events(browser) as events:
        whole = await anext(events)
        assert whole["kind"] == "whole"
        assert [person["first_name"] for person in whole["people"] if person["owner"]] == ["Alex"]
        private = next(chat for chat in whole["chats"] if chat["id"] == browser.scene.owner.id)
        assert [message["text"] for message in private["messages"]] == ["before"]
        await browser.do("say", text="<b>after</b>")
        event = await anext(events)
        assert (event["kind"], event["message"]["text"]) == ("message", "<b>after</b>")


async def test_nobody_edits_the_words_of_others(browser: Browser) -> None:
    group = next(chat for chat in browser.state.chats.values() if chat.title == "Reading group")
    said = await browser.do("say", chat=group.id, text="mine")
    other = browser.scene.others[0].id
    edited = await browser.do(
        "edit", user=other, chat=group.id, message=said.json()["message"], text="theirs"
    )
    assert edited.status_code == 403
    assert (
        await browser.do("edit", chat=group.id, message=said.json()["message"], text="better")
    ).status_code == 200


async def test_members_do_not_post_or_remove_the_bot(browser: Browser) -> None:
    other = browser.scene.others[0].id
    for chat in browser.state.chats.values():
        if chat.type == "channel":
            assert (await browser.do("say", user=other, chat=chat.id, text="x")).status_code == 403
        if chat.type == "supergroup":
            removed = await browser.do("place_bot", user=other, chat=chat.id, status="kicked")
            assert removed.status_code == 403


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("fly", {}),
        ("say", {"text": " "}),
        ("say", {"text": "x" * 4097}),
        ("say", {"text": "x", "user": 1}),
        ("say", {"text": "x", "user": "nobody"}),
        ("say", {"text": "x", "chat": 1}),
        ("edit", {"text": "x", "message": 99}),
        ("press", {"message": 99, "data": "x"}),
        ("choose", {"query": "1", "result": "1"}),
        ("add_topic", {"name": "x"}),
        ("place_bot", {"status": "king"}),
    ],
)
async def test_what_makes_no_sense_is_refused(browser: Browser, name: str, asked: dict[str, Any]) -> None:
    answer = await browser.do(name, **asked)
    assert answer.status_code == 400
    assert answer.json()["error"]


async def test_a_dropped_file_arrives(browser: Browser) -> None:
    place = {"user": str(browser.scene.owner.id), "chat": str(browser.scene.owner.id)}
    sent = await browser.client.post("/attach", params=place | {"name": "<img src=x>.md"}, content=b"words")
    assert sent.status_code == 200
    document = browser.state.updates.waiting[-1].body["document"]
    assert (document["file_name"], document["file_size"]) == ("<img src=x>.md", 5)


async def test_a_topic_is_closed_and_opened_again_by_those_who_run_the_group(browser: Browser) -> None:
    forum = next(chat for chat in browser.state.chats.values() if chat.is_forum)
    opened = await browser.do("add_topic", chat=forum.id, name="Mining")
    topic = opened.json()["topic"]
    other = browser.scene.others[0].id
    assert (await browser.do("set_topic", chat=forum.id, topic=topic, closed=True)).status_code == 200
    assert forum.topics[topic].closed
    assert (await browser.do("set_topic", chat=forum.id, topic=1, closed=True)).status_code == 400
    refused = await browser.do("set_topic", user=other, chat=forum.id, topic=topic, closed=False)
    assert refused.status_code == 403
    assert (await browser.do("set_topic", chat=forum.id, topic=topic, closed=False)).status_code == 200
    updates = [each.get("message", {}) for each in await browser.state.updates.take(0, 100, 0)]
    said = [update for update in updates if update.get("message_thread_id") == topic]
    assert ["forum_topic_closed" in each for each in said[-2:]] == [True, False]
    assert "forum_topic_reopened" in said[-1]


async def test_several_files_at_once_are_an_album(browser: Browser) -> None:
    place = {"user": str(browser.scene.owner.id), "chat": str(browser.scene.owner.id)}
    words = {"caption": "/ask what"}
    for name, more in (("a.md", {"album": "7"} | words), ("b.md", {"album": "7"}), ("c.md", {})):
        await browser.client.post("/attach", params=place | {"name": name} | more, content=b"words")
    one, two, alone = [each.body.get("media_group_id") for each in browser.state.updates.waiting[-3:]]
    assert one == two is not None
    first = browser.state.updates.waiting[-3].body
    assert [each["type"] for each in first["caption_entities"]] == ["bot_command"]
    assert alone is None


async def test_a_heart_reaches_the_bot_as_an_edit_that_changes_no_word(browser: Browser) -> None:
    said = await browser.do("say", text="What is mining?")
    assert (await browser.do("react", message=said.json()["message"])).status_code == 200
    edited = browser.state.updates.waiting[-1]
    assert (edited.kind, edited.body["text"]) == ("edited_message", "What is mining?")


async def test_general_is_hidden_and_shown_again_by_those_who_run_the_forum(browser: Browser) -> None:
    forum = next(chat for chat in browser.state.chats.values() if chat.is_forum)
    topic = (await browser.do("add_topic", chat=forum.id, name="Mining")).json()["topic"]
    other = browser.scene.others[0].id
    assert (await browser.do("set_general", user=other, chat=forum.id, hidden=True)).status_code == 403
    assert (await browser.do("set_general", hidden=True)).status_code == 400
    assert (await browser.do("set_general", chat=forum.id, hidden=True)).status_code == 200
    said = {"chat_id": forum.id, "text": "hello"}
    with pytest.raises(RefusedError, match="TOPIC_CLOSED"):
        call(browser.state, "sendMessage", Parameters(said))
    call(browser.state, "sendMessage", Parameters(said | {"message_thread_id": topic}))
    assert (await browser.do("set_general", chat=forum.id, hidden=False)).status_code == 200
    call(browser.state, "sendMessage", Parameters(said))
    told = [each.body for each in browser.state.updates.waiting if each.kind == "message"][-2:]
    assert "general_forum_topic_hidden" in told[0]
    assert "general_forum_topic_unhidden" in told[1]


async def test_the_bots_rights_are_taken_away(browser: Browser) -> None:
    group = next(chat for chat in browser.state.chats.values() if chat.type == "supergroup")
    assert (await browser.do("place_bot", chat=group.id, status="restricted")).status_code == 200
    refused = {"chat_id": group.id, "text": "hello"}
    with pytest.raises(RefusedError, match="not enough rights"):
        call(browser.state, "sendMessage", Parameters(refused))


async def test_a_picture_is_shown_and_nothing_else_is_handed_out(browser: Browser) -> None:
    picture = keep_file(browser.state, "days.png", draw_days([Day(date(2026, 11, 1), answered=1)]))
    secret = keep_file(browser.state, "notes.txt", b"words")
    shown = await browser.client.get(f"/pictures/{picture.id}")
    assert (shown.headers["content-type"], shown.content) == ("image/png", picture.content)
    for other in (secret.id, "nothing"):
        assert (await browser.client.get(f"/pictures/{other}")).status_code == 404
