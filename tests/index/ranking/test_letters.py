"""4-grams of letters find words in every script."""

import pytest

from index.ranking.letters import letter_scores


@pytest.mark.parametrize(
    ("words", "right", "other"),
    [
        (["采矿", "矿法"], "总统签署了采矿法。", "该地区有很多桥梁。"),
        (["채굴", "굴법"], "대통령은 채굴법에 서명했다.", "이 다리는 오래되었다."),
        (["قانون"], "وَقَّعَ الرئيسُ قَانُونَ التعدين", "الجسر قديم جدا"),
        (["strasse"], "Die Straße ist lang.", "Der Turm ist hoch."),
        (["minning"], "A law on mining was signed.", "The bridge is old."),
    ],
)
def test_what_has_the_letters_scores_higher(words: list[str], right: str, other: str) -> None:
    first, second = letter_scores(words, [("", right), ("", other)])
    assert first > second
