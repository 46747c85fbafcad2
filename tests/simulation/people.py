"""What people do in a story, at moments that the seed chooses, and what they may expect of it."""

from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING, Final

from bot.answers import records
from bot.payloads import AskAbout, CastVote, FollowQuestion, read_press
from bot.subscriptions import Kind
from tests.overheard import note_said
from tests.simulation import corpus
from tests.simulation.chats import Message
from tests.simulation.corpus import Question

if TYPE_CHECKING:
    from tests.simulation.story import Story

LENGTH: Final = 45.0
"""Seconds in which people do something."""

VOTER: Final = 102


@dataclass(frozen=True)
class Asked:
    """A question in a chat; `title` stands in its answer, None of `elsewhere` does."""

    message: Message
    question: Question
    title: str | None = None
    elsewhere: tuple[str, ...] = ()


@dataclass(frozen=True)
class Voted:
    """A press of 👍 by somebody who had not voted on that answer."""

    answer_id: str
    person_id: int


@dataclass(frozen=True)
class Wish:
    """Who was subscribed to what when a piece of news came, and not known to have blocked the bot."""

    chat_id: int
    thread_id: int
    kind: Kind
    text: str


@dataclass(frozen=True)
class News:
    """A piece of news, and who waited for it then."""

    at: float
    key: str
    wishes: tuple[Wish, ...]


def write_script(story: "Story", chance: Random) -> None:
    """Put on the agenda who asks, votes, subscribes, and what becomes known."""
    for _ in range(chance.randint(3, 9)):
        _plan_question(story, chance)
    for _ in range(chance.randint(0, 2)):
        story.at(chance.uniform(5, LENGTH + 10), "", lambda: vote(story))
    keys = chance.sample(sorted(corpus.NEWS), chance.randint(1, 3))
    at = chance.uniform(1, LENGTH)
    for key in keys:  # often together
        at = chance.choice((at, at + 0.5, chance.uniform(1, LENGTH)))
        story.at(at, f"news: {key}", lambda key=key: drop(story, key))  # type: ignore[misc]
    if chance.random() < 0.5:
        _plan_standing_question(story, chance, keys[0])
    if chance.random() < 0.5:
        _plan_scope(story, chance)
    if chance.random() < 0.5:
        story.at(chance.uniform(1, LENGTH), "", lambda: command(story, 103, "/subscribe"))
    if chance.random() < 0.3:
        story.at(chance.uniform(1, LENGTH), "", lambda: command(story, 105, "/unsubscribe"))
    if chance.random() < 0.3:
        story.at(
            chance.uniform(5, LENGTH),
            "the group becomes a supergroup",
            lambda: story.telegram.migrate(corpus.GROUP, corpus.SUPERGROUP),
        )


def ask(
    story: "Story", chat_id: int, question: Question, *, thread_id: int | None = None, scoped: bool = False
) -> None:
    """Ask; in a group with the command."""
    if not may_write(story, chat_id):
        return
    is_private = story.telegram.chats[chat_id].type == "private"
    if not is_private and was_asked(story, chat_id, question):
        return  # the bot would only point to the answer given before
    text = question.text if is_private else f"/ask {question.text}"
    note_said(question.text)
    person_id = chat_id if is_private else corpus.PEOPLE[0]
    message = story.telegram.say(chat_id, person_id, text, thread_id=thread_id)
    story.note(f"{chat_id}/{thread_id or '-'} #{message.id} asks: {text}")
    elsewhere = tuple(each.title for each in corpus.QUESTIONS)
    asked = Asked(message, question, None, elsewhere) if scoped else Asked(message, question, question.title)
    story.asked.append(asked)


def command(story: "Story", person_id: int, text: str) -> None:
    """Write a command in the private chat."""
    if not may_write(story, person_id):
        return
    message = story.telegram.say(person_id, person_id, text)
    story.note(f"{person_id}/- #{message.id} says {text}")
    story.commands[person_id] = text


def drop(story: "Story", key: str) -> None:
    """A new text: in the folder, or in the feed of the site."""
    if story.site is not None and key in story.site.keys:
        story.site.published.append(key)
        return
    story.disk.drop(key, corpus.NEWS[key], story.clock.wall())
    hear(story, key)


def hear(story: "Story", key: str) -> None:
    """The bot can know of a new text from now on."""
    gone = story.known_gone()
    wishes = tuple(
        Wish(each.destination.chat_id, each.destination.thread_id, each.kind, each.text)
        for each in story.subscriptions()
        if each.destination.chat_id not in gone
    )
    story.news.append(News(story.clock.now, key, wishes))


def vote(story: "Story") -> None:
    """Press 👍 below the newest answer in the voter's chat, if that is kept and not voted on.

    Of copies of an answer, one that a death left behind may be unknown.
    """
    found = _newest(story, VOTER, CastVote)
    if found is None:
        return
    message, press, data = found
    assert isinstance(press, CastVote)
    voted = Voted(press.answer_id, VOTER)
    is_kept = story.disk.read(lambda c: records.find(c, press.answer_id)) is not None
    if press.useful and is_kept and voted not in story.voted:
        story.telegram.press(message, VOTER, data)
        story.voted.append(voted)
        story.note(f"{VOTER} presses 👍 below #{message.id}")


def narrow(story: "Story", person_id: int, question: Question) -> None:
    """Press "ask about it" below news, and ask what only other sources answer."""
    found = _newest(story, person_id, AskAbout)
    if found is None or was_asked(story, person_id, question):
        return  # or else the next question, whichever it is, would be about that source
    message, _, data = found
    story.telegram.press(message, person_id, data)
    story.note(f"{person_id} presses “ask about” below #{message.id}")
    ask(story, person_id, question, scoped=True)


def wait_for_answer(story: "Story", person_id: int) -> None:
    """Press 🔔 below the newest answer."""
    found = _newest(story, person_id, FollowQuestion)
    if found is not None:
        story.telegram.press(found[0], person_id, found[2])
        story.note(f"{person_id} presses 🔔 below #{found[0].id}")


def may_write(story: "Story", chat_id: int) -> bool:
    """Nobody writes in a group that is another one by now, nor to a bot that they have blocked."""
    chat = story.telegram.chats[chat_id]
    return chat.moved_to is None and not chat.is_blocked


def was_asked(story: "Story", chat_id: int, question: Question) -> bool:
    """Whether that has been asked there before."""
    return any((each.message.chat_id, each.question) == (chat_id, question) for each in story.asked)


def _plan_question(story: "Story", chance: Random) -> None:
    chat_id, thread_id = chance.choice(
        (
            (101, None),
            (102, None),
            (102, None),
            (103, None),
            (corpus.FORUM, 5),
            (corpus.FORUM, 8),
            (corpus.GROUP, None),
        )
    )
    question = chance.choice(corpus.QUESTIONS)
    at = chance.uniform(1, LENGTH)
    story.at(at, "", lambda: ask(story, chat_id, question, thread_id=thread_id))
    if chance.random() < 0.3:  # two in a row
        second = chance.choice(corpus.QUESTIONS)
        story.at(at + chance.uniform(0, 2), "", lambda: ask(story, chat_id, second, thread_id=thread_id))


def _plan_standing_question(story: "Story", chance: Random, key: str) -> None:
    question = Question(corpus.ABOUT_ONE[key], "")
    at = chance.uniform(1, 10)
    story.at(at, "", lambda: ask(story, 103, question))
    story.at(at + chance.uniform(2, 8), "", lambda: wait_for_answer(story, 103))


def _plan_scope(story: "Story", chance: Random) -> None:
    question = chance.choice(corpus.QUESTIONS)
    story.at(chance.uniform(15, LENGTH + 20), "", lambda: narrow(story, 101, question))


def _newest(story: "Story", chat_id: int, kind: type) -> tuple[Message, object, str] | None:
    """The newest message of the bot there with such a button: the message, the first such button's data.

    None also where nobody presses anything, for they have blocked the bot.
    """
    if not may_write(story, chat_id):
        return None
    for message in reversed(story.telegram.chats[chat_id].messages.values()):
        for row in message.rows if message.is_ours else ():
            for button in row:
                press = read_press(button.get("callback_data"))
                if isinstance(press, kind):
                    return message, press, button["callback_data"]
    return None
