"""Question words of languages that write them among other letters: no pair of characters is of them alone."""

import re

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


def asking_spans(text: str) -> list[tuple[int, int]]:
    """Where such question words stand in a question."""
    return [match.span() for match in _ASKING.finditer(text) if match[0]]
