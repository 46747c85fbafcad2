"""Feeds: RSS, Atom and JSON Feed, each entry a document."""
