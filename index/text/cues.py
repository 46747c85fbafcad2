"""What a question asks for, and which of that a sentence holds: names, dates, numbers, places, reasons. Pure.

English and Russian are covered best; for other languages the commonest question words are known, and digits
and capital letters serve as cues.
"""

import re
from enum import IntFlag

from index.text.languages.months import DATED_MONTH, PLAIN_MONTH
from index.text.languages.numerals import NUMBER_WORD


class Cue(IntFlag):
    """Kinds of things that a question asks for or a sentence holds."""

    NONE = 0
    NAME = 1
    DATE = 2
    NUMBER = 4
    PLACE = 8
    REASON = 16
    MANNER = 32
    DEFINITION = 64
    QUANTITY = 128


_UNITS = (
    r"percent|per cent|million|billion|thousand|hundred|dollars?|euros?|pounds?|years?|months?"
    r"|weeks?|days?|hours?"
    r"|minutes?|people|members|inhabitants|miles?|met(?:re|er)s?|kilomet(?:re|er)s?|km|feet|ft"
    r"|acres|kg|tons?|tonnes?"
    r"|процент\w*|млн|млрд|тыс|миллион\w*|миллиард\w*|тысяч\w*|руб\w*|доллар\w*|лет|год[а]?"
    r"|месяц\w*|недел\w+|дн\w+"
    r"|час\w*|минут\w*|человек|жител\w+|км|метр\w*|километр\w*|кг|тонн\w*"
)
_IN_SENTENCES = (
    (
        Cue.DATE,
        re.compile(
            rf"\b(?:1\d{{3}}|20\d\d)\b|(?<!\w){PLAIN_MONTH}(?!\w)|{DATED_MONTH}"
            r"|\bcentur(?:y|ies)\b|\bвек[аеу]?\b",
            re.IGNORECASE,
        ),
    ),
    (Cue.DATE, re.compile(r"\b\d{1,4}\s?(?:год[ауе]?\b|г\.|BC\b|AD\b|г\.\s?до)|\d{3,4}年|\d{1,2}月")),
    (Cue.NUMBER, re.compile(rf"\d|\b(?:{NUMBER_WORD})\b", re.IGNORECASE)),
    (
        Cue.QUANTITY,
        re.compile(rf"[$€£¥₽%]|(?:\d|\b(?:{NUMBER_WORD}))[\s\u00a0-]*(?:{_UNITS})\b", re.IGNORECASE),
    ),
    (
        Cue.NAME,
        re.compile(r"[^\W\d_][,;:]?[\s\u00a0]+[«\"“(]?(?!I\b)[A-ZА-ЯЁ][^\W\d_]|\b[A-ZА-ЯЁ]\.\s?[A-ZА-ЯЁ]"),
    ),
    (
        Cue.PLACE,
        re.compile(
            r"\b(?:in|at|near|from|to|of|across|outside|вблизи|около|под|из|во?|на"
            r"|у)[\s\u00a0]+(?:the[\s\u00a0]+)?[A-ZА-ЯЁ]"
            r"|\b(?:located|situated|lies|based|headquarter\w*|capital|border\w*|расположен\w*"
            r"|находит\w+|столиц\w+)\b"
        ),
    ),
    (
        Cue.REASON,
        re.compile(
            r"\b(?:because|due to|owing to|since|so that|in order to|caused? by|reasons?|result(?:ed"
            r"|s)?|led to|thus"
            r"|therefore|hence|thanks to|as it|потому|поскольку|так как|из-за|благодаря|чтобы"
            r"|причин\w+|вследствие"
            r"|в результате|поэтому|привел\w*|ввиду|связан\w* с)\b",
            re.IGNORECASE,
        ),
    ),
    (
        Cue.MANNER,
        re.compile(
            r"\b(?:by \w+ing|using|through|via|by means|with the help|when|after|путем|путём|с помощью"
            r"|при помощи"
            r"|посредством|через|образом)\b",
            re.IGNORECASE,
        ),
    ),
    (
        Cue.DEFINITION,
        re.compile(
            r"\b(?:is|are|was|were) (?:an?|the|one)\b|\b(?:refers? to|means?|known as|called"
            r"|defined as|describes?)\b"
            r"|\s[—–-]\s(?:это\b)?|\b(?:является|называ\w+|представляет собой|означает)\b"
        ),
    ),
)

_OF_QUESTIONS = (
    (
        Cue.NUMBER | Cue.QUANTITY,
        r"how (?:many|much|long|old|far|tall|big|large|high|fast|often|deep|heavy|wide)"
    ),
    (
        Cue.NUMBER | Cue.QUANTITY,
        r"(?:what|which) (?:is the |was the |were the )?(?:percent\w*|number|amount|size"
        r"|population|area)"
    ),
    (
        Cue.NUMBER | Cue.QUANTITY,
        r"(?:на |за |во? )?скольк\w+|как(?:ов[ао]?|ой|ая|ую) (?:был[ао]? )?(?:площад|численност"
        r"|высот|длин|населени|возраст|размер|процент|дол|сумм|стоимост|цен)\w*"
    ),
    (
        Cue.NUMBER | Cue.QUANTITY,
        r"wie ?viele?|wie (?:lange|alt|gro(?:ß|ss)|hoch)|cu[aá]nt[oa]s?|combien|quant[oieahs]+"
        r"|kuinka (?:mon|paljon)\w*|kaç|berapa|πόσ\w+|bao nhiêu|mấy|c[aâ](?:t|te|ți|tă)|كم|多少|几|몇"
        r"|얼마"
    ),
    (Cue.DATE, r"when|(?:what|which) (?:year|date|day|month|century|decade|time)|since when"),
    (
        Cue.DATE,
        r"когда|во? как(?:ом|ие|их) (?:год|век|месяц|период|врем)\w*|како(?:го|м) (?:числа|года"
        r"|дня)|с каких пор|как(?:ой|ого) год\w*"
    ),
    (
        Cue.DATE,
        r"wann|welche[ms]? jahr|cu[aá]ndo|qu[eé] año|quand|quelle année|quando|milloin|minä vuonna"
        r"|ne zaman|hangi yıl\w*|kapan|tahun berapa|πότε|khi nào|năm nào|când|ce an|متى|何时|什么时候|哪年"
        r"|哪一年|언제"
    ),
    (
        Cue.NAME,
        r"who(?:se|m)?\b(?:'s|’s)?|(?:what|which) (?:person|man|woman|actor|actress|singer|player"
        r"|author|king|queen|president|company|team|band)|(?:what|which) (?:is"
        r"|was) the (?:\w+ )?name"
    ),
    (
        Cue.NAME,
        r"кто|кого|кому|кем|ком|ч[еь][йяёег]\w*|как(?:ой|ая) (?:актёр|актер|компани|человек"
        r"|писател|корол|президент|команд)\w*|как (?:зовут|звали|называ\w+)"
    ),
    (
        Cue.NAME,
        r"wer|wen|wem|wessen|qui[eé]n(?:es)?|qui|chi|quem|kuka|kenen|ketkä|kim(?:in|i|e)?|siapa"
        r"|ποι[οόάεή]\w*|\bai\b|cine|cui|من|谁|누구\w*|누가"
    ),
    (
        Cue.PLACE,
        r"where|(?:what|which) (?:city|country|state|place|town|county|region|continent|province"
        r"|location)"
    ),
    (
        Cue.PLACE,
        r"где|куда|откуда|(?:во?|на|из) как(?:ом|ой|ую) (?:город|стран|област|регион|мест"
        r"|континент|остров|штат|част)\w*"
    ),
    (
        Cue.PLACE,
        r"wo|woher|wohin|d[oó]nde|où|dove|onde|missä|mistä|nere\w+|di ?mana|πού|ở đâu|unde|أين|哪里"
        r"|在哪|어디\w*"
    ),
    (
        Cue.REASON,
        r"why|(?:what|which) (?:is the |was the |are the )?(?:reason|cause|purpose)\w*"
        r"|what (?:caused|led)|how come"
    ),
    (Cue.REASON, r"почему|зачем|отчего|из-за чего|по какой причине|для чего|с какой целью"),
    (
        Cue.REASON,
        r"warum|weshalb|wieso|por qu[eé]|pourquoi|perch[eé]|miksi|neden|niçin|mengapa|kenapa|γιατί"
        r"|tại sao|vì sao|de ce|لماذا|为什么|为何|왜"
    ),
    (
        Cue.DEFINITION,
        r"what(?:'s| is| are| was| were) (?:an? |the )?[\w-]+(?: [\w-]+)?\??$|what (?:does .* mean"
        r"|is meant)|define|что (?:такое|это|значит|означает)|кто так(?:ой|ая|ие)"
    ),
    (
        Cue.MANNER,
        r"how|как|каким образом|wie|c[oó]mo|comment|come|miten|nasıl|bagaimana|πώς|cum|كيف|如何|怎么"
        r"|어떻게"
    ),
)  # fmt: skip
_ASKED = tuple((cue, re.compile(rf"(?<!\w)(?:{pattern})(?!\w)")) for cue, pattern in _OF_QUESTIONS)


def cues_of_sentence(sentence: str) -> Cue:
    """The kinds of things that the sentence, as written, holds."""
    found = Cue.NONE
    for cue, pattern in _IN_SENTENCES:
        if not found & cue and pattern.search(sentence):
            found |= cue
    return found


def asked_cue(folded_question: str) -> Cue:
    """The kind of thing that a question asks for, by its first question word; NONE when it does not say."""
    first = len(folded_question) + 1
    asked = Cue.NONE
    for cue, pattern in _ASKED:
        match = pattern.search(folded_question)
        if match and match.start() < first:
            first, asked = match.start(), cue
    return asked
