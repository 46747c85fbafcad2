"""The commands that change and list sources."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from index.command.opened import DONE, FAILED, complain, counting, opened_library, sync, tell
from index.errors import SourceError

if TYPE_CHECKING:
    import argparse


def add(options: argparse.Namespace) -> int:
    """Add files, folders, pages, feeds and sitemaps."""
    with opened_library(dry=options.dry_run) as library:
        code = sync(library)
        report = library.add(options.locators, counting())
        return max(code, tell(report, as_json=options.json, dry=options.dry_run))


def remove(options: argparse.Namespace) -> int:
    """Remove sources; their files are left alone."""
    with opened_library() as library:
        return tell(library.remove(options.ids), as_json=options.json)


def refresh(options: argparse.Namespace) -> int:
    """Look at everything again."""
    with opened_library(dry=options.dry_run) as library:
        report = library.refresh(counting(), force=options.force)
        return tell(report, as_json=options.json, dry=options.dry_run)


def list_sources(options: argparse.Namespace) -> int:
    """List the sources, and how they are."""
    from index.command.printing import print_json, print_sources, source_object

    with opened_library() as library:
        code = sync(library)
        sources = library.sources()
    if options.json:
        print_json({"sources": [source_object(source) for source in sources]})
    else:
        print_sources(sources)
    return code


def take_in(options: argparse.Namespace) -> int:
    """Add the feeds of an OPML file, or the pages of a browser's bookmarks."""
    from index.sources.extract import read_addresses

    try:
        addresses = read_addresses(options.file.read_bytes(), str(options.file))
    except SourceError as error:
        complain(f"{error.locator} {error.reason}")
        return FAILED
    with opened_library(dry=options.dry_run) as library:
        known = {source.locator for source in library.sources()}
        new = [address for address in addresses if address not in known]
        if len(new) < len(addresses):
            complain(f"{len(addresses) - len(new)} of {len(addresses)} addresses are sources already.")
        if not new:
            return DONE
        return tell(library.add(new, counting()), as_json=options.json, dry=options.dry_run)


def give_out(_options: argparse.Namespace) -> int:
    """Print all feeds as OPML, which feed readers take in."""
    from index.command.opml import to_opml

    with opened_library() as library:
        sys.stdout.write(to_opml(library.sources()))
    return DONE
