"""What an owner sees of a source before and after it is one, and in one sentence why it cannot be one."""

from typing import Final

from bot.payloads import ChangeSource, DecideDraft, Decision, SourceAct, write_press
from bot.rendering.citations import LONGEST_TITLE, origin
from bot.rendering.markup import Html, bold, clip, fitting, isolated, join, link, quotation
from bot.rendering.message import Button, Message
from bot.rendering.reasons import reason_text
from bot.rendering.texts import Phrases
from index import Preview, Source

_LONGEST_SAMPLE: Final = 400


def preview_message(
    preview: Preview, draft_id: str, phrases: Phrases, *, can_ask: bool, can_follow: bool
) -> Message:
    """The preview with its buttons; `can_follow`: the whole channel could be a source."""
    decisions = [
        (Decision.ADD, "button-replace" if preview.replaces else "button-add", True),
        (Decision.ASK, "button-ask", can_ask),
        (Decision.CANCEL, "button-cancel", True),
    ]

    def button(decision: Decision, label: str) -> Button:
        return Button(phrases.text(label), write_press(DecideDraft(draft_id, decision)))

    rows = [tuple(button(decision, label) for decision, label, is_shown in decisions if is_shown)]
    if can_follow:
        rows.append((button(Decision.ADD_CHANNEL, "button-add-channel"),))
    return Message(fitting(lambda share: _preview(preview, phrases, share)), tuple(rows))


def channel_message(title: str, draft_id: str, phrases: Phrases) -> Message:
    """What a channel would be as a source, with buttons to decide."""
    html = phrases.html("add-channel", title=isolated(clip(title, LONGEST_TITLE)))
    decisions = ((Decision.ADD_CHANNEL, "button-add-channel"), (Decision.CANCEL, "button-cancel"))
    row = [Button(phrases.text(key), write_press(DecideDraft(draft_id, each))) for each, key in decisions]
    return Message(html, (tuple(row),))


def added_message(source: Source, phrases: Phrases) -> Message:
    """What has become a source, with a button that looks after it."""
    key = "add-done" if source.passages else "add-done-later"
    html = phrases.html(key, title=_title(source), passages=source.passages)
    press = write_press(ChangeSource(source.id, SourceAct.SHOW))
    return Message(html, ((Button(phrases.text("button-look-after"), press),),))


def refusal(reason: str, phrases: Phrases) -> Html:
    """Why something cannot be a source, in one sentence."""
    return phrases.html("add-refused", reason=reason_text(reason, phrases))


def _preview(preview: Preview, phrases: Phrases, share: float) -> Html:
    counts = phrases.html(
        "preview-counts", texts=preview.documents, words=preview.words, passages=preview.passages
    )
    facts = [
        phrases.html("source-kind", kind=preview.kind),
        phrases.html("language-of", language=preview.language) if preview.language else "",
        counts,
    ]
    publisher = preview.publisher if preview.publisher != preview.title else None
    longest = int(_LONGEST_SAMPLE * share)
    return join(
        "\n",
        [
            bold(_title(preview)),
            origin(publisher, preview.published, phrases),
            join(" · ", facts),
            *(quotation(clip(sample, longest)) for sample in preview.samples),
            phrases.html("preview-replaces") if preview.replaces else "",
        ],
    )


def _title(source: Preview | Source) -> Html:
    return link(isolated(clip(source.title, LONGEST_TITLE)) or "…", source.url)
