"""How numbers are written: `16,500`, `16 500`, `1.234.567`, `2,1 %`, `$7,000`, `13.09.2021`."""

import re
import unicodedata

CURRENCY = "[$€£¥₽₹₴₿]"
_SPACE = "\u00a0\u2009\u202f "
NUMBER = rf"(?:\d{{1,3}}(?:[,'’{_SPACE}]\d{{3}})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,]\d+)*)"
"""A pattern: digits with groups of three, decimals, or a dotted date. Signs and units are not in it."""

AMOUNT = rf"[-−]?{CURRENCY}?{NUMBER}(?:[{_SPACE}]?%)?"
"""A pattern: a number with its sign, its currency and its percent sign."""

_WORDS = """
    two three four five six seven eight nine ten eleven twelve dozen twenty thirty forty fifty sixty seventy
    eighty ninety hundred thousand million billion half twice
    два две двух двое три трех трое четыре четырех четырем пять пяти шесть шести семь семи восемь восьми
    девять девяти десять десяти двадцать двадцати тридцать тридцати сорок пятьдесят сто двести триста пятьсот
    половина дважды
    zwei drei vier fünf sechs sieben acht neun zehn zwölf zwanzig dreißig vierzig fünfzig hundert tausend
    tres cuatro cinco seis siete ocho nueve diez veinte treinta cien
    deux trois quatre cinq huit neuf dix vingt
    trente mille tre quattro cinque sette otto nove dieci venti trenta
    двоє троє чотири п'ять шість сім вісім дев'ять двадцять тридцять тисяча
    dwa dwie trzy cztery pięć sześć siedem osiem dziewięć dziesięć tysiąc
    twee drie vijf zes zeven negen tien twintig honderd duizend två fyra fem sju åtta nio
"""
NUMBER_WORDS = frozenset(_WORDS.split())
"""Numbers written as words, folded, but for `one`, a pronoun, and those that mean something in English."""

_ANY_FORM = r"(?:тысяч|миллион|миллиард|сотн|десятк|половин|million|milliard|mill?on|mili[oó]n)\w*"
NUMBER_WORD = (
    "(?:"
    + "|".join(sorted(NUMBER_WORDS))
    + rf"|one|один|одна|одно|одного|одной|ein|eine|uno|una|une|{_ANY_FORM})"
)
"""A pattern: a number written as a word, `one` too, in any form."""

_AMOUNT = re.compile(
    rf"(?P<sign>[-−]?)(?P<currency>{CURRENCY}?)(?P<number>{NUMBER})[{_SPACE}]?(?P<percent>%?)"
)
_GROUPED = re.compile(rf"(?P<whole>\d{{1,3}}(?:[,'’{_SPACE}]\d{{3}})+)(?:[.,](?P<decimals>\d+))?")
_GROUPED_BY_DOTS = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+")
_RUN = re.compile(r"\d+")


def is_amount(text: str) -> bool:
    """Whether `text` as a whole is one number with at most a sign, a currency and a percent sign."""
    return _AMOUNT.fullmatch(text) is not None


def read_amount(text: str) -> list[tuple[str, int, int]]:
    """The readings of an amount, each with its range in `text`: as it stands first, the bare number last."""
    match = _AMOUNT.fullmatch(text)
    assert match is not None
    start = match.start("number")
    bare = read_number(match["number"])
    number, percent = bare[0][0], match["percent"]
    readings = []
    if match["sign"]:
        readings.append((f"-{match['currency']}{number}{percent}", 0, len(text)))
    if match["currency"] or percent:
        readings.append((f"{match['currency']}{number}{percent}", match.start("currency"), len(text)))
    return readings + [(part, start + first, start + last) for part, first, last in bare]


def read_number(text: str) -> list[tuple[str, int, int]]:
    """The readings of a bare number, each with its range in `text`: the value first, with a decimal point.

    Groups parted by a plain space may be two numbers, and a dotted number may be a date: their parts follow.
    """
    digits = text if text.isascii() else "".join(str(unicodedata.decimal(letter, letter)) for letter in text)
    parts = [(_trim(run[0]), run.start(), run.end()) for run in _RUN.finditer(digits)]
    if len(parts) == 1:
        return parts
    end = len(text)
    if grouped := _GROUPED.fullmatch(digits):
        whole = "".join(_RUN.findall(grouped["whole"]))
        value = f"{whole}.{grouped['decimals']}" if grouped["decimals"] else whole
        return [(value, 0, end)] + ([part for part in parts if part[0] != "000"] if " " in digits else [])
    joined = (digits.replace(".", ""), 0, end)
    if len(parts) == 2:
        decimal = (digits.replace(",", "."), 0, end)
        return [decimal, joined] if _GROUPED_BY_DOTS.fullmatch(digits) else [decimal]
    return [joined] if _GROUPED_BY_DOTS.fullmatch(digits) else [(digits, 0, end), *parts]


def _trim(digits: str) -> str:
    """A day or a month without its leading zero."""
    return digits[1:] if len(digits) == 2 and digits[0] == "0" else digits
