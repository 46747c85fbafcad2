"""Questions about an invented corpus, of the kinds that people ask, each about one of its passages."""

import random
from collections.abc import Mapping, Sequence
from typing import Final

from tests.benchmarks.scale.corpus import Invented

_SEED: Final = 7
_CYRILLIC: Final = str.maketrans("bdfgklmnprtvaou", "бдфгклмнпртваоу")
_LETTERS: Final = "bdfgklmnprtvaou"


def terms_of(one: Invented, chance: random.Random) -> list[str]:
    """Four to seven words of the passage, the first of which its title has."""
    words = [term for sentence in one.sentences for term in sentence]
    return [one.title[0], *chance.sample(words, chance.randint(3, 6))]


def questions(passages: Sequence[Invented]) -> Mapping[str, Sequence[str]]:
    """Kinds of questions, each with one about every passage."""
    chance = random.Random(_SEED)
    asked = [terms_of(one, chance) for one in passages]
    pasted = [" ".join(term for part in one.sentences for term in part) for one in passages]
    return {
        "plain": [" ".join(terms) for terms in asked],
        "a typing error": [" ".join([_mistyped(chance, terms[0]), *terms[1:]]) for terms in asked],
        "in another script": [" ".join([terms[0].translate(_CYRILLIC), *terms[1:]]) for terms in asked],
        "last word unfinished": [" ".join([*terms[1:], terms[0][:-2]]) for terms in asked],
        "six unknown names": [
            " ".join([*(_unknown(chance) for _ in range(6)), *terms[:3]]) for terms in asked
        ],
        "4,000 characters pasted": [
            " ".join(chance.sample(pasted, min(8, len(pasted))))[:4000] for _ in asked
        ],
    }


def _mistyped(chance: random.Random, term: str) -> str:
    place = chance.randrange(2, len(term) - 1)
    return term[:place] + chance.choice(_LETTERS) + term[place + 1 :]


def _unknown(chance: random.Random) -> str:
    return "".join(chance.choices("zxqwyhjseic", k=9)).capitalize()
