"""Questions to begin with: some that the sources answer, and one that nothing answers."""

from typing import Final

from index import Library

_MOST: Final = 4
_UNANSWERED: Final = {
    "en": ("How do I bake sourdough bread?", "How tall is the Eiffel Tower?", "Who invented the zipper?"),
    "ru": ("Как испечь хлеб на закваске?", "Какой высоты Эйфелева башня?", "Кто изобрёл застёжку-молнию?"),
}


def suggested_questions(library: Library, language: str) -> list[str]:
    """Up to four that are answered, those in that language first, and one that is not. May block."""
    answered = library.examples(language, limit=_MOST)
    others = _UNANSWERED.get(language, _UNANSWERED["en"])
    refused = next((each for each in others if not library.answer(each).answered), None)
    return [*answered, *([refused] if refused else [])]
