"""Which language a text is in: by script, then by stop words, letters and endings. Pure, no model."""

import re
from collections import Counter
from collections.abc import Callable, Iterable

from index.text.languages.scripts import LANGUAGES, count_scripts
from index.text.languages.stop_words import languages_with, stop_words

ENOUGH = 20_000
"""Code points that are looked at: a longer text is in one language or in none."""

ABROAD = 1.5
"""How much more must tell of a language that the sources lack: two words of its own like `der` and `ist`."""

WITH_CAPITAL_NOUNS = frozenset({"de"})
"""Languages in which a capital letter tells no name."""

_WORD = re.compile(r"[^\W\d_]+(?:[\u0300-\u036f\u0900-\u0d4d]+[^\W\d_]*)*")

# Letters that a language has and most others of its script have not.
_LETTERS = {
    "ar": "ةىي", "be": "ў", "fa": "پچژگکی", "kk": "әғқңөұүһ", "mk": "ѓќѕ", "ru": "ыэё", "sr": "ђћљњџј",
    "uk": "їєґі", "ur": "ٹڈڑےںہ", "yi": "ײױ",
    "ca": "ç", "cs": "ěřů", "da": "øå", "de": "ßäöü", "eo": "ĉĝĥĵŝŭ", "es": "ñ¿¡", "et": "õäü", "fi": "äö",
    "fr": "çêèàùœ", "ga": "áéíóú", "hr": "đžčšć", "hu": "őűáé", "it": "èòàù", "lt": "ėįųū", "lv": "āēīūļņķģ",
    "no": "øå", "pl": "łąęśżźć", "pt": "ãõç", "ro": "țșăâţş", "sk": "ľĺŕôťď", "sl": "čšž", "sv": "åäö",
    "tr": "ığşç", "vi": "ơưđạảấầẩậắằẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ",
}  # fmt: skip

# Where much is said by endings, a question may do without a single stop word.
_ENDINGS = {
    "de": ("ung", "ungen", "lich", "keit", "schaft", "isch", "ische", "ischen"),
    "en": ("ing", "tion", "ed", "ly", "ght", "ment"),
    "et": ("kse", "sse", "dele", "mine", "tud"),
    "eu": ("ren", "aren", "tzen", "ako", "etan"),
    "fi": ("ssa", "ssä", "lla", "llä", "sta", "stä", "iin", "een", "nen", "ksi", "sen", "lle", "aan", "uu"),
    "hu": ("ban", "ben", "nak", "nek", "ság", "ség", "ott", "val", "vel"),
    "id": ("nya", "kan", "kah", "lah", "ng", "ai", "ama", "ara", "ah", "ang"),
    "ro": ("ului", "iei", "ilor", "elor", "ea", "ul"),
    "tr": ("lar", "ler", "dır", "dir", "dur", "dür", "nda", "nde", "nın", "nin", "sı", "si", "mış", "miş",
           "iyor", "dan", "den", "yla", "nı", "ları", "leri", "tır", "tir", "lik", "lık"),
}  # fmt: skip

# A word takes fewer characters of these; and names in Latin letters stand in all the others.
_WEIGHTS = {"Latn": 1, "Hani": 6, "Kana": 6, "Hang": 6}
_OTHER_WEIGHT = 2


def detect_language(text: str, *, among: Iterable[str] | None = None) -> str | None:
    """The ISO 639-1 code of the language that `text` most likely is in; None for a text without letters.

    `among` are the languages to choose from, unless much tells of another: a Russian or a German question
    to English sources is Russian or German.
    """
    head = text[:ENOUGH].casefold()
    scripts = count_scripts(head)
    if not scripts:
        return None
    known = LANGUAGES[_leading_script(scripts)]
    wanted = frozenset(among or ())
    candidates = tuple(language for language in known if language in wanted) or known
    return known[0] if len(known) == 1 else _likeliest(head, candidates, known)


def _leading_script(scripts: dict[str, int]) -> str:
    """The script of most words; Japanese is told by its kana, however much Han there is."""
    leading = max(scripts, key=lambda script: scripts[script] * _WEIGHTS.get(script, _OTHER_WEIGHT))
    if leading == "Hani" and scripts.get("Kana", 0) * 10 > scripts["Hani"]:
        return "Kana"
    return leading


def evidence_of(text: str, language: str) -> float:
    """How much speaks for a language: about 1 for each of its stop words, less for letters and endings."""
    head = text[:ENOUGH].casefold()
    script = LANGUAGES[_leading_script(count_scripts(head))] if count_scripts(head) else (language,)
    return _evidence(head, tuple(dict.fromkeys((*script, language))))(language)


def _likeliest(text: str, languages: tuple[str, ...], known: tuple[str, ...]) -> str:
    """The likeliest of the languages; another of the known ones if that is ABROAD likelier."""
    evidence = _evidence(text, languages)
    best = max(languages, key=evidence)
    if languages == known or 2 * evidence(best) >= text.count(" "):
        return best
    evidence = _evidence(text, known)
    other = max(known, key=evidence)
    return other if evidence(other) >= evidence(best) + ABROAD else best


def _evidence(text: str, languages: tuple[str, ...]) -> Callable[[str], float]:
    words, letters = Counter(_WORD.findall(text)), Counter(text)
    telling = dict.fromkeys(languages, 0.0)
    for word, count in words.items():
        if sharing := [language for language in languages_with(word) if language in telling]:
            for language in sharing:
                telling[language] += count * (0.5 + 0.5 / len(sharing))

    def evidence(language: str) -> float:
        stops, endings = stop_words(language), _ENDINGS.get(language)
        ended = sum(
            count
            for word, count in (words.items() if endings else ())
            if word.endswith(endings or ()) and word not in stops
        )
        own_letters = sum(letters[letter] for letter in _LETTERS.get(language, ""))
        return telling[language] + 0.5 * own_letters + 0.3 * ended

    return evidence
