"""Questions to begin with, each about a source that is really there, and one that nothing answers."""

from collections.abc import Iterable
from pathlib import Path

_MOST = 4
_UNANSWERED = "How do I bake sourdough bread?"
_ASKED_OF = {
    "2024-mexc-from-rejecting-to-embracing.md": "When did Putin sign the mining law?",
    "2022-01-27-bitcoin-magazine-mining-report.md": "Did the central bank want to ban mining?",
    "2018-06-07-coindesk-putin-hotline.md": "Will Russia have a cryptocurrency of its own?",
    "2023-03-kunstwerk-zukunft-racib-letter.md": "What did RACIB ask Putin for?",
    "2018-03-cryptoground-legalisation-deadline.md": "Who is the general director of VTSIOM?",
}


def suggested_questions(folder: Path, titles: Iterable[str]) -> list[str]:
    """Up to four about the sources in `folder` (by title if not of ours), and one without an answer."""
    written = [question for name, question in _ASKED_OF.items() if (folder / name).is_file()]
    return [*[*(written or titles)][:_MOST], _UNANSWERED]
