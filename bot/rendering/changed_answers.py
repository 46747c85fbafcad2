"""What was answered to a kept question, and what is now, side by side. Pure."""

from typing import Final

from bot.payloads import AcceptAnswer, TakeBackRemoval, write_press
from bot.rendering.markup import Html, bold, clip, isolated, join, quotation
from bot.rendering.message import Button, Message
from bot.rendering.texts import Phrases
from index import Repetition

_LONGEST_QUESTION: Final = 300
_LONGEST_SENTENCE: Final = 600
_LONGEST_TITLE: Final = 120


def changed_answer_message(repetition: Repetition, phrases: Phrases, *, can_undo: bool) -> Message:
    """The question, the sentence that answered it, and the one that does now, or that none does."""
    kept, answer = repetition.kept, repetition.answer
    now = phrases.html("no-answer")
    if answer.answered:
        first = answer.quotes[0]
        title = Html.of(clip(first.title, _LONGEST_TITLE))
        now = join("\n", [_sentence(first.highlight.of(first.text)), title])
    parts = [
        bold(phrases.html("answer-changed")),
        isolated(clip(kept.text, _LONGEST_QUESTION)),
        phrases.html("answer-was"),
        _sentence(kept.sentence),
        phrases.html("answer-is"),
        now,
        phrases.html("answer-source-gone") if can_undo else "",
    ]
    fine = Button(phrases.text("button-fine"), write_press(AcceptAnswer(kept.key)))
    undo = Button(phrases.text("button-undo-removal"), write_press(TakeBackRemoval(kept.key)))
    return Message(join("\n", parts), ((fine, undo),) if can_undo else ((fine,),))


def _sentence(text: str) -> Html:
    return quotation(clip(text, _LONGEST_SENTENCE))
