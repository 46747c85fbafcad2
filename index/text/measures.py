"""The kind of number that a question asks for, and whether a sentence holds one of that kind. Pure.

`How many votes …` asks for a number of votes; `how old`, `what share`, `how long`, `how much` and `on what
date` ask for an age, a percentage, a duration, an amount of money and a day. Told in English and Russian, and
in German, Finnish, Spanish and Italian where things are counted. `Who runs …` asks for a leader.
"""

import re
from dataclasses import dataclass
from functools import cache

from index.text.analysis import fold, stem
from index.text.languages.leaders import leader_of
from index.text.languages.months import MONTH
from index.text.languages.numerals import NUMBER_WORD

_NUMERAL = re.compile(rf"\d.*|{NUMBER_WORD}")

_WORD_OR_NUMBER = re.compile(r"\d[\d.,]*|[^\W\d_]+")

_COUNTED = re.compile(
    r"\b(?:how many|сколько|wie ?viele?|montako|kuinka monta|cu[aá]nt[oa]s|quant[ei])\s+"
    r"(?:(?:more|other|different|total|всего|еще|разных|других)\s+)?([^\W\d_]+)"
)
"""The word after `how many` is what is counted."""

ANY_AMOUNT = re.compile(
    rf"\d|\b(?:{NUMBER_WORD}|both|couple|few|hundreds?|(?<!how )many|no|none|once|pair|several"
    r"|single|sole|thousands|thrice|unlimited|zero|nothing"
    r"|(?:is|are|for) free|free of charge|gratis|бесплатн\w*|kostenlos\w*"
    r"|(?:thir|four|fif|six|seven|eigh|nine)teen|trillion"
    r"|\w+надцат[иь]\w*|\w+десят[иь]?|девяност\w|четыреста|\w{3,6}сот|ни|ноль|нескольк\w+|неограниченн\w*"
    r"|оба|обе|пар[аы]|много|мало|сот(?:ни|ен)|единствен\w+"
    r"|beide|einige|kein\w*|mehrere|paar|(?<!wie )viele|unbegrenzt"
    r"|molemmat|monta|useita|yksi|ambos|varios|varias"
    r"|ninguno|ninguna|entrambi|nessun\w*|diversi|diverse)\b"
)
"""A number, or a word that may answer how many there are, or how much something is."""

_REACH = 4
"""Words after a number among which the counted one is sought: `85 licensed token exchanges`."""

_PERIOD = (
    r"(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|decades?|centur(?:y|ies)"
    r"|секунд\w*|минут\w*|час(?:а|ов|у|ами)?|дн(?:я|ей|ями)|день|сут(?:ки|ок)|недел\w+|месяц\w*|год(?:а|у|ами)?"
    r"|лет|десятилет\w+|век(?:а|ов)?)"
)
_MAGNITUDE = r"(?:thousand|million|billion|trillion|тыс(?:яч\w*)?|млн|млрд|миллион\w*|миллиард\w*)"
_PAYS = (
    r"\b(?:cost|price|pa(?:y|id)|worth|fee|fine|charge|toll|budget|com(?:es?|ing) to|amounts? to"
    r"|(?:sold|sells?|bought|buys?|goes|went) (?:[\w-]+ ){0,4}for"
    r"|сто(?:ит|ил)|цен|плат|штраф|тариф|бюджет|обош)"
)
_NO_MONEY = (
    r"(?:per ?cent|percent|people|persons|members|met(?:re|er)s|kilomet|tonnes|tons|knots|miles|users"
    r"|процент|человек|жител|километр|метр|тонн|узл|миль|пользовател|клиент)"
)
_OF_SOMETHING = (
    rf"(?<![\d.,])(?!(?:1[5-9]|20)\d\d\b)\d[\d.,\s]{{0,16}}(?!{_PERIOD}\b|{MONTH}\b|{_NO_MONEY})[^\W\d]{{4,}}"
)
"""A number of what may be a currency, beside a word of paying."""

_CURRENCY = (
    r"(?:dollars?|euros?|pounds?|cents?|yen|yuan|rubles?|roubles?|francs?|rupees?|usd|eur|rub|bitcoins?|btc"
    r"|рубл\w+|руб|копе\w+|доллар\w*|евро|цент\w*|фунт\w*|юан\w+|тенге|гривен\w*|биткои?н\w*|биткойн\w*)"
)

_TIMES = (0, 2, 3)
"""Those of the kinds below that years and days answer too: ages, durations and days."""

_KINDS = tuple(
    (re.compile(asked), held)
    for asked, held in (
        (
            r"\bhow old\b|\bwhat age\b|\bсколько (?:ему |ей |им |было )*лет\b(?!.*\w\w[аеиуыя]л[аои]?\b)"
            r"|возраст",
            r"\d{1,3}[- ]?years?[- ]old|, \d{1,3},|\bage[ds]? (?:of )?\d|\b\d{1,3}[- ]?(?:лет|год|летн)",
        ),
        (
            r"\b(?:rate|percent\w*|share|proportion|fee|interest)\b"
            r"|\b(?:what|which|how (?:much|high)|size of)\b(?: [\w-]+){0,4} (?:tax|commission)\b"
            r"|\b(?:ставк|процент|дол[яюие])\w*"
            r"|\b(?:как\w+|сколько|размер)\b(?: [\w-]+){0,3} (?:комисси|налог)\w*",
            r"%|\bper ?cent|\bпроцент",
        ),
        (
            r"\bhow long\b|\bhow quickly\b|\bhow fast\b|\b(?:what|which) (?:term|sentence)\b"
            r"|\bкак долго\b|\bна сколько (?:лет|месяцев|дней)\b|\bна какой срок\b|\bкакой срок\b"
            r"|\bсколько (?:лет|месяцев|дней|недель|часов)\b.*\w\w[аеиуыя]л[аои]?\b"
            r"|\bwie lange\b",
            rf"(?:\d|\b(?:{NUMBER_WORD}|several|few|нескольк\w+))[\s-]+(?:\w+\s)?{_PERIOD}\b",
        ),
        (
            r"\b(?:what|which) (?:exact )?(?:date|day)\b|\bкако(?:го|е) числ|\bкаким числом|\bкакую дату",
            rf"\b\d{{1,2}}(?:st|nd|rd|th)? {MONTH}\b|\b{MONTH} \d{{1,2}}\b",
        ),
        (
            r"\bhow much\b|\b(?:price|salary|fine|budget|revenue|profit|fund\w*)\b"
            r"|(?<!could )(?<!would )(?<!might )(?<!may )(?<!will )\bcost\b"
            r"|\bсколько (?:стои|заплат|плат|зараб|денег|взял|получ)\w*"
            r"|\b(?:стоимост|цен[аыуе]\b|штраф|зарплат|сумм|бюджет|выручк|прибыл)\w*",
            rf"[$€£¥₽]|\d[\d.,\s]{{0,16}}(?:{_MAGNITUDE}\b|{_CURRENCY}\b)"
            rf"|{_PAYS}\w*\b.*{_OF_SOMETHING}|{_OF_SOMETHING}.*\b{_PAYS}|\bper ?cent\b|%",
        ),
    )
)


@dataclass(frozen=True, slots=True)
class Measure:
    """What is counted (as a term of `language`), and the patterns of which a sentence holds one.

    `of_time`: years and days may answer it, as they do `How long did the war last?` `of_leader`: no number is
    asked for but who leads something.
    """

    counted: str | None
    kinds: tuple[re.Pattern[str], ...]
    language: str | None
    of_time: bool = False
    of_leader: bool = False

    def is_in(self, sentence: str) -> bool:
        """Whether the sentence, as written, holds a number of the kind."""
        folded = fold(sentence)
        return any(kind.search(folded) for kind in self.kinds) or self._counts(folded)

    def may_be_told(self, sentence: str) -> bool:
        """Whether the sentence, as written, could tell how many there are; any could tell other kinds."""
        return self.counted is None or bool(self.kinds) or ANY_AMOUNT.search(fold(sentence)) is not None

    def _counts(self, folded: str) -> bool:
        if self.counted is None:
            return False
        reach = 0
        for word in _WORD_OR_NUMBER.findall(folded):
            if _NUMERAL.fullmatch(word):
                reach = _REACH
            elif reach:
                if stem(word, self.language) == self.counted:
                    return True
                reach -= 1
        return False


def asked_measure(folded_question: str, language: str | None) -> Measure | None:
    """The kind of number that a question asks for, or the leader of something, if it says so."""
    counted = _COUNTED.search(folded_question)
    asked_for = [number for number, (asked, _) in enumerate(_KINDS) if asked.search(folded_question)]
    leader = leader_of(folded_question)
    if leader is not None:
        return Measure(None, (leader,), language, of_leader=True)
    if counted is None and not asked_for:
        return None
    kinds = tuple(_held(_KINDS[number][1]) for number in asked_for)
    of_time = any(number in _TIMES for number in asked_for)
    return Measure(stem(counted[1], language) if counted else None, kinds, language, of_time)


@cache
def _held(pattern: str) -> re.Pattern[str]:
    """Compiled when a question first asks for the kind: that takes as long as many questions do."""
    return re.compile(pattern)
