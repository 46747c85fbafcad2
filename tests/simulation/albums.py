"""People who show several pictures at once, which Telegram reports one by one."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING, Final

from tests.overheard import note_said
from tests.simulation import corpus, people
from tests.simulation.chats import Message
from tests.simulation.corpus import Question
from tests.simulation.people import LENGTH, Asked

if TYPE_CHECKING:
    from tests.simulation.story import Story

_MOST_PICTURES: Final = 4


@dataclass(frozen=True)
class Album:
    """Pictures shown together; one of them may be the `question`."""

    pictures: tuple[Message, ...]
    question: Message | None


def plan_albums(story: "Story", chance: Random) -> None:
    """Put on the agenda who shows albums."""
    for _ in range(chance.choice((0, 0, 1, 2))):
        chat_id, thread_id = chance.choice(
            ((101, None), (102, None), (103, None), (corpus.FORUM, 8), (corpus.GROUP, None))
        )
        question = chance.choice((None, *corpus.QUESTIONS))
        place = chance.randrange(_MOST_PICTURES)
        captions = [question if each == place else None for each in range(chance.randint(2, _MOST_PICTURES))]
        at = chance.uniform(1, LENGTH)
        story.at(at, "", lambda c=chat_id, t=thread_id, q=captions: show(story, c, t, q))  # type: ignore[misc]


def show(story: "Story", chat_id: int, thread_id: int | None, captions: Sequence[Question | None]) -> None:
    """Show that many pictures, with these questions below them."""
    question = next((each for each in captions if each), None)
    if not people.may_write(story, chat_id) or (question and people.was_asked(story, chat_id, question)):
        return
    is_private = story.telegram.chats[chat_id].type == "private"
    command = "" if is_private else "/ask "
    person_id = chat_id if is_private else corpus.PEOPLE[0]
    album = f"album {len(story.albums)}"
    pictures, asking = [], None
    for each in captions:
        text = command + each.text if each else ""
        note_said(text.removeprefix(command))
        picture = story.telegram.say(chat_id, person_id, text, thread_id=thread_id, album=album)
        pictures.append(picture)
        if each:
            asking = picture
            story.asked.append(Asked(picture, each, each.title))
    story.note(f"{chat_id}/{thread_id or '-'} #{pictures[0].id} …: {album}, {bool(question)}")
    story.albums.append(Album(tuple(pictures), asking))
