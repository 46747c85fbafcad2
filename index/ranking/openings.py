"""Sentences that only open others, and how far an answer that one of them opens reaches. Pure."""

import re
from collections.abc import Sequence

from index.model import Passage, Role, Span
from index.text.analysis import fold
from index.text.passages import count_words

LONGEST_HEAD = 2
"""Words of a sentence that only heads the next one: `Summary. The bank …`, `May 2021. The bank …`"""

LONGEST_ANSWER = 80
"""Words of a lead with its items that are shown together; with more, the first ones are."""

_FARTHEST = 5
"""Sentences after a lead among which what it announces begins."""

_ASKS = re.compile(r"[?？؟]\W{0,8}$")
_ASKS_WITHIN = 10
_REFERS_BACK = re.compile(
    r"[\W_]{0,8}(?:it|its|he|his|she|her|they|their|this|these|such"
    r"|он|она|оно|они|его|ее|их|это|этот|эта|эти|этого|эту|er|sie|es|seine?|ihre?|dies\w*|hän|se|sen|ne)\b"
)
_ANNOUNCED = {Role.ITEM, Role.ROW, Role.CODE}
_NO_ANSWER = {Role.LABEL, Role.CONTENTS}


def refers_back(sentence: str) -> bool:
    """Whether a sentence begins with a word for what was named before it."""
    return _REFERS_BACK.match(fold(sentence)) is not None


def roles_of(passage: Passage) -> tuple[Role, ...]:
    """The roles of a passage's sentences, all text where nothing is known."""
    return passage.roles or (Role.TEXT,) * len(passage.sentences)


def opened_by(texts: Sequence[str], roles: Sequence[Role]) -> list[range]:
    """For each sentence those that it opens, to which its words count as well; mostly none.

    A question or a label opens the next sentence (a short reply to a question does not), a lead all that it
    announces; code, such as the head of a function, a sentence that begins with `This` or the like.
    """
    asks = [_ASKS.search(text[-_ASKS_WITHIN:]) is not None for text in texts]
    opened = []
    for i, (text, role) in enumerate(zip(texts, roles, strict=True)):
        if role is Role.LEAD:
            opened.append(_announced(roles, i))
        elif i + 1 < len(texts) and (
            asks[i]
            or role is Role.LABEL
            or (role is Role.CODE and roles[i + 1] is Role.TEXT and refers_back(texts[i + 1]))
            or (_is_head(text) and not (i and asks[i - 1]))
        ):
            opened.append(range(i + 1, i + 2))
        else:
            opened.append(range(0))
    return opened


def _is_head(text: str) -> bool:
    return len(text.split(None, LONGEST_HEAD)) <= LONGEST_HEAD and count_words(text) <= LONGEST_HEAD


def can_answer(roles: Sequence[Role]) -> list[bool]:
    """Which sentences may be shown in bold; of a lead and the rows below it, these."""
    return [
        role not in _NO_ANSWER
        and not (role is Role.LEAD and (below := _announced(roles, i)) and roles[below.start] is Role.ROW)
        for i, role in enumerate(roles)
    ]


def only_opens(roles: Sequence[Role], opened: Sequence[range]) -> list[bool]:
    """Which sentences say nothing themselves; a lead does, with the items below it."""
    return [bool(reach) and role is not Role.LEAD for role, reach in zip(roles, opened, strict=True)]


def extent(passage: Passage, roles: Sequence[Role], chosen: int, *, adds: bool) -> Span:
    """What is shown as the answer when a sentence is chosen: mostly that one.

    A lead is shown with what it announces; so is an item of it unless it `adds` some of the question to it.
    """
    first = chosen
    if roles[chosen] in _ANNOUNCED - {Role.ROW} and not adds:
        while first > 0 and roles[first] is roles[chosen]:
            first -= 1
    announced = _announced(roles, first)
    if roles[first] is not Role.LEAD or announced.start != first + 1:
        return passage.sentences[chosen]
    last, words = first, 0
    for i in range(first, announced.stop):
        words += count_words(passage.sentences[i].of(passage.text))
        if words > LONGEST_ANSWER and i > first + 1:
            break
        last = i
    return Span(passage.sentences[first].start, passage.sentences[last].end)


def _announced(roles: Sequence[Role], lead: int) -> range:
    """The items, rows or code that a lead announces, below the rest of its paragraph and the table's head."""
    start = lead + 1
    while start < min(len(roles), lead + _FARTHEST) and roles[start] in {Role.LABEL, Role.TEXT, Role.LEAD}:
        start += 1
    end = start
    while end < len(roles) and roles[end] is roles[start] and roles[start] in _ANNOUNCED:
        end += 1
    return range(start, end) if end > start else range(lead + 1, lead + 1)
