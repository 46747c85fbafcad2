"""The commands of index/ and their arguments, as they are typed and explained."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    _Commands = argparse._SubParsersAction[argparse.ArgumentParser]


def read_arguments(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """What was typed: the name of the `command` and its options.

    Raises SystemExit, after printing what is needed, for wrong usage and for `--help`.
    """
    parser = argparse.ArgumentParser(
        prog="footnote-index" if Path(sys.argv[0]).stem == "footnote-index" else "python -m index",
        description="Ask sources of your choice: the files in SEEDS_DIR, and whatever was added.",
    )
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    _describe_ask(commands)
    _describe_sources(commands)
    _describe_evaluate(commands)
    options = parser.parse_args(arguments)
    if options.command == "evaluate" and not options.folders and _is_about_folders(options):
        parser.error("evaluate needs a FOLDER, or --votes without --pool and --run")
    return options


def _describe_ask(commands: "_Commands") -> None:
    ask = _add(commands, "ask", "answer a question", '"When did Putin sign the mining law?"', "--json mining")
    ask.add_argument("question", nargs="+", metavar="QUESTION", help="what you want to know")
    ask.add_argument("--top", type=_positive, default=3, metavar="N", help="passages to show (default: 3)")
    ask.add_argument("--json", action="store_true", help="print one JSON object")


def _describe_sources(commands: "_Commands") -> None:
    add = _add(
        commands, "add", "add files, all files of folders, web pages, feeds and sitemaps",
        "~/articles notes.md", "https://example.org/feed.xml", "--dry-run ~/articles",
    )  # fmt: skip
    add.add_argument(
        "locators",
        nargs="+",
        metavar="LOCATOR",
        help="a file, a folder, or the address of a page, feed or sitemap",
    )
    _may_be_tried(add)
    add.add_argument("--json", action="store_true", help="print one JSON object")

    remove = _add(commands, "remove", "remove sources (files are left alone)", "s2ov7h5bfxra")
    remove.add_argument("ids", nargs="+", metavar="ID", help="an id that `sources` shows")
    remove.add_argument("--json", action="store_true", help="print one JSON object")

    sources = _add(commands, "sources", "list the sources", "", "--json")
    sources.add_argument("--json", action="store_true", help="print one JSON object")

    refresh = _add(commands, "refresh", "read again what has changed or failed", "", "--json", "--force")
    refresh.add_argument(
        "--force", action="store_true", help="remove at once also what is gone from the folder all at once"
    )
    _may_be_tried(refresh)
    refresh.add_argument("--json", action="store_true", help="print one JSON object")

    take_in = _add(
        commands, "import", "add the feeds of an OPML file, or the pages of a browser's bookmarks",
        "feeds.opml", "--dry-run bookmarks.html",
    )  # fmt: skip
    take_in.add_argument("file", type=Path, metavar="FILE", help="OPML, or bookmarks that a browser wrote")
    _may_be_tried(take_in)
    take_in.add_argument("--json", action="store_true", help="print one JSON object")

    _add(commands, "export", "print the feeds as OPML, for feed readers", "> feeds.opml")


def _describe_evaluate(commands: "_Commands") -> None:
    evaluate = _add(
        commands,
        "evaluate",
        "measure answers to judged questions, or to those that people voted on",
        "data/xquad-ru --misses",
        "--votes --misses",
    )
    evaluate.add_argument(
        "folders", nargs="*", type=Path, metavar="FOLDER", help="holds passages.jsonl and questions.jsonl"
    )
    evaluate.add_argument("--pool", action="store_true", help="index the passages of all folders together")
    evaluate.add_argument("--run", type=Path, metavar="FILE", help="write a JSON line a judged question")
    evaluate.add_argument(
        "--votes", action="store_true", help="ask your sources again what was kept with a vote in the chat"
    )
    evaluate.add_argument("--misses", action="store_true", help="list the questions that went worst")
    evaluate.add_argument("--json", action="store_true", help="print one JSON object")


def _may_be_tried(command: argparse.ArgumentParser) -> None:
    command.add_argument("--dry-run", action="store_true", help="tell what would be done, and change nothing")


def _add(commands: "_Commands", name: str, summary: str, *examples: str) -> argparse.ArgumentParser:
    calls = [f"  %(prog)s {example}".rstrip() for example in examples]
    parser = commands.add_parser(
        name,
        help=summary,
        description=f"{summary[0].upper()}{summary[1:]}.",
        epilog="\n".join(["examples:", *calls]),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.set_defaults(command=name)
    return parser


def _is_about_folders(options: argparse.Namespace) -> bool:
    return options.pool or options.run is not None or not options.votes


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"must be a number from 1, not {text!r}")
    return int(text)
