"""One source, as its owner sees it: what it is, how it is, and what can be done with it."""

from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from bot.payloads import ChangeSource, SourceAct, write_press
from bot.rendering.citations import LONGEST_TITLE, moment_text, origin
from bot.rendering.markup import Html, bold, clip, isolated, join, link
from bot.rendering.message import Button, Message
from bot.rendering.reasons import reason_text
from bot.rendering.texts import Phrases
from index import Report, Source, SourceKind

LOOKED_AT: Final = frozenset({SourceKind.PAGE, SourceKind.FEED, SourceKind.SITEMAP})
"""What is looked at again and again."""

_LONGEST_LOCATOR: Final = 300
_SHORT_LOCATOR: Final = 100
_MOST_FAILURES: Final = 10


def card_message(source: Source, phrases: Phrases, time_zone: str) -> Message:
    """What is known of the source, in times of that zone, with buttons."""

    def moment(at: datetime) -> Html:
        return Html.of(moment_text(at.astimezone(ZoneInfo(time_zone)), phrases))

    is_looked_at = source.kind in LOOKED_AT
    lines = [
        bold(link(isolated(clip(source.title, LONGEST_TITLE)) or "…", source.url)),
        origin(source.publisher, source.published, phrases),
        join(
            " · ",
            [
                phrases.html("source-kind", kind=source.kind),
                phrases.html("health-texts", texts=source.documents, passages=source.passages),
            ],
        ),
        Html.of(clip(source.locator, _LONGEST_LOCATOR)) if source.locator != source.url else "",
        phrases.html("health-checked", moment=moment(source.checked_at)) if source.checked_at else "",
        phrases.html("health-next", moment=moment(source.next_check_at)) if source.next_check_at else "",
        phrases.html("health-stopped") if is_looked_at and source.next_check_at is None else "",
        phrases.html("health-error", reason=reason_text(source.error, phrases)) if source.error else "",
        *(phrases.html("health-error", reason=clip(each, _LONGEST_LOCATOR)) for each in source.warnings),
        phrases.html("health-id", id=source.id),
    ]
    acts = [SourceAct.REFRESH] if is_looked_at else []
    acts += [SourceAct.REWRITE] if source.kind is SourceKind.NOTE else []
    labels = {
        SourceAct.REFRESH: "button-refresh",
        SourceAct.REWRITE: "button-rewrite",
        SourceAct.REMOVE: "button-remove",
    }
    row = tuple(_button(source, act, labels[act], phrases) for act in (*acts, SourceAct.REMOVE))
    return Message(join("\n", lines), (row,))


def removal_message(source: Source, kept: tuple[int, int], people: int, phrases: Phrases) -> Message:
    """What would be lost: how many of how many kept questions it answers, and how many people follow it."""
    html = phrases.html(
        "remove-sure",
        title=clip(source.title, LONGEST_TITLE),
        texts=source.documents,
        kept=kept[0],
        all=kept[1],
        people=people,
    )
    buttons = (
        _button(source, SourceAct.REMOVE_NOW, "button-remove-now", phrases),
        _button(source, SourceAct.SHOW, "button-cancel", phrases),
    )
    return Message(html, (buttons,))


def removed_message(source: Source, phrases: Phrases) -> Message:
    """It is gone, and can be had back."""
    html = phrases.html("removed", title=clip(source.title, LONGEST_TITLE))
    return Message(html, ((_button(source, SourceAct.RESTORE, "button-undo", phrases),),))


def refreshed_message(report: Report, phrases: Phrases) -> Message:
    """What a look at the sources has found."""
    counts = phrases.html(
        "refreshed",
        added=len(report.added),
        changed=len(report.changed),
        removed=len(report.removed),
    )
    failed = [
        phrases.html(
            "refreshed-failed",
            locator=clip(failure.locator, _SHORT_LOCATOR),
            reason=reason_text(failure.reason, phrases),
        )
        for failure in report.failed[:_MOST_FAILURES]
    ]
    return Message(join("\n", [counts, *failed]))


def _button(source: Source, act: SourceAct, label: str, phrases: Phrases) -> Button:
    return Button(phrases.text(label), write_press(ChangeSource(source.id, act)))
