"""Stems of one family: Russian aspect pairs and changed consonants, forms that stemmers leave apart. Pure."""

from collections.abc import Iterator

SHORTEST = 4
"""Letters of a stem that tells; of shorter ones too many are alike."""

SHORTEST_CHANGED = 6
"""Letters of a stem whose last consonant may be a changed one though no ending shows that it is a verb's."""

_ENDINGS = ("ыва", "ива", "ат", "ят", "ут", "ют", "а", "я", "и")
"""Of verbs: those that the stemmer does not know (`разрешат`), and those of one aspect (`разреша`)."""

_CHANGES = {
    "щ": ("т", "ст", "ск"),
    "ж": ("д", "г", "з"),
    "ч": ("т", "к"),
    "ш": ("с", "х"),
    "жд": ("д",),
    "вл": ("в",),
    "бл": ("б",),
    "пл": ("п",),
    "мл": ("м",),
}
"""The end of a stem, and what it may come from: `запрещ` from `запрет`, `купл` from `куп`."""


def family(term: str, language: str | None) -> tuple[str, ...]:
    """Other stems that the word of a Russian or German stem may have in its other forms, some of no word.

    `разреша` is of the family of `разреш`, `запреща` of that of `запрет`, `gekauft` of that of `kauf`.
    """
    if language == "de":
        return _german(term) if term.isalpha() else ()
    if language != "ru" or not term.isalpha() or term.isascii():
        return ()
    kept = [term, *(term[: -len(ending)] for ending in _ENDINGS if term.endswith(ending))]
    stems = [stem for stem in kept if len(stem) >= SHORTEST]
    changed = [
        one for stem in stems for one in _unchanged(stem) if stem != term or len(stem) >= SHORTEST_CHANGED
    ]
    found = (*stems, *changed)
    longer = (stem + "а" for stem in found if not stem.endswith(("а", "я")))
    return tuple(one for one in dict.fromkeys((*found, *longer)) if one != term)


def _german(term: str) -> tuple[str, ...]:
    """The stem of a verb whose third person, past or participle this may be: the stemmer leaves their t."""
    kept = [term[: -len(ending)] for ending in ("t", "et") if term.endswith(ending)]
    kept += [one.removeprefix("ge") for one in kept if one.startswith("ge")]
    return tuple(stem for stem in kept if len(stem) >= SHORTEST)


def _unchanged(stem: str) -> Iterator[str]:
    for end, origins in _CHANGES.items():
        if stem.endswith(end):
            yield from (stem[: -len(end)] + origin for origin in origins)
