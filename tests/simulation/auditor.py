"""Holds what happened in a story against what the bot promises. It knows the story from outside.

Copies: a message may come twice only for each time that nobody could know whether it had come.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from bot.answers import votes
from bot.payloads import AskAbout, ShowSubscriptions, TurnNews, read_press
from bot.subscriptions import Kind
from tests.simulation import corpus
from tests.simulation.chats import Message
from tests.simulation.farewells import lost_unsaid, may_be_lost, pestered
from tests.simulation.patience import probed_with_patience
from tests.simulation.people import Asked, News, Wish
from tests.simulation.requests import Request

if TYPE_CHECKING:
    from tests.simulation.story import Story

_GRACE_SECONDS: Final = 15.0
"""So long after it was told to stop a process breaks off nothing that is under way."""

SETTLED_WITHIN: Final = 1.0
"""Seconds from hearing that a message has arrived until that is written down, if the disk lets it."""


def audit(story: "Story") -> list[str]:
    """The promises that were broken; none when all is well."""
    return [
        *_at_rest(story),
        *_answered(story),
        *_in_order(story),
        *_told(story),
        *_not_repeated(story),
        *_in_the_right_place(story),
        *_voted_once(story),
        *_commands_done(story),
        *probed_with_patience(story),
        *lost_unsaid(story),
        *pestered(story),
        *_albums_once(story),
        *(story.site.audit() if story.site else ()),
    ]


def _at_rest(story: "Story") -> Iterator[str]:
    """Nothing waits for ever, and no process ends that was not told to."""
    if not story.is_at_rest:
        yield "something still waits, long after everything is over"
    for code in story.exit_codes:
        if code:
            yield f"a process ended with {code}"


def _answered(story: "Story") -> Iterator[str]:
    """Every question has its answer."""
    for asked in story.asked:
        answers = _answers(story, asked)
        what = f"question #{asked.message.id} in {asked.message.chat_id}"
        if not answers and not _could_not_be(story, asked.message):
            yield f"{what} was not answered"
        for each in answers:
            if asked.title and asked.title not in each.text:
                yield f"{what} was answered with something else in #{each.id}"
            if any(title in each.text for title in asked.elsewhere):
                yield f"{what} was to be answered from one source, but #{each.id} names another"


def _could_not_be(story: "Story", place: Message) -> bool:
    """Whether its place took no messages then: such a question is refused, as far as anybody can be told."""
    return any(
        chat_id == place.chat_id
        and thread_id in (None, place.thread_id)
        and place.at <= end
        and begin <= place.at + 600
        for chat_id, thread_id, begin, end in story.refused
    )


def _in_order(story: "Story") -> Iterator[str]:
    """Questions of one chat are first answered in the order of asking."""
    chats = {asked.message.chat_id for asked in story.asked}
    for chat_id in sorted(chats - {corpus.GROUP}):  # where it has moved, answers reply to nothing
        asked_there = [each for each in story.asked if each.message.chat_id == chat_id]
        firsts = [answers[0] for each in asked_there if (answers := _answers(story, each))]
        order = [story.telegram.taken.index(each) for each in firsts]
        if order != sorted(order):
            yield f"questions in {chat_id} were answered out of order"


def _told(story: "Story") -> Iterator[str]:
    """Whoever was subscribed when a piece of news came has heard of it."""
    for news in story.news:
        for wish in news.wishes:
            if _is_for(wish, news) and not _gone(story, wish) and not may_be_lost(story, wish, news):
                place = (_now(story, wish.chat_id), wish.thread_id or None)
                if not _tellings(story, news, *place):
                    yield f"{place} never heard of {news.key}"


def _not_repeated(story: "Story") -> Iterator[str]:
    """Nothing comes twice but for what nobody could know."""
    for asked in story.asked:
        if asked.message.chat_id != corpus.GROUP:
            answers = _answers(story, asked)
            yield from _excess(
                story, answers, f"the answer to #{asked.message.id} in {asked.message.chat_id}"
            )
    for news in story.news:
        places: dict[tuple[int, int | None], list[Message]] = defaultdict(list)
        for each in story.telegram.taken:
            if _names(each, corpus.TITLES[news.key]) and _is_news(each):
                places[_now(story, each.chat_id), each.thread_id].append(each)
        for place, messages in places.items():
            yield from _excess(story, messages, f"{news.key} in {place}")


def _albums_once(story: "Story") -> Iterator[str]:
    """An album is one message: one answer, or in a private chat one word that it is no question."""
    for album in story.albums:
        first = album.pictures[0]
        if album.question is None and first.chat_id > 0:
            wordless = [each for picture in album.pictures for each in _replies(story, picture)]
            yield from _excess(story, wordless, f"the word on album #{first.id} in {first.chat_id}")
            if not wordless and not _could_not_be(story, first):
                yield f"nothing was said of album #{first.id} in {first.chat_id}"
            continue
        for picture in album.pictures:
            if picture is not album.question and _replies(story, picture):
                yield f"#{picture.id} in {picture.chat_id}, but a picture of an album, was answered"


def _in_the_right_place(story: "Story") -> Iterator[str]:
    """An answer stands in the topic of its question, and news only where somebody subscribed."""
    for asked in story.asked:
        for each in _answers(story, asked):
            if each.chat_id == asked.message.chat_id and each.thread_id != asked.message.thread_id:
                yield f"#{each.id} in {each.chat_id} stands in the wrong topic"
    subscribed = {(chat_id, thread_id) for chat_id, thread_id, _ in corpus.SUBSCRIBED}
    subscribed |= {(103, None), (corpus.SUPERGROUP, None)}
    for each in story.telegram.taken:
        if _is_news(each) and (each.chat_id, each.thread_id) not in subscribed:
            yield f"#{each.id} in {each.chat_id} tells news where nobody wants any"


def _voted_once(story: "Story") -> Iterator[str]:
    """A press of 👍 counts, once."""
    for voted in story.voted:
        vote = story.disk.read(lambda c: votes.find(c, voted.answer_id, voted.person_id))  # noqa: B023
        if vote is None or not vote.useful:
            yield f"the vote of {voted.person_id} on {voted.answer_id} is not counted"


def _commands_done(story: "Story") -> Iterator[str]:
    """What a command wanted is so."""
    everything = {each.destination.chat_id for each in story.subscriptions() if each.kind is Kind.EVERYTHING}
    for person_id, text in story.commands.items():
        if (person_id in everything) != (text == "/subscribe"):
            yield f"{text} of {person_id} was not done"


def _excess(story: "Story", messages: list[Message], what: str) -> Iterator[str]:
    """What comes again although its arrival was known."""
    for message in messages[:-1]:
        if not _unsure(story, message):
            yield f"{what} came again although #{message.id} was known to have arrived"


def _unsure(story: "Story", message: Message) -> bool:
    """Whether the bot may not know that this message has arrived."""
    request = next(each for each in story.requests if each.message is message)
    if request.heard_at is None:
        return not any(stop <= (request.cut_at or -1) < stop + _GRACE_SECONDS for stop in story.stops)
    return any(request.heard_at <= death <= _written_by(story, request) for death in story.deaths)


def _written_by(story: "Story", request: Request) -> float:
    assert request.heard_at is not None
    return story.plan.unlocked_at(request.heard_at) + SETTLED_WITHIN


def _answers(story: "Story", asked: Asked) -> list[Message]:
    """What replies to the question; in a group that has moved, what says the same."""
    question = asked.message
    replies = _replies(story, question)
    if replies or story.telegram.chats[question.chat_id].moved_to is None:
        return replies
    return [
        each
        for each in story.telegram.taken
        if each.chat_id == corpus.SUPERGROUP and asked.title and asked.title in each.text
    ]


def _replies(story: "Story", message: Message) -> list[Message]:
    place = (message.chat_id, message.id)
    return [x for x in story.telegram.taken if (x.chat_id, x.reply_to) == place and not _is_news(x)]


def _is_news(message: Message) -> bool:
    """Whether it is an announcement: told by its buttons, since answers name the same texts."""
    presses = (read_press(each.get("callback_data")) for row in message.rows for each in row)
    announces = any(isinstance(press, AskAbout | ShowSubscriptions | TurnNews) for press in presses)
    return announces and any(_names(message, title) for title in corpus.TITLES.values())


def _names(message: Message, title: str) -> bool:
    """Whether it shows the text with that title."""
    return f">{title}</a>" in message.text


def _tellings(story: "Story", news: News, chat_id: int, thread_id: int | None) -> list[Message]:
    title = corpus.TITLES[news.key]
    return [
        each
        for each in story.telegram.taken
        if (_now(story, each.chat_id), each.thread_id) == (chat_id, thread_id)
        and _names(each, title)
        and _is_news(each)
    ]


def _is_for(wish: Wish, news: News) -> bool:
    match wish.kind:
        case Kind.EVERYTHING:
            return True
        case Kind.TAG:
            return f"[{wish.text}]" in corpus.NEWS[news.key]
        case Kind.STANDING | Kind.QUESTION:
            return wish.text == corpus.ABOUT_ONE[news.key]
        case _:
            return wish.text in corpus.NEWS[news.key]


def _gone(story: "Story", wish: Wish) -> bool:
    """Whether they have left since."""
    return story.commands.get(wish.chat_id) == "/unsubscribe"


def _now(story: "Story", chat_id: int) -> int:
    """The id of a chat by now."""
    return story.telegram.chats[chat_id].moved_to or chat_id
