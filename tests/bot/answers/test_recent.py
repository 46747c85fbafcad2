"""A question may take up the one asked just before."""

from bot.answers.recent import KEPT_SECONDS, MOST_CHATS, RecentQuestions


def test_a_chat_has_its_own_last_question_for_a_while() -> None:
    recent = RecentQuestions()
    recent.remember(1, "Who leads the bank?", now=0)
    recent.remember(2, "Where is the ferry?", now=0)
    recent.remember(1, "Who signed the law?", now=10)

    assert recent.previous(1, now=20) == "Who signed the law?"
    assert recent.previous(2, now=20) == "Where is the ferry?"
    assert recent.previous(1, now=10 + KEPT_SECONDS + 1) is None
    assert recent.previous(3, now=20) is None


def test_only_so_many_chats_are_remembered_and_the_oldest_goes_first() -> None:
    recent = RecentQuestions()
    for chat_id in range(MOST_CHATS + 1):
        recent.remember(chat_id, "Why?", now=0)

    assert recent.previous(0, now=1) is None
    assert recent.previous(MOST_CHATS, now=1) == "Why?"
