"""A question may take up the one asked just before."""

from bot.answers.recent import EDITED_SECONDS, KEPT_SECONDS, MOST_CHATS, RecentQuestions


def test_a_chat_has_its_own_last_question_for_a_while() -> None:
    recent = RecentQuestions()
    recent.remember((1, None), "Who leads the bank?", 0, answer_id="a")
    recent.remember((2, None), "Where is the ferry?", 0, answer_id="b")
    recent.remember((1, None), "Who signed the law?", 10, answer_id="c")

    assert recent.previous((1, None), now=20) == "Who signed the law?"
    assert recent.previous((2, None), now=20) == "Where is the ferry?"
    assert recent.previous((1, None), now=10 + KEPT_SECONDS + 1) is None
    assert recent.previous((3, None), now=20) is None


def test_each_topic_of_a_chat_has_its_own() -> None:
    recent = RecentQuestions()
    recent.remember((1, 7), "Who leads the bank?", 0, answer_id="a")
    assert recent.previous((1, 7), now=1) == "Who leads the bank?"
    assert recent.previous((1, None), now=1) is None


def test_only_so_many_chats_are_remembered_and_the_oldest_goes_first() -> None:
    recent = RecentQuestions()
    for chat_id in range(MOST_CHATS + 1):
        recent.remember((chat_id, None), "Why?", 0, answer_id="a")

    assert recent.previous((0, None), now=1) is None
    assert recent.previous((MOST_CHATS, None), now=1) == "Why?"


def test_an_edited_question_is_what_is_talked_about_only_if_it_was() -> None:
    recent = RecentQuestions()
    recent.remember((1, None), "Who leads the bank?", 0, answer_id="a")
    recent.remember((1, None), "Where is the ferry?", 1, answer_id="b")
    recent.remember((1, None), "Who led the bank?", 2, answer_id="c", instead_of="a")
    assert recent.previous((1, None), now=3) == "Where is the ferry?"
    recent.remember((1, None), "Where was the ferry?", 4, answer_id="d", instead_of="b")
    assert recent.previous((1, None), now=5) == "Where was the ferry?"


def test_what_is_over_is_forgotten_though_nobody_asks_again() -> None:
    recent = RecentQuestions()
    recent.remember((1, None), "Who leads the bank?", 0, answer_id="a")
    recent.note("a", "Who signed the law?", 0, is_taken_up=True)
    recent.forget_old(now=KEPT_SECONDS + 1)
    assert recent.previous((1, None), now=0) is None
    assert recent.taken_up_by("a") == recent.before("a") == "Who signed the law?"
    recent.forget_old(now=EDITED_SECONDS + 1)
    assert recent.before("a") is None


def test_what_came_before_is_not_always_taken_up() -> None:
    recent = RecentQuestions()
    recent.note("a", "Who signed the law?", 0, is_taken_up=False)
    assert recent.before("a") == "Who signed the law?"
    assert recent.taken_up_by("a") is None
