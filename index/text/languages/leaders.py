"""Who runs, leads or heads something: how a sentence names its leader. Pure.

Told in English and Russian. `Who runs the bank?` is answered by `the bank, led by …` and by `the head of the
bank`, not by what the bank runs, nor by who leads something else.
"""

import re

_ASKED = re.compile(
    r"\b(?:who (?:runs?|leads?|heads?|chairs?|manages?|governs|directs"
    r"|is (?:running|leading|heading|in charge of)|ran|led|headed|chaired)"
    r"|кто (?:руковод\w+|возглав\w+|управля\w+|стоит во главе))"
    r" (?!(?:it|them|this|that|these|those|him|us|you|me|her|им|ей|ею|ими|нею|ним|этим|этой)\b)"
    r"(?P<led>[^?.!,]+)"
)
_LEADER = (
    r"(?:head|chief(?: executive)?|chair(?:man|woman|person)?|president|governor|director(?: general)?|leader"
    r"|boss|ceo|manager|mayor|rector|headmaster|headmistress|captain|commander"
    r"|глав[аойуеы]+|директор\w*|президент\w*|председател\w+|руководител\w+|начальник\w*|ректор\w*|мэр\w*)"
)
_LEADS = (
    r"(?:(?:is|was|are|were|been|being)? ?(?:led|headed|run|chaired|managed|governed|directed) by"
    r"|под руководством|возглавля\w+|руковод\w+|управля\w+|во главе с)"
)
_VERB = (
    r"(?:leads|heads|runs|chairs|manages|governs|has (?:led|headed|run|chaired)"
    r"|(?<!is )(?<!was )(?:led|headed|chaired|ran)|возглавил\w*|возглавля\w+|руковод\w+|управля\w+)"
)
_OF_THE_ONE_BEFORE = r"(?:им|ими|ею|его|ее|их) (?:возглав\w+|руковод\w+|управля\w+) \w"
"""As a sentence does that goes on about what is led."""
_DEPUTY = r"(?<!deputy )(?<!vice )(?<!vice-)(?<!former )(?<!заместитель )(?<!бывший )(?<!замглавы )"
_LONG_NAME = 3

_AFTER_NOUN = re.compile(
    r" (?:of|in|at|on|for|from|during|when|while|until|since|after|before|by|as|that|which)\b"
)
_ADJECTIVE = re.compile(r"\w+(?:ый|ий|ой|ым|им|ым|ую|юю|ая|ого|его|ом|ем)")
_BETWEEN = r"(?:[\w'’-]+,? ){0,4}"
"""Words that may stand between a leader and what is led, as the article and `of`."""


def leader_of(folded_question: str) -> re.Pattern[str] | None:
    """What matches a folded sentence that names the leader that a question asks for, if it asks for one."""
    asked = _ASKED.search(folded_question)
    if asked is None:
        return None
    led = rf"\b{_head(asked['led'])}\w*(?:['’]s?)?"
    return re.compile(
        rf"{_DEPUTY}\b{_LEADER} {_BETWEEN}{led}"
        rf"|{led},? {_BETWEEN}\b{_LEADS} \w"
        rf"|{led} {_LEADER}\b"
        rf"|\b{_VERB} {_BETWEEN}{led}"
        rf"|\b{_OF_THE_ONE_BEFORE}"
    )


def _head(led: str) -> str:
    """The noun of what is led: `bank` of `the central bank of Orrin`; the first noun in Russian.

    The last two words of a longer name, as its last one may be of many names.
    """
    words = re.findall(r"[^\W\d_]+", _AFTER_NOUN.split(led)[0])
    if not led.isascii():
        noun = next((word for word in words if not _ADJECTIVE.fullmatch(word)), None)
        return _begun(noun) if noun else re.escape(led)
    named = [word for word in words if word not in {"the", "a", "an", "now"}]
    if len(named) < _LONG_NAME:
        return _begun(named[-1]) if named else re.escape(led)
    return rf"{named[-2]} {_begun(named[-1])}"


def _begun(word: str) -> str:
    """Its first letters, so that its other forms begin alike."""
    return word[: max(3, len(word) - 2)] if len(word) > 4 else word
