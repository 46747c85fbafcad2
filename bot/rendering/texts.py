"""Every sentence a user can see, in Fluent catalogues: one file a language in `locales`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from fluent.runtime import FluentBundle, FluentResource
from fluent.syntax.ast import Junk

from bot.rendering.markup import Html
from bot.settings import CATALOGUES

if TYPE_CHECKING:
    from pathlib import Path


class TextError(Exception):
    """A catalogue cannot be read, or a text in it needs an argument that was not given."""


class Texts:
    """The catalogues of all languages."""

    def __init__(self, bundles: Mapping[str, FluentBundle]) -> None:
        self._bundles = bundles

    @classmethod
    def load(cls, folder: Path = CATALOGUES) -> Self:
        """Read every `LANGUAGE.ftl` of the folder; raise TextError when one has a mistake."""
        return cls({path.stem: _read(path) for path in sorted(folder.glob("*.ftl"))})

    @property
    def languages(self) -> tuple[str, ...]:
        """The codes of the languages, sorted."""
        return tuple(self._bundles)

    def choose(self, language_code: str | None, default: str) -> str:
        """The language for somebody whose client says `language_code` (`ru`, `pt-BR`), else `default`."""
        primary = (language_code or "").replace("_", "-").partition("-")[0].lower()
        return primary if primary in self._bundles else default

    def get(self, language: str, key: str, /, **arguments: str | float) -> str:
        """The text as plain text; raise TextError when the key or an argument is missing."""
        bundle = self._bundles[language]
        pattern = bundle.get_message(key).value if bundle.has_message(key) else None
        if pattern is None:
            raise TextError(f"{language}: no text named {key}")
        text, errors = bundle.format_pattern(pattern, arguments)
        if errors:
            raise TextError(f"{language}: {key}: {errors[0]}")
        return str(text)

    def phrases(self, language: str) -> Phrases:
        """The texts of one language."""
        return Phrases(self, language)


@dataclass(frozen=True, slots=True)
class Phrases:
    """The texts of one language."""

    texts: Texts
    language: str

    def text(self, key: str, /, **arguments: str | float) -> str:
        """A text without markup: a button's label, a toast, a command's description."""
        return self.texts.get(self.language, key, **arguments)

    def html(self, key: str, /, **arguments: str | float) -> Html:
        """A text with markup; arguments are escaped unless they are Html."""
        safe = {name: Html.of(each) if isinstance(each, str) else each for name, each in arguments.items()}
        return Html(self.texts.get(self.language, key, **safe))


def _read(path: Path) -> FluentBundle:
    resource = FluentResource(path.read_text(encoding="utf-8"))
    for entry in resource.body:
        if isinstance(entry, Junk):
            raise TextError(f"{path.name}: not understood: {(entry.content or '').strip()[:80]!r}")
    # Isolation marks around arguments would break links and attributes.
    bundle = FluentBundle([path.stem], use_isolating=False)
    bundle.add_resource(resource)
    return bundle
