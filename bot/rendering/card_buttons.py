"""The buttons below an answer: two rows in a private chat, one in a group until ⋯ is pressed. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import urlencode

from bot.payloads import (
    AskAlone,
    CastVote,
    FollowQuestion,
    KeepQuestion,
    OpenAnswer,
    Pane,
    ShowCard,
    View,
    deep_link,
    write_press,
)
from bot.rendering.message import Button, choice
from bot.rendering.texts import Phrases

_SHARING: Final = "https://t.me/share/url?"


@dataclass(frozen=True, slots=True)
class Standing:
    """What people have done with an answer so far.

    `useful` and `useless` are how many found it so. `kept` tells whether somebody has the question kept, or
    with None that nobody can. `followed` says that this chat follows the question.
    """

    useful: int = 0
    useless: int = 0
    kept: bool | None = None
    followed: bool = False


@dataclass(frozen=True, slots=True)
class CardButtons:
    """The buttons of one answer, shown as `view` says; `numbers` are the passages to choose from."""

    answer_id: str
    view: View
    numbers: Sequence[int]
    standing: Standing
    phrases: Phrases
    username: str

    def private(self) -> Iterator[tuple[Button, ...]]:
        """Passages and votes, then what can be done with the one on top."""
        yield (*self._passages(), *self._votes())
        yield self._actions()
        yield from self._keep()

    def group(self) -> Iterator[tuple[Button, ...]]:
        """Passages, context, and ⋯, which shows the others below."""
        more = replace(self.view, more=not self.view.more)
        dots = self._show("⋯", more, chosen=self.view.more)
        if self.view.more:
            yield (*self._passages(), dots)
            yield self._actions()
            yield self._votes()
            yield from self._keep()
        else:
            yield (*self._passages(), self._toggle("🔎", Pane.CONTEXT), dots)

    def alone(self) -> tuple[Button, ...]:
        """The way out of a topic that was kept."""
        return (Button(self.phrases.text("button-alone"), write_press(AskAlone(self.answer_id))),)

    def follow(self, *, answered: bool) -> Button:
        """Hear of new answers, or of the first one; once it is pressed, hear no more."""
        keys = ("button-follow", "button-following") if answered else ("button-await", "button-awaited")
        press = write_press(FollowQuestion(self.answer_id, self.view))
        return Button(self.phrases.text(keys[self.standing.followed]), press)

    def _passages(self) -> Iterator[Button]:
        for number in self.numbers if len(self.numbers) > 1 else ():
            view = View(number, more=self.view.more)
            yield self._show(str(number + 1), view, chosen=number == self.view.top)

    def _votes(self) -> tuple[Button, ...]:
        return self._thumb("👍", useful=True), self._thumb("👎", useful=False)

    def _keep(self) -> Iterator[tuple[Button, ...]]:
        """Once there is a vote: have the question kept with it."""
        if self.standing.kept is not None:
            press = write_press(KeepQuestion(self.answer_id, self.view))
            yield (choice(self.phrases.text("button-keep"), press, chosen=self.standing.kept),)

    def _actions(self) -> tuple[Button, ...]:
        text = self.phrases.text
        link = deep_link(self.username, OpenAnswer(self.answer_id))
        share = Button("↗", url=_SHARING + urlencode({"url": link}))
        context = self._toggle(text("button-context"), Pane.CONTEXT)
        why = self._toggle(text("button-why"), Pane.WHY)
        return context, why, self.follow(answered=True), share

    def _toggle(self, label: str, pane: Pane) -> Button:
        is_open = self.view.pane is pane
        target = replace(self.view, pane=Pane.PASSAGE if is_open else pane)
        return self._show(label, target, chosen=is_open)

    def _show(self, label: str, target: View, *, chosen: bool) -> Button:
        return choice(label, write_press(ShowCard(self.answer_id, target)), chosen=chosen)

    def _thumb(self, sign: str, *, useful: bool) -> Button:
        count = self.standing.useful if useful else self.standing.useless
        press = write_press(CastVote(self.answer_id, self.view, useful))
        return Button(f"{sign} {count}" if count else sign, press)
