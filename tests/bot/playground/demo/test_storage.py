import json

from bot.playground.demo.scene import scene_of, set_scene
from bot.playground.demo.storage import restored, saved
from bot.playground.demo.view import whole
from bot.playground.server import people
from bot.playground.server.sending import document_json, keep_file
from bot.playground.server.state import State
from tests.bot.playground.conftest import Call


def test_everything_comes_back(state: State, ask: Call) -> None:
    scene = set_scene(state)
    private = state.private(scene.owner)
    asked = people.say(state, private, scene.owner, "what?")
    people.send(
        state, private, scene.owner, {"document": document_json(keep_file(state, "a.txt", b"\x00\xff"))}
    )
    ask("sendMessage", chat_id=private.id, text="that", reply_parameters={"message_id": asked.id})
    ask(
        "setMyCommands",
        commands=[{"command": "ask", "description": "Ask"}],
        scope={"type": "all_group_chats"},
    )

    again = restored(json.loads(json.dumps(saved(state))))

    assert whole(again, scene_of(again)) == whole(state, scene) | {"calls": []}
    assert again.menus == state.menus
    assert again.updates.waiting == state.updates.waiting
    assert again.files == state.files
    assert people.say(again, again.chats[private.id], again.users[scene.owner.id], "more").id == 4
