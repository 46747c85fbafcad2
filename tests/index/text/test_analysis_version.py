"""A change of the analysis raises its version: else what is stored and what is asked would differ."""

import hashlib

from index.model import BlockKind, Document, DocumentId, Part, SourceId, Span
from index.sources.ingest import analyse_document
from index.text.analysis import ANALYSIS_VERSION

FINGERPRINT = (6, "ffe13a6f00e63064")
"""The version, and what it makes of the sample. Only both together may be changed."""

SAMPLE = {
    "en": """The U.S. agency's half-empty depot cost $7,000, i.e. -2.1 % less than in Q3 2024. "Who knows?"
asked Dr. Smith on 8 August 2024. Twenty-five people weren't there because the café was closed.

Mining is the process by which new coins are made. It takes place in Saint Petersburg.""",
    "ru": """Президент подписал закон о майнинге 8 августа 2024 года. В г. Иркутске и ещё в десяти регионах
его запретили до 2031 г. из-за нехватки энергии: 1 171,06 млн кВт·ч. «Кто это решил?» — спросила Набиуллина.

Крипто-майнинг — это создание новых монет.""",
    "de": "Die Straßenbahn fährt z. B. um 10:30 Uhr. Bürgermeister Müller eröffnete die Überführung.",
    "fi": "Järven pinta-ala on 1 171,06km2. Se on syvä.",
    "zh": "总统于2024年8月8日签署了采矿法。该法律禁止在十个地区采矿。",
    "ja": "大統領は2024年8月8日に採掘法に署名した。",
    "ko": "대통령은 2024년 8월 8일 채굴법에 서명했다.",
    "ar": "وقع الرئيس قانون التعدين في ٨ أغسطس ٢٠٢٤.",
    "th": "ประธานาธิบดีลงนามในกฎหมายเหมืองแร่",
    "tr": "İstanbul'da 25 kişi ışığı gördü.",
    "el": "Ο πρόεδρος υπέγραψε τον νόμο για την εξόρυξη.",
}
PARTS = (
    (BlockKind.HEADING, 1, "Mines"),
    (BlockKind.PARAGRAPH, 0, "They are deep. They are old:"),
    (BlockKind.LIST, 0, "the first one\nthe second one"),
    (BlockKind.HEADING, 2, "Taxes"),
    (BlockKind.TABLE, 1, "Year; Tax\n2023; 10 %\n2024; 15 %"),
    (BlockKind.FAQ, 0, "Who pays?\nThe miner does."),
    (BlockKind.CODE, 0, "pay(miner)\nreturn"),
)
LONG = "\n\n".join(
    f"Paragraph {number}. " + "Some more words follow in this one. " * 30 for number in range(4)
)


def test_what_the_analysis_makes_of_the_sample_changes_with_its_version_only() -> None:
    found = (ANALYSIS_VERSION, _fingerprint())
    assert found == FINGERPRINT, (
        "\nThe analysis gives other passages, terms or cues than before. Stored texts must be analysed anew:"
        f"\nraise ANALYSIS_VERSION in index/text/analysis.py (unless this change has), and put {found}"
        "\ninto FINGERPRINT here."
    )


def _fingerprint() -> str:
    digest = hashlib.sha256()
    for language, text in {**SAMPLE, "long": LONG}.items():
        known = None if language == "long" else language
        document = Document(DocumentId("d"), SourceId("s"), f"Title: {text[:20]}", text, language=known)
        _digest_passages(document, digest)
    _digest_passages(_document_of_parts(), digest)
    return digest.hexdigest()[:16]


def _document_of_parts() -> Document:
    texts, parts, start = [text for _, _, text in PARTS], [], 0
    for kind, level, text in PARTS:
        parts.append(Part(Span(start, start + len(text)), kind, level))
        start += len(text) + 2
    return Document(DocumentId("p"), SourceId("s"), "Mining", "\n\n".join(texts), parts=tuple(parts))


def _digest_passages(document: Document, digest: "hashlib._Hash") -> None:
    for passage, statistics in analyse_document(document):
        said = (passage.span, passage.sentences, passage.roles, passage.headings, statistics.to_text())
        digest.update(repr(said).encode())
