"""Stories end well, are the same whoever tells them, and an auditor sees what is broken in one."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest
from sqlalchemy import delete

from index.store.corpus.tables import documents
from tests.simulation import corpus
from tests.simulation.absences import Absence
from tests.simulation.albums import Album
from tests.simulation.auditor import audit
from tests.simulation.people import Voted
from tests.simulation.requests import Request
from tests.simulation.site import FEED, Site
from tests.simulation.story import Story
from tests.simulation.telling import Teller

_QUICK: Final = range(3)
_MANY: Final = 300
_PEACEFUL: Final = 0
"""A story without troubles in which there are questions, votes, and news, some of it from a site."""


@pytest.fixture(scope="module")
def teller() -> Iterator[Teller]:
    with Teller() as teller:
        yield teller


@pytest.mark.parametrize("seed", _QUICK)
def test_a_story_ends_well(teller: Teller, seed: int) -> None:
    story = teller.draw(seed)
    broken = teller.tell(story)
    assert not broken, "\n".join([*story.events, *broken])


@pytest.mark.system
def test_a_seed_tells_the_same_story_again(teller: Teller) -> None:
    first, _, again = (_told(teller, seed) for seed in (3, 4, 3))
    assert first.events == again.events


@pytest.mark.system
def test_a_seed_tells_the_same_story_in_another_process() -> None:
    stories = [_tell("--seed", "5", PYTHONHASHSEED=salt).stdout for salt in ("1", "2")]
    assert stories[0] == stories[1]
    assert "starts" in stories[0]


@pytest.mark.system
@pytest.mark.timeout(600)
def test_many_stories_end_well() -> None:
    told = _tell("--seeds", str(_MANY))
    assert told.returncode == 0, told.stdout


def _told(teller: Teller, seed: int) -> Story:
    story = teller.draw(seed)
    teller.tell(story)
    return story


def _tell(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tests.simulation", *arguments],
        cwd=Path(__file__).parents[2],
        env=os.environ | environment,
        capture_output=True,
        text=True,
    )


def _unanswered(story: Story) -> None:
    asked = story.asked[0].message
    story.telegram.taken = [
        each for each in story.telegram.taken if (each.chat_id, each.reply_to) != (asked.chat_id, asked.id)
    ]


def _answered_twice(story: Story) -> None:
    asked = story.asked[0].message
    answer = next(
        each for each in story.telegram.taken if (each.chat_id, each.reply_to) == (asked.chat_id, asked.id)
    )
    story.telegram.taken.append(replace(answer, id=999))


def _answered_wrongly(story: Story) -> None:
    for each in story.telegram.taken:
        each.text = each.text.replace("lighthouse", "moon").replace("ferry", "moon").replace("bakery", "moon")


def _answered_out_of_order(story: Story) -> None:
    story.telegram.taken.reverse()


def _in_another_topic(story: Story) -> None:
    for each in story.telegram.taken:
        each.thread_id = 99 if each.chat_id == corpus.FORUM else each.thread_id


def _untold(story: Story) -> None:
    story.telegram.taken = [each for each in story.telegram.taken if each.chat_id != 104]


def _told_a_stranger(story: Story) -> None:
    story.telegram.open_chat(-42, "group")
    news = next(each for each in story.telegram.taken if each.chat_id == 104)
    story.telegram.taken.append(replace(news, chat_id=-42))


def _vote_lost(story: Story) -> None:
    story.voted.append(Voted("an answer", 102))


def _command_lost(story: Story) -> None:
    story.commands[104] = "/unsubscribe"


def _picture_answered(story: Story) -> None:
    first = next(asked.message for asked in story.asked)
    story.albums.append(Album((first, replace(first, id=998)), replace(first, id=998)))


def _refused(words: str) -> Request:
    return Request(5.0, 1, "sendMessage", {"chat_id": "104"}, refusal=words)


def _sent_to_who_has_left(story: Story) -> None:
    story.absences.append(Absence(104, 0, 9))
    story.requests += [_refused("Forbidden: bot was blocked by the user")] * 2


def _nobody_knows(story: Story) -> None:
    story.refused.append((104, None, 0, 5 + 25 * 3600))
    early = _refused("Bad Request: CHAT_WRITE_FORBIDDEN")
    story.requests += [early, replace(early, at=early.at + 24.5 * 3600)]


def _ended(story: Story) -> None:
    story.exit_codes.append(1)


def _entry_lost(story: Story) -> None:
    lost = corpus.TITLES[_of_site(story).published[0]]
    story.disk.read(lambda c: c.execute(delete(documents).where(documents.c.title == lost)).rowcount)


def _asked_too_early(story: Story) -> None:
    _entry_lost(story)
    site = _of_site(story)
    assert site.get(FEED, {"If-None-Match": f'"{len(site.published)}"'}).status == 304


def _forgets_what_to_ask(story: Story) -> None:
    _of_site(story).published.append("another")


def _of_site(story: Story) -> Site:
    assert story.site is not None
    return story.site


@pytest.mark.parametrize(
    ("spoil", "complaint"),
    [
        (_unanswered, "was not answered"),
        (_answered_twice, "came again"),
        (_answered_wrongly, "something else"),
        (_answered_out_of_order, "out of order"),
        (_in_another_topic, "wrong topic"),
        (_untold, "never heard"),
        (_told_a_stranger, "nobody wants"),
        (_vote_lost, "not counted"),
        (_command_lost, "not done"),
        (_picture_answered, "a picture of an album, was answered"),
        (_sent_to_who_has_left, "2 times after blocking"),
        (_nobody_knows, "nobody was told"),
        (_ended, "ended with 1"),
        (_entry_lost, "is there 0 times"),
        (_asked_too_early, "known before it was there"),
        (_forgets_what_to_ask, "is kept as"),
    ],
)
def test_an_auditor_sees_what_is_broken(
    teller: Teller, spoil: Callable[[Story], None], complaint: str
) -> None:
    story = teller.draw(_PEACEFUL, in_peace=True)
    assert not teller.tell(story)
    spoil(story)
    assert any(complaint in each for each in audit(story)), audit(story)
