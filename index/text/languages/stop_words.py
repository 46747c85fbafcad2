"""Stop words: they tell a language, and which words of a question matter. They are indexed like all words.

Question words that stand among other letters, as in Chinese, are no words of their own: see `asking_spans`.
"""

import re
from collections.abc import Sequence
from functools import cache

from index.text.languages.word_lists import read_word_lists

_LISTS = "stop_words.txt"

_ASKING = re.compile(
    # Chinese
    r"什么样?的?|(?:是|叫|为|有)?(?:什么|何人|多少|多[大长高远久深重宽])|哪[些个位种里儿一家座支部年]?|谁|几[个名次年位座]?|是否|有没有"
    r"|何[时处人地年种]|为何|如何|怎[么样]+|[吗呢](?=\W|$)|请问"
    # Japanese
    r"|何(?=[がをはにでのとか人年月日歳回個時ァ-ヶ])|誰|だれ|どこ|いつ|なぜ|どうして|どうやって|どの(?:よう[なに]?|くらい|ぐらい)?"
    r"|どれ(?:くらい)?|どんな|いくつ|いくら|(?:でしょう|でした|です|ました|ます|のは|した|のか)?か?(?=[?？。]|$)(?<=か)"
    # Korean
    r"|무엇|무슨|누구|누가|어디|언제|어느|어떤|어떻게|얼마나?|(?<!\w)몇|(?<!\w)왜"
    r"|(?:인가|나|ㄴ가|는가|은가|던가|을까|일까|까)요?(?=\W|$)|(?:입|습|합|됩|였습|있습)니까(?=\W|$)"
    r"|(?<=[가-힣]{2})(?:에서|에게|에는|으로|[은는을를의에])(?=\W|$)"
    # Thai
    r"|อะไร|ใคร|ที่ไหน|เมื่อ(?:ไร|ใด|ไหร่)|ทำไม|อย่างไร|เท่า(?:ไร|ใด)|กี่|ไหน|หรือไม่"
)


def stop_words(language: str | None) -> frozenset[str]:
    """The folded stop words of a language; none for a language without a list."""
    return read_word_lists(_LISTS).get(language or "", frozenset())


def languages_with(word: str) -> Sequence[str]:
    """The languages that have the folded word among their stop words."""
    return _languages().get(word, ())


@cache
def _languages() -> dict[str, list[str]]:
    languages: dict[str, list[str]] = {}
    for language, listed in read_word_lists(_LISTS).items():
        for word in listed:
            languages.setdefault(word, []).append(language)
    return languages


def asking_spans(text: str) -> list[tuple[int, int]]:
    """Where such question words stand in a question."""
    return [match.span() for match in _ASKING.finditer(text) if match[0]]
