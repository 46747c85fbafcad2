"""What a question of any language asks for, and names in any script."""

import pytest

from index.text.cues import Cue, asked_cue, cues_of_sentence


@pytest.mark.parametrize(
    ("question", "language", "asked"),
    [
        ("what come bread costs", "en", Cue.NONE),
        ("come si arriva a roma", "it", Cue.MANNER),
        ("wie heeft de brug gebouwd", "nl", Cue.NAME),
        ("wie lang ist die brücke", "de", Cue.NUMBER | Cue.QUANTITY),
        ("kiedy zbudowano most", "pl", Cue.DATE),
        ("var ligger bron", "sv", Cue.PLACE),
        ("hvornår blev broen bygget", "da", Cue.DATE),
        ("хто збудував міст", "uk", Cue.NAME),
        ("kolik stojí most", "cs", Cue.NUMBER | Cue.QUANTITY),
        ("这座桥是什么时候建的", "zh", Cue.DATE),
        ("谁建造了这座桥", "zh", Cue.NAME),
        ("다리는 언제 지어졌나", "ko", Cue.DATE),
    ],
)
def test_what_a_question_asks_for_is_told_in_its_language(question: str, language: str, asked: Cue) -> None:
    assert asked_cue(question, language) == asked


@pytest.mark.parametrize(
    "sentence", ["міст збудував Євген Коваль", "most postavil Šimon Öberg", "το έχτισε ο Νίκος"]
)
def test_names_begin_with_a_capital_of_any_alphabet(sentence: str) -> None:
    assert cues_of_sentence(sentence) & Cue.NAME


def test_without_capitals_anything_may_be_a_name() -> None:
    assert cues_of_sentence("总统签署了法律") & Cue.NAME
    assert not cues_of_sentence("the bridge is old") & Cue.NAME


@pytest.mark.parametrize(
    "sentence",
    [
        "Emptied every Tuesday.",
        "It opens at 9:30.",
        "Orders are placed until noon.",
        "Закрыто по понедельникам.",
    ],
)
def test_days_of_the_week_and_hours_tell_when(sentence: str) -> None:
    assert cues_of_sentence(sentence) & Cue.DATE
    assert not cues_of_sentence("The score was 3:12345, said 9 men in a day.") & Cue.DATE
