import pytest

from bot.playground.server import people
from bot.playground.server.state import Chat, State, User


def _heard(state: State) -> list[str]:
    return [update.kind for update in state.updates.waiting]


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("just talk", False),
        ("/ask what", True),
        ("/ask@footnote_bot what", True),
        ("/ask@other_bot what", False),
        ("not /ask", False),
        ("@footnote_bot what", True),
        ("@someone what", False),
    ],
)
def test_in_privacy_mode_the_bot_hears_what_is_meant_for_it(
    state: State, group: Chat, ann: User, text: str, heard: bool
) -> None:
    people.say(state, group, ann, text)
    assert bool(_heard(state)) is heard


def test_an_administrator_hears_all(state: State, group: Chat, ann: User) -> None:
    group.bot_status = "administrator"
    people.say(state, group, ann, "just talk")
    assert _heard(state) == ["message"]


def test_a_reply_to_the_bot_is_heard(state: State, group: Chat, ann: User) -> None:
    spoken = state.post(group, {"text": "I am here"}, sender=state.bot)
    people.say(state, group, ann, "and?", reply_to=spoken)
    assert state.updates.waiting[0].body["reply_to_message"]["text"] == "I am here"


def test_an_edit_is_heard(state: State, private: Chat) -> None:
    said = next(iter(private.messages.values()))
    people.edit(state, said, "hello again")
    assert _heard(state) == ["message", "edited_message"]
    assert state.updates.waiting[-1].body["text"] == "hello again"


def test_a_reaction_is_heard_as_an_edit_that_changes_no_word(state: State, private: Chat) -> None:
    said = next(iter(private.messages.values()))
    before = said.text
    people.react(state, said)
    assert _heard(state) == ["message", "edited_message"]
    assert (state.updates.waiting[-1].body["text"], "edit_date" in said.fields) == (before, True)


def test_an_album_is_heard_as_a_message_for_each_picture(state: State, private: Chat, ann: User) -> None:
    before = len(state.updates.waiting)
    people.send_album(state, private, ann, [{"photo": [], "caption": "what is it?"}, {"photo": []}])
    heard = [update.body for update in list(state.updates.waiting)[before:]]
    assert [each.get("caption") for each in heard] == ["what is it?", None]
    (album,) = {each["media_group_id"] for each in heard}
    people.send_album(state, private, ann, [{"photo": []}])
    assert state.updates.waiting[-1].body["media_group_id"] != album


def test_of_a_move_the_bot_hears_three_times(state: State, ann: User) -> None:
    group = state.add_group("Team", kind="group")
    group.members, group.bot_status = {ann.id: "creator"}, "member"
    moved = people.migrate(state, group, ann)
    assert _heard(state) == ["message", "message", "my_chat_member"]
    farewell, welcome, added = (update.body for update in state.updates.waiting)
    assert (farewell["chat"]["id"], farewell["migrate_to_chat_id"]) == (group.id, moved.id)
    assert (welcome["chat"]["id"], welcome["migrate_from_chat_id"]) == (moved.id, group.id)
    assert (added["chat"]["id"], added["new_chat_member"]["status"]) == (moved.id, "member")


def test_a_channel_posts(state: State, ann: User) -> None:
    channel = state.add_group("News", kind="channel")
    channel.members, channel.bot_status = {ann.id: "creator"}, "administrator"
    people.say(state, channel, ann, "news")
    assert _heard(state) == ["channel_post"]


def test_block_and_return(state: State, private: Chat, ann: User) -> None:
    people.place_bot(state, private, ann, "kicked")
    people.say(state, private, ann, "back again")
    changes = [
        u.body["new_chat_member"]["status"] for u in state.updates.waiting if u.kind == "my_chat_member"
    ]
    assert changes == ["kicked", "member"]
    assert _heard(state)[-1] == "message"


def test_an_anonymous_administrator_speaks_as_the_group(state: State, group: Chat, ann: User) -> None:
    people.say(state, group, ann, "/settings", anonymous=True)
    body = state.updates.waiting[0].body
    assert (body["from"]["username"], body["sender_chat"]["id"]) == ("GroupAnonymousBot", group.id)


def test_in_a_topic_everything_replies_to_its_beginning(state: State, ann: User) -> None:
    forum = state.add_group("Forum", is_forum=True)
    forum.members, forum.bot_status = {ann.id: "member"}, "member"
    topic = people.add_topic(state, forum, ann, "Mining")
    said = people.say(state, forum, ann, "/ask x", topic=topic)
    assert said.json()["reply_to_message"]["message_id"] == topic
    assert said.json()["is_topic_message"] is True
