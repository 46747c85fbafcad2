"""The page with whatever a bot may send: formats, buttons, queries, files, people, lost connections."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from bot.playground.server import people
from tests.bot.system.conftest import OpenPage
from tests.bot.system.stage import Stage

pytestmark = pytest.mark.system

NASTY = [
    "<script>window.hit = 1</script>",
    "<img src=x onerror=window.hit=1>",
    '"><svg onload=window.hit=1>',
    "<a href='javascript:window.hit=1'>x</a>",
    "&lt;b&gt; &amp;amp; {{7*7}} ${7*7} `x`",
    "\u202etxet esrever \u200bx",
    "</textarea><iframe srcdoc='<script>parent.hit=1</script>'>",
]


def _say(page: Page, text: str) -> None:
    page.get_by_label("Message", exact=True).fill(text)
    page.get_by_label("Message", exact=True).press("Enter")


def _last(page: Page) -> str:
    return page.get_by_role("article").last.inner_text()


@pytest.mark.parametrize("text", NASTY)
def test_markup_is_shown_as_text(open_page: OpenPage, stage: Stage, text: str) -> None:
    page = open_page(stage.address)
    _say(page, text)
    expect(page.get_by_role("article")).to_have_count(1)
    escaped = text.replace("&", "&amp;").replace("<", "&lt;")
    keyboard = {"inline_keyboard": [[{"text": text, "callback_data": "x"}]]}
    stage.call(
        "sendMessage",
        chat_id=stage.private.id,
        text=f"<b>{escaped}</b>",
        parse_mode="HTML",
        reply_markup=keyboard,
    )
    expect(page.get_by_role("article")).to_have_count(2)
    for words in (page.locator(".words").first, page.locator(".words strong"), page.locator(".key")):
        assert text.strip() in (words.text_content() or "")
    stage.do(lambda: setattr(stage.chat("Newsroom"), "title", text))
    page.reload()
    page.get_by_label("Send files").wait_for()
    page.locator("#file").set_input_files(
        {"name": f"{text}.md".replace("/", ""), "mimeType": "", "buffer": b"x"}
    )
    expect(page.locator(".file-name")).to_be_visible()
    assert page.evaluate("() => window.hit") is None


def test_formats(open_page: OpenPage, stage: Stage) -> None:
    page = open_page(stage.address)
    long = "A sentence that goes on. " * 60
    markup = (
        '<b>bold <i>both</i></b> <code>code</code> <tg-spoiler>secret</tg-spoiler> <a href="https://e.org/a">link</a>'
        f"\n<blockquote expandable>{long}</blockquote>\nafter"
    )
    stage.call("sendMessage", chat_id=stage.private.id, text=markup, parse_mode="HTML")
    expect(page.locator("strong em")).to_have_text("both")
    expect(page.locator(".words code")).to_have_text("code")
    expect(page.get_by_role("link", name="link")).to_have_attribute("href", "https://e.org/a")
    expect(page.get_by_role("link", name="link")).to_have_attribute("rel", "noopener noreferrer")
    hidden = page.get_by_role("button", name="Hidden text")
    hidden.press("Enter")
    expect(page.locator(".spoiler.shown")).to_have_text("secret")
    folded = page.locator(".foldable .body").bounding_box()
    page.get_by_role("button", name="Show all").click()
    opened = page.locator(".foldable .body").bounding_box()
    assert folded is not None
    assert opened is not None
    assert opened["height"] > 2 * folded["height"]
    expect(page.get_by_role("button", name="Show less")).to_have_attribute("aria-expanded", "true")


def test_buttons_show_a_toast_or_an_alert(open_page: OpenPage, stage: Stage) -> None:
    page = open_page(stage.address)
    keyboard = {"inline_keyboard": [[{"text": "Press me", "callback_data": "x"}]]}
    stage.call("sendMessage", chat_id=stage.private.id, text="hi", reply_markup=keyboard)
    page.get_by_role("button", name="Press me").click()
    stage.call(
        "answerCallbackQuery", callback_query_id=stage.update("callback_query")["id"], text="Thank you"
    )
    expect(page.locator("#toast")).to_have_text("Thank you")
    page.get_by_role("button", name="Press me").click()
    query = stage.update("callback_query")["id"]
    stage.call("answerCallbackQuery", callback_query_id=query, text="Read this", show_alert=True)
    expect(page.get_by_role("dialog")).to_contain_text("Read this")
    page.get_by_role("button", name="OK").click()
    expect(page.get_by_role("dialog")).to_be_hidden()


def test_an_edit_and_a_deletion_appear_at_once(open_page: OpenPage, stage: Stage) -> None:
    page = open_page(stage.address)
    sent = stage.call("sendMessage", chat_id=stage.private.id, text="first")
    expect(page.locator(".words")).to_contain_text("first")
    stage.call("editMessageText", chat_id=stage.private.id, message_id=sent["message_id"], text="second")
    expect(page.locator(".words")).to_contain_text("second")
    expect(page.locator(".time")).to_contain_text("edited")
    stage.call("deleteMessage", chat_id=stage.private.id, message_id=sent["message_id"])
    expect(page.locator(".words")).to_have_count(0)


def test_the_menu_of_commands(open_page: OpenPage, stage: Stage) -> None:
    menu = [
        {"command": "ask", "description": "Ask a question"},
        {"command": "sources", "description": "What I know"},
    ]
    stage.call("setMyCommands", commands=menu)
    page = open_page(stage.address)
    line = page.get_by_label("Message", exact=True)
    line.press_sequentially("/")
    expect(page.get_by_role("option")).to_have_count(2)
    line.press("ArrowDown")
    expect(page.get_by_role("option", selected=True)).to_contain_text("/sources")
    line.press("Enter")
    expect(line).to_have_value("/sources ")
    line.press("Enter")
    assert stage.update("message")["text"] == "/sources"


def test_inline_results_are_chosen_with_the_arrow_keys(open_page: OpenPage, stage: Stage) -> None:
    page = open_page(stage.address)
    page.get_by_role("button", name="Reading group").click()
    line = page.get_by_label("Message", exact=True)
    line.press_sequentially("@foot")
    line.press("Tab")
    expect(line).to_have_value("@footnote_bot ")
    line.press_sequentially("mini")
    query = stage.update("inline_query")
    while query["query"] != "mini":
        query = stage.update("inline_query")
    results = [
        {
            "type": "article",
            "id": str(n),
            "title": f"Title {n}",
            "input_message_content": {"message_text": f"Text {n}"},
        }
        for n in range(3)
    ]
    stage.call("answerInlineQuery", inline_query_id=query["id"], results=results)
    expect(page.get_by_role("option")).to_have_count(3)
    line.press("ArrowDown")
    line.press("ArrowDown")
    line.press("Enter")
    expect(page.get_by_role("article").last).to_contain_text("Text 1")
    expect(page.get_by_role("article").last).to_contain_text("via @footnote_bot")
    expect(line).to_have_value("")


def test_reply_and_edit(open_page: OpenPage, stage: Stage) -> None:
    page = open_page(stage.address)
    line = page.get_by_label("Message", exact=True)
    stage.call("sendMessage", chat_id=stage.private.id, text="the bot's words")
    page.locator(".bubble").click(position={"x": 8, "y": 8})
    expect(page.locator("#context")).to_contain_text("Reply to Footnote")
    _say(page, "my reply")
    assert stage.update("message")["reply_to_message"]["text"] == "the bot's words"
    expect(page.get_by_role("article").last).to_contain_text("my reply")
    line.press("ArrowUp")
    expect(line).to_have_value("my reply")
    line.fill("my better reply")
    line.press("Enter")
    assert stage.update("edited_message")["text"] == "my better reply"
    expect(page.get_by_role("article").last).to_contain_text("my better reply")
    line.press("ArrowUp")
    line.press("Escape")
    expect(line).to_have_value("")


def test_who_speaks_and_in_which_language(open_page: OpenPage, stage: Stage) -> None:
    page = open_page(stage.address)
    page.get_by_role("button", name="Reading group").click()
    page.get_by_role("radio", name="Maria").check(force=True)
    page.get_by_role("radio", name="Русский").check(force=True)
    _say(page, "/ask кто?")
    said = stage.update("message")
    assert (said["from"]["first_name"], said["from"]["language_code"]) == ("Maria", "ru")
    expect(page.get_by_role("button", name="Remove bot")).to_have_count(0)
    page.get_by_role("button", name="Footnotes daily").click()
    expect(page.locator("#readonly")).to_be_visible()
    page.get_by_role("radio", name="Alex").check(force=True)
    _say(page, "A post")
    assert stage.update("channel_post")["text"] == "A post"


def test_topics(open_page: OpenPage, stage: Stage) -> None:
    page = open_page(stage.address)
    page.get_by_role("button", name="Newsroom").click()
    page.get_by_role("button", name="Mining", exact=True).click()
    _say(page, "/ask here")
    said = stage.update("message")
    topic = said["message_thread_id"]
    forum = stage.chat("Newsroom").id
    stage.call("sendMessage", chat_id=forum, text="in the topic", message_thread_id=topic)
    stage.call("sendMessage", chat_id=forum, text="in general")
    expect(page.get_by_role("article").last).to_contain_text("in the topic")
    page.get_by_role("button", name="General", exact=True).click()
    expect(page.get_by_role("article").last).to_contain_text("in general")
    page.once("dialog", lambda dialog: dialog.accept("Energy"))
    page.get_by_role("button", name="New topic").click()
    expect(page.get_by_role("button", name="Energy", exact=True)).to_have_attribute("aria-pressed", "true")


def test_block_remove_and_return(open_page: OpenPage, stage: Stage) -> None:
    page = open_page(stage.address)
    page.get_by_role("button", name="Block bot").click()
    assert stage.update("my_chat_member")["new_chat_member"]["status"] == "kicked"
    page.get_by_role("button", name="Unblock bot").click()
    assert stage.update("my_chat_member")["new_chat_member"]["status"] == "member"
    page.get_by_role("button", name="Reading group").click()
    page.get_by_role("button", name="Remove bot").click()
    assert stage.update("my_chat_member")["new_chat_member"]["status"] == "kicked"
    expect(page.locator("#subtitle")).to_contain_text("the bot is gone")
    page.get_by_role("button", name="Add bot").click()
    assert stage.update("my_chat_member")["new_chat_member"]["status"] == "member"


def test_a_file_is_dropped(open_page: OpenPage, stage: Stage, tmp_path: Path) -> None:
    page = open_page(stage.address)
    data = page.evaluate_handle(
        """() => { const t = new DataTransfer(); t.items.add(new File(["words"], "notes.txt")); return t; }"""
    )
    page.locator("#messages").dispatch_event("dragover", {"dataTransfer": data})
    expect(page.locator("#drop")).to_be_visible()
    page.locator("#messages").dispatch_event("drop", {"dataTransfer": data})
    document = stage.update("message")["document"]
    assert (document["file_name"], document["file_size"]) == ("notes.txt", 5)
    expect(page.locator(".file-name")).to_have_text("notes.txt")


def test_unread_and_typing(open_page: OpenPage, stage: Stage) -> None:
    page = open_page(stage.address)
    stage.call("sendChatAction", chat_id=stage.private.id, action="typing")
    expect(page.locator("#subtitle")).to_have_text("typing…")
    stage.call("sendMessage", chat_id=stage.private.id, text="done")
    expect(page.locator("#subtitle")).to_have_text("bot")
    stage.call("sendMessage", chat_id=stage.chat("Reading group").id, text="news")
    group = page.get_by_role("button", name="Reading group")
    expect(group).to_contain_text("1 unread")
    group.click()
    expect(group).not_to_contain_text("unread")


def test_links_to_the_bot_stay_on_the_page(open_page: OpenPage, stage: Stage) -> None:
    page = open_page(stage.address)
    text = '<a href="https://t.me/footnote_bot?start=s_abc">a source</a>'
    stage.call("sendMessage", chat_id=stage.chat("Reading group").id, text=text, parse_mode="HTML")
    page.get_by_role("button", name="Reading group").click()
    page.get_by_role("link", name="a source").click()
    assert stage.update("message")["text"] == "/start s_abc"
    expect(page.locator("#title")).to_have_text("Footnote")


def test_calls_are_listed_as_sent(open_page: OpenPage, stage: Stage) -> None:
    page = open_page(stage.address)
    page.get_by_role("button", name="What the bot did").click()
    page.get_by_role("button", name="Calls to Telegram").click()
    stage.call("sendMessage", chat_id=stage.private.id, text="<b>x</b>", parse_mode="HTML")
    call = page.locator(".call").first
    expect(call).to_contain_text("sendMessage")
    call.locator("summary").click()
    expect(call.locator("pre")).to_contain_text('"text": "<b>x</b>"')
    page.get_by_role("button", name="Close").press("Enter")
    expect(page.get_by_role("complementary")).to_be_hidden()


def test_what_came_while_the_line_was_cut_is_shown(open_page: OpenPage, stage: Stage) -> None:
    page = open_page(stage.address, tolerant=True)
    page.context.set_offline(True)
    stage.do(stage._page.close)  # the stream ends, as when a network goes
    expect(page.get_by_role("status").first).to_contain_text("Connection lost")
    owner = stage.scene.owner
    stage.do(lambda: people.say(stage.state, stage.private, owner, "asked meanwhile"))
    stage.call("sendMessage", chat_id=stage.private.id, text="answered meanwhile")
    page.context.set_offline(False)
    expect(page.get_by_role("article").last).to_contain_text("answered meanwhile", timeout=15_000)
    expect(page.get_by_role("status").first).to_contain_text("The bot is running")
