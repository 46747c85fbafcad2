"""A question may take up the one asked just before."""

from bot.answers.recent import EDITED_SECONDS, KEPT_SECONDS, MOST_CHATS, RecentQuestions
from tests.bot.clock import Clock


def test_a_chat_has_its_own_last_question_for_a_while() -> None:
    recent = RecentQuestions(clock := Clock())
    recent.remember((1, None), "Who leads the bank?", answer_id="a")
    recent.remember((2, None), "Where is the ferry?", answer_id="b")
    clock.now = 10
    recent.remember((1, None), "Who signed the law?", answer_id="c")

    clock.now = 20
    assert recent.previous((1, None)) == "Who signed the law?"
    assert recent.previous((2, None)) == "Where is the ferry?"
    assert recent.previous((3, None)) is None
    clock.now = KEPT_SECONDS + 1
    assert recent.previous((1, None)) == "Who signed the law?"
    assert recent.previous((2, None)) is None
    clock.now = 10 + KEPT_SECONDS + 1
    assert recent.previous((1, None)) is None


def test_each_topic_of_a_chat_has_its_own() -> None:
    recent = RecentQuestions(Clock())
    recent.remember((1, 7), "Who leads the bank?", answer_id="a")
    assert recent.previous((1, 7)) == "Who leads the bank?"
    assert recent.previous((1, None)) is None


def test_only_so_many_chats_are_remembered_and_the_oldest_goes_first() -> None:
    recent = RecentQuestions(Clock())
    for chat_id in range(MOST_CHATS + 1):
        recent.remember((chat_id, None), "Why?", answer_id="a")

    assert recent.previous((0, None)) is None
    assert recent.previous((MOST_CHATS, None)) == "Why?"


def test_an_edited_question_is_what_is_talked_about_only_if_it_was() -> None:
    recent = RecentQuestions(Clock())
    recent.remember((1, None), "Who leads the bank?", answer_id="a")
    recent.remember((1, None), "Where is the ferry?", answer_id="b")
    recent.remember((1, None), "Who led the bank?", answer_id="c", instead_of="a")
    assert recent.previous((1, None)) == "Where is the ferry?"
    recent.remember((1, None), "Where was the ferry?", answer_id="d", instead_of="b")
    assert recent.previous((1, None)) == "Where was the ferry?"


def test_what_is_over_is_forgotten_though_nobody_asks_again() -> None:
    recent = RecentQuestions(clock := Clock())
    recent.remember((1, None), "Who leads the bank?", answer_id="a")
    recent.note(1, "a", "Who signed the law?", is_taken_up=True)
    clock.now = KEPT_SECONDS + 1
    recent.forget_old()
    clock.now = 0  # nothing is hidden alone: it is gone
    assert recent.previous((1, None)) is None
    assert recent.taken_up_by("a") == recent.before("a") == "Who signed the law?"
    clock.now = EDITED_SECONDS + 1
    recent.forget_old()
    clock.now = 0
    assert recent.before("a") is None


def test_what_came_before_is_not_always_taken_up() -> None:
    recent = RecentQuestions(Clock())
    recent.note(1, "a", "Who signed the law?", is_taken_up=False)
    assert recent.before("a") == "Who signed the law?"
    assert recent.taken_up_by("a") is None


def test_whoever_wants_to_be_forgotten_is_forgotten_with_all_that_came_before() -> None:
    recent = RecentQuestions(Clock())
    for answer_id in ("a", "b"):
        recent.remember((1, None), "Who leads the bank?", answer_id=answer_id)
        recent.note(1, answer_id, "Who signed the law?", is_taken_up=True)
    recent.note(2, "c", "Where is the ferry?", is_taken_up=True)
    recent.forget(1)
    assert recent.previous((1, None)) is None
    assert [recent.before(answer_id) for answer_id in "abc"] == [None, None, "Where is the ferry?"]
