"""A question's text to a Question in the words of the sources: parsed, with synonyms, spelling corrected."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cache

from index.model import Question, Word
from index.questions.compounds import with_wholes
from index.questions.compounds_abroad import with_compounds_abroad
from index.questions.glossary import Glossary, read_glossary
from index.questions.parsing import parse_question
from index.questions.spelling.correction import (
    is_common,
    with_other_scripts,
    with_question_word,
    with_spelling,
)
from index.questions.spelling.keyboard import in_right_layout
from index.questions.spelling.likeness import Vocabulary
from index.questions.synonyms import with_synonyms
from index.text.analysis import analyse, detect_language, fold, stem, tokenize
from index.text.languages.scripts import LANGUAGES

MOST_LANGUAGES = 8
"""Languages of the sources in which a question's words are stemmed."""


def understand(
    text: str,
    engine: Vocabulary,
    *,
    languages: Iterable[str] | None = None,
    previous: str | None = None,
    glossary: Glossary | None = None,
) -> Question:
    """Understand a question about what the engine holds; `languages` are those of the sources (None: any).

    Its text is the one understood: typed with the wrong keyboard layout, it is put right.
    """
    among = frozenset(languages or ())
    thesaurus = glossary or _packaged()
    parsed = _parsed(text, among, previous, engine)
    abroad = _language_abroad(parsed, thesaurus, engine, among)
    if abroad is not None:
        parsed = _parsed(text, among | {abroad}, previous, engine)
    question = _with_other_stems(parsed, engine, among)
    question = with_wholes(question, engine)
    question = with_synonyms(question, thesaurus, engine, among)
    question = with_spelling(with_compounds_abroad(question, thesaurus, engine, among), engine)
    question = _with_translated_parts(question, thesaurus, engine, among)
    spoken = among | {question.language} if among and question.language else among
    return with_other_scripts(question, engine) if _has_two_scripts(spoken) else question


def _parsed(text: str, among: frozenset[str], previous: str | None, engine: Vocabulary) -> Question:
    question = parse_question(text, among or None, previous=previous)
    if _all_occur(question.terms, engine):
        return question
    asked = with_question_word(question, engine)
    if asked != question.text:
        question = parse_question(asked, among or None, previous=previous)
    right = _in_right_layout(question.text, engine)
    if right == question.text:
        return question
    return parse_question(right, among or None, previous=previous, typed=question.text)


def _language_abroad(
    question: Question, glossary: Glossary, engine: Vocabulary, among: frozenset[str]
) -> str | None:
    """The language that a question looks like whose words the sources mostly lack, if the glossary has some.

    Too short a question is taken for one in the language of the sources, as names are in all of them.
    """
    if question.language not in among:
        return None
    words, known = question.words, engine.frequencies(question.terms)
    lacking = [word.text for word in words if not any(known[term] for term in word.terms)]
    if 2 * len(lacking) <= len(words):
        return None
    likeliest = detect_language(question.text)
    if likeliest is None or likeliest in among:
        return None
    told = (glossary.translations(stem(fold(one), likeliest), likeliest, among) for one in lacking)
    return likeliest if any(told) else None


def _with_translated_parts(
    question: Question, glossary: Glossary, engine: Vocabulary, among: frozenset[str]
) -> Question:
    """Words taken for others that only the other languages of the sources have are found in these."""
    words: list[Word] = []
    for word in question.words:
        is_met = not word.taken or _some_occur(word.taken, engine)
        one = replace(question, words=(word,))
        words += [word] if is_met else with_synonyms(one, glossary, engine, among).words
    return replace(question, words=tuple(words))


def _with_other_stems(question: Question, engine: Vocabulary, among: frozenset[str]) -> Question:
    """Each word also as the other languages of the sources would stem it, if they have that.

    Which language a short question is in is a guess, and a source may be in another of its script.
    """
    spoken = [one for one in sorted(among) if one != question.language][:MOST_LANGUAGES]
    stems = {
        word.term: {stem(fold(word.text), one) for one in spoken} - {*word.terms}
        for word in question.words
        if not word.taken
    }
    known = engine.frequencies({term for found in stems.values() for term in found})
    return replace(
        question,
        words=tuple(
            replace(
                word, others=(*word.others, *sorted(one for one in stems.get(word.term, ()) if known[one]))
            )
            for word in question.words
        ),
    )


def _all_occur(terms: Iterable[str], engine: Vocabulary) -> bool:
    passages = engine.frequencies(terms).values()
    return bool(passages) and all(passages)


def _some_occur(terms: Iterable[str], engine: Vocabulary) -> bool:
    return any(engine.frequencies(terms).values())


def _in_right_layout(text: str, engine: Vocabulary) -> str:
    def is_word(piece: str) -> bool:
        are_common = all(is_common(token.text, None) for token in tokenize(piece))
        return are_common or _all_occur(analyse(piece, None), engine)

    return in_right_layout(text, is_word)


def _has_two_scripts(languages: frozenset[str]) -> bool:
    return not languages or not (
        languages.isdisjoint(LANGUAGES["Latn"]) or languages.isdisjoint(LANGUAGES["Cyrl"])
    )


@cache
def _packaged() -> Glossary:
    return read_glossary()
