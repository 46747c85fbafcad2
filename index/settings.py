"""The settings of index/: read from the environment and from `.env`, checked, and explained when wrong."""

import contextlib
import os
import re
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Final, Literal, Self, TypeVar, overload
from urllib.parse import urlsplit

from dotenv.parser import parse_stream
from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict
from pydantic_settings import SettingsError as SourceFormatError

from index.errors import SettingsError

S = TypeVar("S", bound="Settings")

_NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_PASSWORD: Final = re.compile(r"(://[^:@]*:|password=)(?:[^&]*(?=@)|[^&]*)")
_NEAR: Final = 0.85
_LONGEST_SHOWN: Final = 100


def _shipped_seeds() -> Path:
    """The working directory's seeds, else the ones that an installed wheel or a checkout brings along."""
    package = Path(__file__).parent
    candidates = (Path("seeds"), package / "seeds", package.parent / "seeds")
    return next((folder for folder in candidates if folder.is_dir()), candidates[0])


def _database_in(settings: dict[str, Any]) -> str:
    return f"sqlite:///{settings.get('data_dir', Path('data')) / 'footnote.db'}"


class Settings(BaseSettings):
    """Where the corpus lives and how it is searched. Relative paths are relative to the working directory."""

    model_config = SettingsConfigDict(
        env_file=".env",
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
        validate_default=True,
    )

    data_dir: Path = Path("data")
    seeds_dir: Path = Field(default_factory=_shipped_seeds)
    database_url: str = Field(default_factory=_database_in)
    engine: Literal["auto", "memory", "disk", "cluster"] = "auto"
    opensearch_url: SecretStr | None = None
    refresh_seconds: int = Field(default=900, ge=60)
    site_url: str | None = None
    fetch_allow_private: Annotated[frozenset[str], NoDecode] = frozenset()
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    log_format: Literal["auto", "text", "json"] = "auto"

    @field_validator("data_dir", "seeds_dir", mode="before")
    @classmethod
    def _is_at_home(cls, path: object) -> object:
        return expanded(path)

    @field_validator("data_dir")
    @classmethod
    def _is_no_file(cls, folder: Path) -> Path:
        existing = next(each for each in (folder, *folder.absolute().parents) if each.exists())
        if not existing.is_dir():
            raise ValueError("must be a folder")
        if not os.access(existing, os.W_OK | os.X_OK):
            raise ValueError(f"must be a folder that can be written to; {existing.absolute()} cannot")
        return folder

    @field_validator("seeds_dir")
    @classmethod
    def _is_a_folder(cls, folder: Path) -> Path:
        if not folder.is_dir():
            where = "" if folder.is_absolute() else f"; {folder.absolute()} does not"
            raise ValueError(f"must be a folder that exists{where}")
        return folder

    @field_validator("database_url")
    @classmethod
    def _is_a_database(cls, url: str) -> str:
        return database_address(url)

    @field_validator("site_url")
    @classmethod
    def _is_a_site(cls, url: str | None) -> str | None:
        if url is not None and not re.match(r"https?://[^/\s]+", url):
            raise ValueError("must begin with http:// or https://")
        return url

    @field_validator("opensearch_url")
    @classmethod
    def _are_servers(cls, urls: SecretStr | None) -> SecretStr | None:
        if urls is not None and not all(map(_is_server, urls.get_secret_value().split(","))):
            raise ValueError(
                "must be like http://HOST:9200 or https://USER:PASSWORD@HOST:9200 (signs such as @ in a "
                "password as %40), several separated by commas"
            )
        return urls

    @model_validator(mode="after")
    def _has_a_cluster(self) -> Self:
        if self.engine == "cluster" and self.opensearch_url is None:
            raise ValueError("ENGINE=cluster needs OPENSEARCH_URL, the address of an OpenSearch 2 or 3")
        return self

    @field_validator("fetch_allow_private", mode="before")
    @classmethod
    def _split(cls, hosts: object) -> object:
        if not isinstance(hosts, str):
            return hosts
        parts = [part.strip().lower() for part in hosts.split(",") if part.strip()]
        if any(re.search(r"[/:\s]", part.strip("[]")) and not part.startswith("[") for part in parts):
            raise ValueError("must be names of hosts, without http:// and ports, separated by commas")
        return parts

    @field_validator("engine", "log_level", "log_format", mode="before")
    @classmethod
    def _ignores_case(cls, value: object) -> object:
        return value.lower() if isinstance(value, str) else value


def _is_server(url: str) -> bool:
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        return False
    named = (parts.username or None) is not None
    has_all = bool(parts.hostname) and port != 0 and named == bool(parts.password)
    return has_all and parts.scheme in ("http", "https") and not parts.query and not parts.fragment


def database_address(url: str) -> str:
    """The address, if it is one that a database can have; ValueError says what is allowed."""
    if not re.match(r"sqlite:///.|postgresql\+psycopg://.*/.", url, re.DOTALL):
        raise ValueError("must be sqlite:///PATH or postgresql+psycopg://USER:PASSWORD@HOST/NAME")
    return url


@overload
def load_settings() -> Settings: ...
@overload
def load_settings(cls: type[S]) -> S: ...
def load_settings(cls: type[Settings] = Settings) -> Settings:
    """Read the settings; raise SettingsError with a line for each wrong one, never showing a secret."""
    _check_file(Path(".env"))
    try:
        return cls()
    except ValidationError as error:
        wrong = [found for found in error.errors() if found["type"] != "default_factory_not_called"]
        raise SettingsError("\n".join(_in_one_line(_explain(cls, found)) for found in wrong)) from None
    except (SourceFormatError, UnicodeDecodeError) as error:
        raise SettingsError(f"the settings cannot be read: {_in_one_line(str(error))}") from None


def expanded(path: object) -> object:
    """The path with `~` and `~user` as the folders they stand for; ValueError when there is none."""
    if not isinstance(path, str | Path):
        return path
    try:
        found = Path(path).expanduser()
        found.exists()
    except RuntimeError:
        raise ValueError("begins with ~ and a user whose home is not known") from None
    except OSError as error:
        raise ValueError(f"is no path that can be used: {error.strerror}") from None
    return found


def unknown_settings(cls: type[Settings] = Settings, *, only_near: bool = False) -> str | None:
    """The names in `.env` that are none of a setting, each with the one it is like, in one line.

    `only_near` leaves out what is like none, which may be a setting of somebody else.
    """
    known = [name.upper() for name in cls.model_fields]
    with contextlib.suppress(OSError), Path(".env").open(encoding="utf-8") as lines:
        names = dict.fromkeys(one.key for one in parse_stream(lines) if one.key and one.value is not None)
        strange = [name for name in names if name.upper() not in known and _NAME.fullmatch(name)]
        near = {name: get_close_matches(name.upper(), known, 1, _NEAR) for name in strange}
        told = [
            f"{name}: did you mean {near[name][0]}?" if near[name] else f"{name}: is no setting."
            for name in strange
            if near[name] or not only_near
        ]
        return f"Not understood in .env: {' '.join(told)}" if told else None
    return None


def _check_file(path: Path) -> None:
    """Raise SettingsError for the first line not of the format; what stands in it may be a secret."""
    if not path.is_file():
        return
    try:
        with path.open(encoding="utf-8") as lines:
            wrong = next((one.original.line for one in parse_stream(lines) if one.error), None)
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path.absolute()}: the settings cannot be read: {error}") from None
    if wrong is not None:
        raise SettingsError(
            f"{path.absolute()}:{wrong}: this line is not understood; it must be NAME=value, and a value "
            "that begins with a quotation mark must end with it"
        )


_ALLOWED: Final = {
    "int_parsing": "must be a whole number",
    "int_from_float": "must be a whole number",
    "float_parsing": "must be a number",
    "bool_parsing": "must be true or false",
}


def _explain(cls: type[Settings], wrong: Any) -> str:
    """The setting's name as in the environment, the value given, what is allowed."""
    field = str(wrong["loc"][0]) if wrong["loc"] else ""
    allowed = wrong["msg"].removeprefix("Value error, ").removeprefix("Input ")
    allowed = _ALLOWED.get(wrong["type"], allowed)
    known = cls.model_fields.get(field)
    if not field or known is None or "Secret" in str(known.annotation) or wrong["type"] == "missing":
        return f"{field.upper()}: {allowed}".removeprefix(": ")
    given = _PASSWORD.sub(r"\1…", str(wrong["input"]))
    return f"{field.upper()}={_shortened(given)}: {allowed}"


def _in_one_line(text: str) -> str:
    return "".join(sign if sign.isprintable() else repr(sign)[1:-1] for sign in text)


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"
