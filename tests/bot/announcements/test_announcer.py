"""Who is told of what: once, of what is new, and for a reason of theirs."""

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Connection

from bot import subscriptions
from bot.announcements import Announcer, log
from bot.chats import profiles
from bot.delivery import outbox
from bot.delivery.deliveries import deliveries
from bot.subscriptions import Destination, Rhythm, Schedule, destinations
from index import DatabaseError, Document, DocumentId, SourceId, SourceKind
from index.sources.ingest import analyse_document
from index.store.corpus import webs
from index.store.corpus.webs import WebSource
from tests.bot.announcing import World, open_world

LAW = """The Orrenmouth assembly passed the tidal power law on Tuesday.

The law allows private companies to build tidal turbines in the bay from March. Fishing boats must keep a
distance of 400 metres from each turbine.
"""
FERRY = """The night ferry between Orrenmouth and Halsk will stop running in winter.

The harbour office said the ferry carried only eleven passengers a night. A bus takes its place.
"""
QUESTION = "How far must fishing boats keep from a tidal turbine?"


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with open_world(tmp_path) as world:
        world.drop("old.md", "The lighthouse of Halsk was painted white in 1911, after a storm.")
        world.announce()
        yield world


def test_what_was_there_before_the_first_run_is_news_to_nobody(world: World) -> None:
    world.follow(1)
    world.announce()
    assert world.planned() == {}


def test_everybody_who_wants_everything_hears_once(world: World) -> None:
    world.follow(1)
    world.follow(2)
    world.drop("law.md", LAW)
    assert world.announce()
    assert not world.announce()
    assert set(world.planned()) == {1, 2}


def test_words_tags_and_publishers(world: World) -> None:
    world.follow(1, "turbines law")
    world.follow(2, "turbine -fishing")
    world.follow(3, "tag:Energy")
    world.follow(4, "publisher: bay courier")
    world.follow(5, "ferries")
    world.drop("law.md", LAW, title="Tidal power is allowed", publisher="Bay Courier", tags="[energy, law]")
    world.announce()
    assert set(world.planned()) == {1, 3, 4}


def test_a_chat_gets_one_delivery_a_batch_with_all_its_reasons(world: World) -> None:
    everything, ferry = world.follow(1), world.follow(1, "ferry")
    world.drop("law.md", LAW)
    world.drop("ferry.md", FERRY)
    world.announce()
    told = world.planned()[1]
    assert {reason.subscription_id for reason in told} == {everything.id, ferry.id}
    [about_ferry] = [reason.documents for reason in told if reason.subscription_id == ferry.id]
    assert about_ferry is not None
    assert len(about_ferry) == 1


def test_a_standing_question_is_answered_once_with_the_passage(world: World) -> None:
    question = world.ask_about(1, QUESTION, standing=True)
    world.drop("ferry.md", FERRY)
    world.announce()
    assert world.planned() == {}
    world.drop("law.md", LAW)
    world.announce()
    [reason] = world.planned()[1]
    assert reason.subscription_id == question.id
    assert reason.quote is not None
    assert "400 metres" in reason.quote.highlight.of(reason.quote.text)
    world.drop("again.md", LAW.replace("passed", "confirmed"))
    world.announce()
    assert world.planned() == {}


def test_a_followed_question_is_told_of_each_new_answer(world: World) -> None:
    world.ask_about(1, QUESTION)
    world.drop("law.md", LAW)
    world.announce()
    assert len(world.planned()[1]) == 1
    world.drop("more.md", "Fishing boats must now keep 900 metres from every tidal turbine.")
    world.announce()
    [reason] = world.planned()[1]
    assert reason.quote is not None
    assert "900 metres" in reason.quote.text


def test_a_follower_is_not_told_what_they_know_nor_anything_worse(world: World) -> None:
    world.ask_about(1, QUESTION)
    world.drop("law.md", LAW)
    world.announce()
    assert set(world.planned()) == {1}
    world.drop("same.md", "Fishing boats must keep a distance of 400 metres, from each turbine!\n\nSo.")
    world.drop("worse.md", "The council spoke of fishing boats and of a turbine, for hours.")
    world.announce()
    assert world.planned() == {}


def test_an_edited_source_is_told_only_where_its_answer_changed(world: World) -> None:
    world.ask_about(1, QUESTION)
    world.follow(2)
    world.follow(3, "turbine")
    world.drop("law.md", LAW)
    world.announce()
    assert set(world.planned()) == {1, 2, 3}
    world.drop("law.md", LAW + "\nThe mayor was pleased.")
    world.announce()
    assert world.planned() == {}
    world.drop("law.md", LAW.replace("400", "700"))
    world.announce()
    told = world.planned()
    assert set(told) == {1}
    [reason] = told[1]
    assert reason.before is not None
    assert reason.quote is not None
    assert ("400 metres" in reason.before, "700 metres" in reason.quote.text) == (True, True)


def test_a_removed_source_is_never_told(world: World) -> None:
    world.follow(1)
    world.drop("law.md", LAW)
    world.remove("law.md")
    world.announce()
    assert world.planned() == {}


def test_the_same_article_is_told_once_wherever_it_comes_from(world: World, tmp_path: Path) -> None:
    world.follow(1)
    world.drop("law.md", LAW, url="https://www.bay.example/law/?utm_source=x")
    world.announce()
    assert len(world.planned()) == 1
    world.drop("feed.md", LAW + "\nMore to read.", url="https://bay.example/law")
    elsewhere = tmp_path / "elsewhere.md"
    elsewhere.write_text(LAW)
    world.library.add([str(elsewhere)])
    world.remove("law.md")
    world.drop("law.md", LAW)
    world.announce()
    assert world.planned() == {}


def test_an_article_that_was_there_at_first_is_not_new_under_another_name(tmp_path: Path) -> None:
    with open_world(tmp_path) as world:
        world.drop("law.md", LAW)
        world.announce()
        world.follow(1)
        world.drop("copy.md", LAW)
        world.announce()
        assert world.planned() == {}


def test_a_first_run_that_was_cut_off_goes_on_where_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.announcements.announcer._CHANGES_AT_ONCE", 1)
    with open_world(tmp_path) as world:
        for number in range(4):
            world.drop(f"{number}.md", f"Lighthouse number {number} was painted white in 191{number}.")
        written = 0

        def fence(connection: Connection) -> None:
            nonlocal written
            written += 1
            if written > 3:
                raise DatabaseError("the connection is lost")

        cut_off = Announcer(world.library, world.database, time_zone="UTC", wait_seconds=0, fence=fence)
        with pytest.raises(DatabaseError):
            asyncio.run(cut_off.announce())
        assert world.write(log.read_cursor) is None
        end = world.library.cursor()
        world.drop("law.md", LAW)  # comes while the first run is not over: that is news
        world.follow(1)
        assert world.write(lambda c: log.begin(c, world.library.cursor())) == (end, 2)

        assert not world.announce()  # the rest of the first run
        assert world.announce()
        assert world.planned().keys() == {1}
        announcement = world.write(lambda c: log.find(c, 1))
        assert announcement is not None
        (told,) = [world.library.document(each.document_id) for each in announcement.documents]
        assert told is not None
        assert told.text.startswith("The Orrenmouth assembly")
        world.drop("copy.md", "Lighthouse number 3 was painted white in 1913.")
        world.announce()
        assert world.planned() == {}


def test_paused_and_gone_ones_hear_nothing(world: World) -> None:
    paused, _ = world.follow(1), world.follow(2)
    now = datetime.now(UTC)
    world.write(lambda c: subscriptions.pause(c, paused.id, paused=True))
    world.write(lambda c: profiles.mark_gone(c, 2, reason="blocked", at=now))
    world.drop("law.md", LAW)
    world.announce()
    assert world.planned() == {}
    world.write(lambda c: profiles.mark_present(c, 2))
    world.drop("ferry.md", FERRY)
    world.announce()
    assert set(world.planned()) == {2}


def test_a_digest_waits_for_its_hour_but_an_awaited_answer_does_not(world: World) -> None:
    world.follow(1)
    world.follow(2)
    world.ask_about(2, QUESTION, standing=True)
    for chat_id in (1, 2):
        daily = Schedule(Rhythm.WEEKLY)
        world.write(lambda c: destinations.choose(c, Destination(chat_id), daily))  # noqa: B023
    before = datetime.now(UTC)
    world.drop("law.md", LAW)
    world.announce()
    first = world.database.read(outbox.next_due_at)
    assert first is not None
    assert before <= first <= datetime.now(UTC)
    world.write(lambda c: outbox.cancel(c, 2, reason="", at=before))
    later = world.database.read(outbox.next_due_at)
    assert later is not None
    assert (later.weekday(), later.hour) == (0, 9)


def test_planning_goes_on_where_it_was_left(world: World) -> None:
    for chat_id in (1, 2, 3):
        world.follow(chat_id)
    world.drop("law.md", LAW)
    world.announce()
    assert set(world.planned()) == {1, 2, 3}
    announcements = log.announcements
    world.write(
        lambda c: (
            c.execute(
                announcements.update().values(planned=False, planned_chat_id=2, planned_thread_id=0)
            ).rowcount
        )
    )
    world.write(lambda c: c.execute(deliveries.delete()).rowcount)
    assert world.announce()
    assert set(world.planned()) == {3}


def bring_feed(world: World, *texts: str, first: bool) -> list[str]:
    """Let a feed bring these texts, as its first ones or later; return the ids of its documents."""
    source_id = SourceId("feed1")
    made = [
        Document(DocumentId(f"{source_id}{i}{first}"), source_id, f"Text {i}", text, publisher="Bay Courier")
        for i, text in enumerate(texts)
    ]
    source = WebSource(
        source_id, SourceKind.FEED, "https://bay.example/feed", "Bay", None, None, "en", {}, None
    )
    read = [(document, analyse_document(document)) for document in made]
    world.write(lambda connection: webs.put(connection, source, read, datetime.now(UTC)))
    world.library.refresh_web()
    return [document.id for document in made]


def test_a_feed_is_news_once_with_the_number_of_its_texts_and_answers_whoever_waits(world: World) -> None:
    world.follow(1)
    world.ask_about(2, QUESTION, standing=True)
    world.ask_about(3, QUESTION)
    ids = bring_feed(world, LAW, FERRY, "The lighthouse opens in May, said the harbour office.", first=True)
    world.announce()
    announced = world.database.read(lambda c: log.find(c, 1))
    assert announced is not None
    assert [(each.many, each.silent) for each in announced.documents] == [(1, True), (1, True), (3, False)]
    planned = world.planned()
    assert planned.keys() == {1, 2}
    assert planned[2][0].quote is not None
    assert planned[2][0].quote.document_id == ids[0]
    bring_feed(world, "A second lighthouse opens in June, said the harbour office.", first=False)
    world.announce()
    assert world.planned().keys() == {1}
