"""Check the digests in seeds/ against the articles they retell, and the judged questions against the digests.

    python tests/evaluation/check_seeds.py FOLDER_OF_ORIGINALS

The folder holds the original articles as .txt files, one paragraph a line; they are not part of this
repository. A digest's original is the one that holds the most of its marks. Exit code 1 when a check fails.
"""

import argparse
import json
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

ROOT = Path(__file__).parents[2]
MARK = re.compile(r"<!-- at: (.+?) -->$")
WORD = re.compile(r"\w+(?:[.,'-]\w+)*")
# Eight, because the longest proper name in the articles has eight words.
LONGEST_SHARED_RUN = 8
# From this line on a saved page shows other articles.
END_OF_ARTICLE = "More For You"


@dataclass(frozen=True)
class Digest:
    name: str
    paragraphs: tuple[str, ...]  # without marks
    marks: tuple[str, ...]


def read_digest(path: Path) -> Digest:
    body = path.read_text(encoding="utf-8").split("---\n", 2)[2]
    paragraphs = [paragraph.strip() for paragraph in body.split("\n\n") if paragraph.strip()]
    marks = [match[1] for paragraph in paragraphs if (match := MARK.search(paragraph))]
    return Digest(path.name, tuple(MARK.sub("", paragraph).strip() for paragraph in paragraphs), tuple(marks))


def read_original(path: Path) -> list[str]:
    """The paragraphs of a saved article, typographic quotes made plain."""
    text = path.read_text(encoding="utf-8").translate(str.maketrans("“”‘’", "\"\"''"))
    lines = [" ".join(line.split()) for line in text.splitlines()]
    return lines[: lines.index(END_OF_ARTICLE)] if END_OF_ARTICLE in lines else lines


def stands_in(mark: str, original: Sequence[str]) -> bool:
    whole_words = re.compile(rf"(?<!\w){re.escape(mark)}(?!\w)")
    return 2 <= len(mark.split()) <= 6 and any(whole_words.search(line) for line in original)


def words(text: str) -> list[str]:
    return [match[0] for match in WORD.finditer(text.casefold())]


def longest_shared_run(digest: Digest, original: Sequence[str]) -> list[str]:
    ours, theirs = words(" ".join(digest.paragraphs)), words(" ".join(original))
    match = SequenceMatcher(None, ours, theirs, autojunk=False).find_longest_match()
    return ours[match.a : match.a + match.size]


def check_digests(digests: Sequence[Digest], originals: Sequence[Sequence[str]]) -> list[str]:
    """Print the marks found and the longest shared run of each digest; return what is wrong."""
    wrong: list[str] = []
    found = 0
    for digest in digests:
        original = max(originals, key=lambda lines: sum(stands_in(mark, lines) for mark in digest.marks))
        missing = [mark for mark in digest.marks if not stands_in(mark, original)]
        found += len(digest.marks) - len(missing)
        wrong += [f"{digest.name}: not 2 to 6 words of the original: {mark}" for mark in missing]
        if len(digest.marks) != len(digest.paragraphs):
            wrong.append(f"{digest.name}: {len(digest.paragraphs)} paragraphs, {len(digest.marks)} marks")
        run = longest_shared_run(digest, original)
        print(f"{digest.name}: longest shared run {len(run)} words: {' '.join(run)}")
        if len(run) > LONGEST_SHARED_RUN:
            wrong.append(f"{digest.name}: shares {len(run)} words in a row with its original")
    print(f"marks: {found} of {sum(len(digest.marks) for digest in digests)} found")
    return wrong


def check_question(question: dict[str, object], texts: dict[str, str]) -> list[str]:
    """What is wrong with a judged question, given the casefolded text of each digest by file name."""
    sources, answers = question["sources"], question["answers"]
    if not isinstance(sources, list) or not isinstance(answers, list):
        return [f"{question['id']}: sources and answers are lists"]
    if bool(sources) != question["answerable"] or bool(answers) != question["answerable"]:
        return [f"{question['id']}: answerable questions alone have sources and answers"]
    named = [texts.get(source, "") for source in sources]
    folded = [str(answer).casefold() for answer in answers]
    nowhere = [answer for answer in folded if not any(answer in text for text in named)]
    silent = [s for s, text in zip(sources, named, strict=True) if not any(a in text for a in folded)]
    return [f"{question['id']}: {what} without a match" for what in nowhere + silent]


def check_questions(path: Path, digests: Sequence[Digest]) -> list[str]:
    texts = {digest.name: "\n".join(digest.paragraphs).casefold() for digest in digests}
    questions = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    wrong = [fault for question in questions for fault in check_question(question, texts)]
    repeated = [name for name in ("id", "text") if len({q[name] for q in questions}) < len(questions)]
    wrong += [f"{path.name}: the same {name} twice" for name in repeated]
    answerable = sum(question["answerable"] for question in questions)
    print(f"questions: {answerable} answerable, {len(questions) - answerable} not, {len(wrong)} faults")
    return wrong


def main() -> int:
    parser = argparse.ArgumentParser(description="Check seeds/ against the original articles.")
    parser.add_argument("originals", type=Path, help="folder of the original articles as .txt files")
    parser.add_argument("--seeds", type=Path, default=ROOT / "seeds")
    parser.add_argument("--questions", type=Path, default=Path(__file__).with_name("seeds-questions.jsonl"))
    arguments = parser.parse_args()
    originals = [read_original(path) for path in sorted(arguments.originals.glob("*.txt"))]
    if not originals:
        parser.error(f"no .txt files in {arguments.originals}")
    seeds = sorted(path for path in arguments.seeds.glob("*.md") if path.name != "README.md")
    digests = [read_digest(path) for path in seeds]
    wrong = check_digests(digests, originals) + check_questions(arguments.questions, digests)
    print("\n".join(wrong), file=sys.stderr, end="\n" if wrong else "")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
