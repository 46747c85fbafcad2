import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.payloads import AskAlone, CastVote, FollowQuestion, KeepQuestion, Pane, ShowCard, View, read_press
from bot.rendering.card_buttons import Standing
from bot.rendering.cards import answer_message
from bot.rendering.message import Message
from bot.rendering.texts import Texts
from index import Answer, Lost, Match, Outdated, PartialDate, Passage, PassageId, Span
from tests.bot.samples import LINK, TEXT, answer, any_answer, long_text, quote
from tests.bot.telegram_html import check_message, read_html

TEXTS = Texts.load()


def card(given_answer: Answer, language: str = "en", **options: object) -> Message:
    return answer_message(given_answer, "id", TEXTS.phrases(language), username="FootnoteBot", **options)  # type: ignore[arg-type]


def neighbour(position: int, text: str) -> Passage:
    return Passage(
        PassageId(f"passage{position}"),
        quote().document_id,
        position,
        Span(0, len(text)),
        text,
        (Span(0, len(text)),),
    )


SHARING = "https://t.me/share/url?url=https%3A%2F%2Ft.me%2FFootnoteBot%3Fstart%3Da_id"


def labels(message: Message) -> list[list[str]]:
    return [[button.text for button in row] for row in message.buttons]


def test_the_card_shows_the_sentence_in_bold_between_its_neighbours() -> None:
    assert card(answer(quote())).html == (
        f'<b><a href="{LINK}">Mining becomes legal</a></b> · The Example · 8 August 2024\n'
        "<blockquote>The bill was read in July. <b>Putin signed the law on 8 August 2024.</b>"
        " It took effect in November.</blockquote>"
    )


def _of_three(before: int, answering: int, after: int) -> str:
    """The card of a sentence between two others, each of so many characters."""
    said = [
        letter * (length - 1) + "." for letter, length in zip("abc", (before, answering, after), strict=True)
    ]
    starts = [0, before + 1, before + answering + 2]
    spans = tuple(Span(start, start + len(each)) for start, each in zip(starts, said, strict=True))
    return card(answer(quote(text=" ".join(said), sentences=spans, highlight=spans[1]))).html


def test_a_long_sentence_beside_the_answer_is_left_out_as_a_whole() -> None:
    assert ["aa" in (html := _of_three(90, 80, 80)), "cc" in html] == [True, True]
    assert ["aa" in (html := _of_three(150, 150, 150)), "cc" in html] == [True, False]
    assert ["aa" in (html := _of_three(300, 150, 90)), "cc" in html] == [False, True]
    assert ["aa" in (html := _of_three(300, 300, 300)), "cc" in html] == [False, False]
    assert "…" not in html


def test_a_sentence_that_names_what_was_asked_about_stays() -> None:
    leaders = (
        "Leaders of the industry asked the president to meet them in person and to discuss the rules" * 2
    )
    text = f"{leaders}. The request came from RACIB and from a union of people who write programs for others."
    spans = (Span(0, len(leaders) + 1), Span(len(leaders) + 2, len(text)))
    shown = quote(text=text, sentences=spans, highlight=spans[0], matches=(Match("RACIB", "RACIB", 3, 0.7),))
    assert "The request came from RACIB" in card(answer(shown)).html
    assert "The request came" not in card(answer(replace(shown, matches=()))).html


def test_the_heading_stands_behind_the_title_and_is_not_said_twice() -> None:
    spans = (Span(0, 4), Span(6, 17), Span(18, 25))
    shown = quote(text="Fees\n\nIt costs 5. Ask us.", sentences=spans, highlight=spans[1], heading="Fees")
    html = card(answer(shown)).html
    assert "Mining becomes legal</a></b> › Fees · The Example" in html
    assert "<blockquote><b>It costs 5.</b> Ask us.</blockquote>" in html


def test_items_and_rows_keep_their_lines() -> None:
    text = "Fees:\n\nWater\nLight\nHeat"
    spans = (Span(0, 5), Span(7, 12), Span(13, 18), Span(19, 23))
    shown = quote(text=text, sentences=spans, highlight=Span(7, 18))
    assert "<blockquote>Fees:\n<b>Water\nLight</b>\nHeat</blockquote>" in card(answer(shown)).html


OTHERS = (quote(1), quote(2, published=PartialDate(2023)), quote(3, published=None))


def test_the_other_passages_follow_by_title_and_date() -> None:
    title = f'<a href="{LINK}">Mining becomes legal</a>'
    assert card(answer(*OTHERS)).html.split("\n")[2:] == [f"2. {title} (2023)", f"3. {title}"]


def test_a_summary_shows_the_sentence_of_each() -> None:
    lines = card(answer(*OTHERS, overview=True)).html.split("\n")
    assert lines[0] == TEXTS.get("en", "overview")
    assert [line.partition(" — ")[2] for line in lines[3:]] == ["Putin signed the law on 8 August 2024."] * 2


def test_passages_that_are_not_worth_it_are_not_shown() -> None:
    shown = card(answer(quote(1), quote(2, score=1.0), quote(3, confidence=0.2)))
    assert labels(shown)[0] == ["👍", "👎"]
    assert "2." not in shown.html


def test_a_second_question_has_its_answer_below() -> None:
    both = card(answer(quote(1), second="And who?", second_quote=quote(2, title="Somebody")))
    assert both.html.endswith("<blockquote><b>Putin signed the law on 8 August 2024.</b></blockquote>")
    assert "<i>Your second question:</i>" in both.html
    none = card(answer(quote(1), second="And who?"))
    assert none.html.endswith("<i>Nothing in the sources answers your other question.</i>")


def test_a_topic_that_was_kept_can_be_left() -> None:
    message = card(answer(quote(1), about="Who leads the bank?"))
    assert labels(message)[-1] == ["↩ Ask it alone"]
    assert read_press(message.buttons[-1][0].data) == AskAlone("id")
    refused = card(answer(quote(1), confidence=0.1, about="Who leads the bank?"))
    assert labels(refused)[-1] == ["↩ Ask it alone"]
    assert refused.html.startswith("<i>About: ")


def test_dates_and_words_are_russian_for_russian_readers() -> None:
    html = card(answer(quote(retold=True), quote(2, published=PartialDate(2024, 8))), "ru").html
    assert " · The Example · 8 августа 2024 · пересказ\n" in html
    assert " (август 2024)" in html


def test_what_is_unknown_is_left_out_with_its_dot() -> None:
    html = card(answer(quote(publisher=None, published=None))).html
    assert html.startswith(f'<b><a href="{LINK}">Mining becomes legal</a></b>\n')


@pytest.mark.parametrize(("language", "said"), [("en", "page 1204"), ("ru", "с. 1204")])
def test_the_page_of_a_file_is_named(language: str, said: str) -> None:
    named = card(answer(quote(page=1204, link=None, url=None)), language).html.split("\n")[0]
    assert named.endswith(f"2024 · {said}")


def test_a_digest_says_so() -> None:
    assert card(answer(quote(retold=True))).html.split("\n")[0].endswith(" · 8 August 2024 · digest")


def test_what_is_no_longer_valid_or_there_says_so_and_opens_what_was_kept() -> None:
    expired = quote(outdated=Outdated.EXPIRED, valid_until=PartialDate(2023, 5, 1))
    assert card(answer(expired)).html.split("\n")[0].endswith(" · ⚠️ was valid until 1 May 2023")
    superseded = quote(outdated=Outdated.SUPERSEDED)
    assert card(answer(superseded), "ru").html.split("\n")[0].endswith(" · ⚠️ есть более новый текст")
    gone = card(answer(quote(lost=Lost.GONE, link=None))).html.split("\n")[0]
    assert gone.endswith(" · no longer there")
    assert "?start=s_" in gone
    changed = card(answer(quote(lost=Lost.CHANGED, link=None)), "ru").html.split("\n")[0]
    assert changed.endswith(" · страница с тех пор изменилась")


@pytest.mark.parametrize("link", [None, "javascript:alert(1)", "tg://settings", "ftp://a.example/x"])
def test_a_source_without_a_web_address_opens_in_the_bot(link: str | None) -> None:
    assert '<a href="https://t.me/FootnoteBot?start=s_document1">' in card(answer(quote(link=link))).html


def test_the_buttons_bring_each_passage_to_the_top() -> None:
    message = card(answer(), view=View(1))
    assert labels(message) == [
        ["1", "· 2 ·", "3", "👍", "👎"],
        ["🔎 Context", "❔ Why", "🔔 Follow", "↗"],
    ]
    assert read_press(message.buttons[0][2].data) == ShowCard("id", View(2))
    assert message.html.split("\n")[2].startswith("1. ")


def test_there_are_only_as_many_numbers_as_passages() -> None:
    assert labels(card(answer(quote(), quote(2))))[0] == ["· 1 ·", "2", "👍", "👎"]
    assert labels(card(answer(quote())))[0] == ["👍", "👎"]


def test_a_group_has_one_row_until_it_wants_more() -> None:
    one_row = card(answer(), in_group=True)
    assert labels(one_row) == [["· 1 ·", "2", "3", "🔎", "⋯"]]
    assert read_press(one_row.buttons[0][-1].data) == ShowCard("id", View(more=True))
    all_rows = card(answer(), in_group=True, view=View(1, more=True))
    assert labels(all_rows) == [
        ["1", "· 2 ·", "3", "· ⋯ ·"],
        ["🔎 Context", "❔ Why", "🔔 Follow", "↗"],
        ["👍", "👎"],
    ]
    assert read_press(all_rows.buttons[0][0].data) == ShowCard("id", View(0, more=True))
    assert read_press(all_rows.buttons[0][-1].data) == ShowCard("id", View(1))


@pytest.mark.parametrize(("language", "label"), [("en", "🔕 Following"), ("ru", "🔕 Слежу")])
def test_what_is_followed_says_so(language: str, label: str) -> None:
    followed = card(answer(), language, standing=Standing(followed=True))
    assert labels(followed)[1][2] == label
    assert read_press(followed.buttons[1][2].data) == FollowQuestion("id")


def test_a_pressed_button_shows_what_it_opened_and_closes_it_again() -> None:
    message = card(answer(), view=View(1, Pane.WHY))
    assert labels(message)[1] == ["🔎 Context", "· ❔ Why ·", "🔔 Follow", "↗"]
    assert read_press(message.buttons[1][0].data) == ShowCard("id", View(1, Pane.CONTEXT))
    assert read_press(message.buttons[1][1].data) == ShowCard("id", View(1))


def test_votes_are_counted_on_their_buttons() -> None:
    message = card(answer(), view=View(2, Pane.WHY), standing=Standing(2, 0))
    assert labels(message)[0][-2:] == ["👍 2", "👎"]
    assert read_press(message.buttons[0][-1].data) == CastVote("id", View(2, Pane.WHY), useful=False)


@pytest.mark.parametrize(
    ("language", "is_kept", "label"),
    [
        ("en", False, "📌 Keep this question"),
        ("en", True, "· 📌 Keep this question ·"),
        ("ru", False, "📌 Сохранить вопрос"),
    ],
)
def test_keeping_the_question_has_a_row_of_its_own(language: str, is_kept: bool, label: str) -> None:
    message = card(answer(), language, view=View(1), standing=Standing(1, 0, is_kept))
    assert labels(message)[2:] == [[label]]
    assert read_press(message.buttons[2][0].data) == KeepQuestion("id", View(1))


def test_the_context_is_the_passage_between_its_neighbours() -> None:
    passages = [neighbour(0, "Long ago."), neighbour(1, TEXT), neighbour(2, "Later.")]
    html = card(answer(), view=View(0, Pane.CONTEXT), neighbours=passages).html
    assert html.split("\n", 1)[1] == (
        "<blockquote expandable>Long ago.\n\n"
        "The bill was read in July.</blockquote>\n"
        "<blockquote expandable><b>Putin signed the law on 8 August 2024.</b>"
        " It took effect in November.\n\n"
        "Later.</blockquote>"
    )


def test_a_passage_that_has_changed_since_is_shown_as_it_was_quoted() -> None:
    passages = [neighbour(0, "Long ago."), neighbour(1, "Rewritten."), neighbour(2, "Later.")]
    text, _ = read_html(card(answer(), view=View(0, Pane.CONTEXT), neighbours=passages).html)
    assert " ".join(text.split("\n", 1)[1].split()) == TEXT


def test_the_context_is_cut_between_sentences() -> None:
    before = "".join(f"This is sentence number {i} before it all began. " for i in range(40)).strip()
    spans = [Span(m.start(), m.end()) for m in re.finditer(r"This[^.]*\.", before)]
    passages = [replace(neighbour(0, before), sentences=tuple(spans)), neighbour(1, TEXT)]
    html = card(answer(), view=View(0, Pane.CONTEXT), neighbours=passages).html
    assert re.search(r"<blockquote expandable>… This is sentence number \d+ before", html)
    assert "number 39 before it all began.\n\nThe bill" in html


def test_why_names_the_words_their_rarity_and_what_is_missing() -> None:
    html = card(answer(unknown_terms=("zorbium", "<i>")), view=View(0, Pane.WHY)).html
    assert html.split("\n")[2:] == [
        "<b>Why this passage</b>",
        "“btc”, found as “bitcoin”: in 3 of 57 passages",
        "“mining”: in 12 of 57 passages",
        "No source has these words: zorbium, &lt;i&gt;",
        "Confidence: high",
    ]


def test_confidence_is_that_of_the_first_passage_only() -> None:
    assert "Confidence" not in card(answer(), view=View(1, Pane.WHY)).html


def test_without_an_answer_the_nearest_titles_are_offered() -> None:
    nearest = (
        quote(1),
        quote(1, passage_id=PassageId("other")),
        quote(2, title="A & B", link=None, published=None),
    )
    message = card(answer(*nearest, confidence=0.2, unknown_terms=("zorbium",)))
    assert message.html == (
        "<b>Nothing in the sources answers this.</b>\n"
        "No source has this word: zorbium\n"
        "<i>Closest, but hardly an answer:</i>\n"
        "<blockquote>Putin signed the law on 8 August 2024.</blockquote>\n"
        "The nearest I found:\n"
        f'• <a href="{LINK}">Mining becomes legal</a> · 8 August 2024\n'
        '• <a href="https://t.me/FootnoteBot?start=s_document2">A &amp; B</a>'
    )
    assert labels(message) == [["🔔 Tell me when something does"]]


def test_the_refusal_is_russian_for_russian_readers() -> None:
    html = card(answer(confidence=0.2, unknown_terms=("зорбий", "квакс")), "ru").html
    assert html.startswith(
        "<b>В источниках нет ответа на этот вопрос.</b>\n"
        "Этих слов нет ни в одном источнике: зорбий, квакс\n<i>Ближе всего, но вряд ли ответ:</i>\n"
    )


def test_without_any_source_it_says_that() -> None:
    nothing = Answer("x", 0.0, ("x",), ())
    assert card(nothing).html == "There are no sources to search yet."


@given(
    any_answer,
    st.sampled_from(["en", "ru"]),
    st.sampled_from(Pane),
    st.integers(0, 2),
    st.lists(long_text, min_size=3, max_size=3),
    st.booleans(),
    st.none() | long_text,
)
def test_any_answer_is_a_message_that_telegram_takes(
    any_: Answer, language: str, pane: Pane, top: int, around: list[str], compact: bool, asker: str | None
) -> None:
    view = View(min(top, max(0, len(any_.quotes) - 1)), pane)
    passages = [neighbour(i, text) for i, text in enumerate(around)]
    message = card(
        any_,
        language,
        view=view,
        neighbours=passages,
        standing=Standing(1, 2),
        compact=compact,
        asked_by=asker,
    )
    check_message(message.html)
    for row in message.buttons:
        for button in row:
            if button.data is None:
                assert button.url == SHARING
                continue
            assert len(button.data.encode()) <= 64
            assert read_press(button.data)
