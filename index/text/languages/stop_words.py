"""Stop words: they tell a language, and which words of a question matter. They are indexed like all words."""

from index.text.languages.word_lists import read_word_lists


def stop_words(language: str | None) -> frozenset[str]:
    """The folded stop words of a language; none for a language without a list."""
    return read_word_lists("stop_words.txt").get(language or "", frozenset())
