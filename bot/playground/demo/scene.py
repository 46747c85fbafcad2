"""The people and chats that the demo begins with."""

from dataclasses import dataclass

from bot.playground.server.people import add_topic
from bot.playground.server.state import Chat, State, User


@dataclass(frozen=True)
class Scene:
    """Who is there: the owner, whom the bot obeys, and two others."""

    owner: User
    others: tuple[User, ...]

    @property
    def people(self) -> tuple[User, ...]:
        """All whom one may speak as, the owner first."""
        return (self.owner, *self.others)


def scene_of(state: State) -> Scene:
    """The scene in a state that was kept: the first person is the owner."""
    owner, *others = [user for user in state.users.values() if not user.is_bot]
    return Scene(owner, tuple(others))


def set_scene(state: State) -> Scene:
    """Fill an empty state: a private chat each, a group, a group with topics and a channel."""
    owner = state.add_user("Alex", username="alex")
    others = (state.add_user("Maria", username="maria"), state.add_user("Ivan"))
    scene = Scene(owner, others)
    for user in scene.people:
        state.private(user)
    _place(scene, state.add_group("Reading group"), "member")
    forum = state.add_group("Newsroom", is_forum=True)
    _place(scene, forum, "member")
    for topic in ("Mining", "Regulation"):
        add_topic(state, forum, owner, topic)
    channel = state.add_group("Footnotes daily", kind="channel")
    channel.username = "footnotes_daily"
    _place(scene, channel, "administrator")
    state.updates.waiting.clear()  # the bot knows nothing of how the scene was set
    return scene


def _place(scene: Scene, chat: Chat, bot_status: str) -> None:
    chat.members = {scene.owner.id: "creator"} | {user.id: "member" for user in scene.others}
    chat.bot_status = bot_status
