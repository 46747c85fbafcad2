"""The months as seventeen languages write them, and where a text names one. Pure."""

import re
from functools import cache
from typing import NamedTuple

_NAMES = """
en january february march april may june july august september october november december
en jan feb mar apr - jun jul aug sept oct nov dec
en - - - - - - - - sep - - -
ru январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь
ru января февраля марта апреля мая июня июля августа сентября октября ноября декабря
ru январе феврале марте апреле мае июне июле августе сентябре октябре ноябре декабре
ru январю февралю марту апрелю маю июню июлю августу сентябрю октябрю ноябрю декабрю
ru январем февралем мартом апрелем маем июнем июлем августом сентябрем октябрем ноябрем декабрем
ru янв фев мар апр - - - авг сен окт ноя дек
uk січень лютий березень квітень травень червень липень серпень вересень жовтень листопад грудень
uk січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня
uk січні лютому березні квітні травні червні липні серпні вересні жовтні листопаді грудні
de januar februar märz april mai juni juli august september oktober november dezember
fr janvier février mars avril mai juin juillet août septembre octobre novembre décembre
es enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
it gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre
pt janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro
nl januari februari maart april mei juni juli augustus september oktober november december
sv januari februari mars april maj juni juli augusti september oktober november december
da januar februar marts april maj juni juli august september oktober november december
pl styczeń luty marzec kwiecień maj czerwiec lipiec sierpień wrzesień październik listopad grudzień
pl stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia
pl styczniu lutym marcu kwietniu maju czerwcu lipcu sierpniu wrześniu październiku listopadzie grudniu
cs leden únor březen duben květen červen červenec srpen září říjen listopad prosinec
cs ledna února března dubna května června července srpna září října listopadu prosince
fi tammikuu helmikuu maaliskuu huhtikuu toukokuu kesäkuu heinäkuu elokuu syyskuu lokakuu marraskuu joulukuu
fi tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta syyskuuta lokakuuta marraskuuta joulukuuta
ro ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie
tr ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık
id januari februari maret april mei juni juli agustus september oktober november desember
"""  # noqa: E501

_BY_NAME = {
    name: number
    for line in _NAMES.strip().splitlines()
    for number, name in enumerate(line.split()[1:], 1)
    if name != "-"
}

_WORDS_TOO = """
may march mar mart mai mei maj maja maju mars marche jan aug dec sep oct luty listopad ocak ekim лютий лютому
листопад мая маю мае мар сен дек duben září
"""
_ALSO_WORDS = frozenset(_WORDS_TOO.split())
"""Names of months that are words or names of their own: they are months only beside a number."""

MONTH = "(?:" + "|".join(sorted(map(re.escape, _BY_NAME), key=len, reverse=True)) + ")"
"""A pattern: any name of a month, folded, as a part of a word as well."""

PLAIN_MONTH = (
    "(?:" + "|".join(sorted(map(re.escape, _BY_NAME.keys() - _ALSO_WORDS), key=len, reverse=True)) + ")"
)
"""A pattern: the names that mean nothing else."""

DATED_MONTH = (
    rf"(?:(?<!\d)\d{{1,2}}(?:st|nd|rd|th|er|-?го)?\.?\s(?:of\s|de\s)?{MONTH}(?!\w)"
    rf"|(?<!\w){MONTH}\.?,?\s(?:of\s|de\s)?(?:\d{{1,2}}(?!\d)|[12]\d{{3}}(?!\d)))"
)
"""A pattern: a month with its day or its year."""

_DIGIT = re.compile(r"\d")


class _Patterns(NamedTuple):
    """A month with its day or year, any month, one that means nothing else, and the first of two months."""

    dated: re.Pattern[str]
    name: re.Pattern[str]
    plain: re.Pattern[str]
    from_: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    """Compiled when they are first needed: that takes as long as many questions do."""
    return _Patterns(
        re.compile(DATED_MONTH),
        re.compile(rf"(?<!\w){MONTH}(?!\w)"),
        re.compile(rf"(?<!\w){PLAIN_MONTH}(?!\w)"),
        re.compile(rf"(?<!\w)({MONTH})\s?(?:-|to|and|until|и|до|по|bis|und)\s?{DATED_MONTH}"),
    )


def month_number(word: str) -> int | None:
    """1 to 12 for a folded name of a month, in any form and language known; None for another word."""
    return _BY_NAME.get(word)


def months_in(folded: str) -> set[int]:
    """The months that a folded text names with a day or a year, and others beside such a one."""
    if not _DIGIT.search(folded):
        return set()
    patterns = _patterns()
    dated = [match[0] for match in patterns.dated.finditer(folded)]
    if not dated:
        return set()
    names = {found[0] for one in dated if (found := patterns.name.findall(one))}
    names |= {*patterns.plain.findall(folded), *patterns.from_.findall(folded)}
    return {_BY_NAME[name] for name in names}
