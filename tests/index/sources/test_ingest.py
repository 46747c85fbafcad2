"""Documents become passages with lasting ids, and are analysed anew when the analysis has changed."""

from hypothesis import given
from hypothesis import strategies as st

from index.model import Document, DocumentId, SourceId
from index.sources.ingest import analyse_document, short_id

TEXTS = st.text(st.sampled_from("ab .\n«Дж»,日本…"), max_size=400)


def document(text: str, language: str | None = "en") -> Document:
    return Document(DocumentId("d"), SourceId("s"), "Title", text, language=language)


@given(TEXTS)
def test_passages_are_slices_of_the_text_and_sentences_slices_of_passages(text: str) -> None:
    seen = []
    for position, (passage, _) in enumerate(analyse_document(document(text))):
        assert passage.position == position
        assert passage.span.of(text) == passage.text
        assert all(sentence.of(passage.text).strip() for sentence in passage.sentences)
        assert passage.document_id == "d"
        seen.append(passage.id)
    assert len(set(seen)) == len(seen)
    assert all(one.isalnum() and one.islower() and len(one) <= 40 for one in seen)


def test_equal_passages_of_one_document_have_ids_of_their_own() -> None:
    paragraph = "The same words again and again. " * 30
    analysed = analyse_document(document("\n\n".join([paragraph.strip()] * 4)))
    assert len({passage.text for passage, _ in analysed}) < len(analysed)
    assert len({passage.id for passage, _ in analysed}) == len(analysed)


def test_ids_are_the_beginning_of_the_digest_in_base32() -> None:
    assert short_id("mining.txt") == "gye7isi7ldmx"
    assert short_id("mining.txt", length=3) == "gye"
    assert short_id("a", "b") != short_id("b", "a")
