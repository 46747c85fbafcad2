"""The settings of bot/, on top of those of index/."""

import re
from functools import cache
from pathlib import Path
from typing import Annotated, Final
from zoneinfo import available_timezones

from pydantic import Field, SecretStr, field_validator, model_validator
from pydantic_settings import NoDecode

import index
from index import SettingsError, expanded

CATALOGUES: Final = Path(__file__).parent / "rendering" / "locales"
"""Every sentence a user can see: a file a language."""

_TOKEN: Final = re.compile(r"\d+:[A-Za-z0-9_-]+")
_SECRET: Final = re.compile(r"[A-Za-z0-9_-]{1,256}")
_HOW_TO_START: Final = """\
TELEGRAM_TOKEN is not set.
  Get a token from @BotFather in Telegram, then: TELEGRAM_TOKEN=123456:ABC... python -m bot
  Without Telegram, try it in the browser:       python -m bot demo"""


class Settings(index.Settings):
    """How the bot reaches Telegram, whom it obeys, and how fast it may be used."""

    telegram_token: SecretStr | None = None
    telegram_token_file: Path | None = None
    telegram_api_base_url: str = "https://api.telegram.org/bot"
    telegram_api_base_file_url: str = "https://api.telegram.org/file/bot"
    admin_ids: Annotated[frozenset[int], NoDecode] = frozenset()
    language: str = "en"
    questions_per_minute: int = Field(default=20, ge=0)
    sends_per_second: int = Field(default=30, ge=0)
    watch_seconds: float = Field(default=2, gt=0)
    timezone: str = "UTC"
    webhook_url: str | None = None
    webhook_secret: SecretStr | None = None
    http_host: str = "127.0.0.1"
    http_port: int = Field(default=8080, ge=0, le=65535)
    store_questions: bool = False
    open_access: bool = True
    queue_hours: float = Field(default=24, gt=0)

    @field_validator("telegram_token_file", mode="before")
    @classmethod
    def _is_a_home_file(cls, path: object) -> object:
        return expanded(path)

    @field_validator("telegram_token")
    @classmethod
    def _looks_like_a_token(cls, token: SecretStr | None) -> SecretStr | None:
        if token is not None and not _TOKEN.fullmatch(token.get_secret_value().strip()):
            raise ValueError("must be a bot's token as @BotFather gives it, like 123456:ABC...")
        return token

    @field_validator("webhook_url")
    @classmethod
    def _can_be_posted_to(cls, url: str | None) -> str | None:
        if url is not None and not re.match(r"https://[^/]", url):
            raise ValueError("must begin with https://, as Telegram posts to no other address")
        return url

    @field_validator("webhook_secret")
    @classmethod
    def _is_a_secret(cls, secret: SecretStr | None) -> SecretStr | None:
        if secret is not None and not _SECRET.fullmatch(secret.get_secret_value()):
            raise ValueError("must have 1 to 256 letters A-Z, a-z, digits, _ and -")
        return secret

    @model_validator(mode="after")
    def _webhook_needs_a_port(self) -> "Settings":
        if self.webhook_url is not None and self.http_port == 0:
            raise ValueError("WEBHOOK_URL needs the HTTP server, so HTTP_PORT must not be 0")
        return self

    @field_validator("language")
    @classmethod
    def _has_a_catalogue(cls, language: str) -> str:
        known = sorted(path.stem for path in CATALOGUES.glob("*.ftl"))
        if language not in known:
            raise ValueError(f"must be one of {', '.join(known)}")
        return language

    @field_validator("timezone")
    @classmethod
    def _is_a_time_zone(cls, name: str) -> str:
        known = time_zone_named(name)
        if known is None:
            raise ValueError("must be a time zone like Europe/Berlin or UTC")
        return known

    @field_validator("telegram_api_base_url", "telegram_api_base_file_url")
    @classmethod
    def _is_an_address(cls, url: str) -> str:
        if not re.match(r"https?://[^/]", url):
            raise ValueError("must begin with http:// or https://")
        return url

    @field_validator("admin_ids", mode="before")
    @classmethod
    def _split_ids(cls, ids: object) -> object:
        if not isinstance(ids, str):
            return ids
        parts = [part.strip() for part in ids.split(",") if part.strip()]
        if not all(part.isdecimal() for part in parts):
            raise ValueError("must be numeric user ids, separated by commas")
        return parts

    def token(self) -> str:
        """The bot's token; raise SettingsError when there is none, with what to do about it."""
        if self.telegram_token is not None:
            return self.telegram_token.get_secret_value().strip()
        if self.telegram_token_file is None:
            raise SettingsError(_HOW_TO_START)
        try:
            token = self.telegram_token_file.read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise SettingsError(f"TELEGRAM_TOKEN_FILE={self.telegram_token_file}: {error}") from None
        if not _TOKEN.fullmatch(token):
            raise SettingsError(f"TELEGRAM_TOKEN_FILE={self.telegram_token_file}: holds no bot's token")
        return token


def time_zone_named(text: str) -> str | None:
    """The IANA name for `Europe/Moscow` or just `moscow`; None for an unknown one."""
    return _time_zones().get(text.strip().replace(" ", "_").casefold())


@cache
def _time_zones() -> dict[str, str]:
    """All zones, under their names and their cities' names, both casefolded."""
    names = sorted(available_timezones())
    cities = {name.rpartition("/")[2].casefold(): name for name in names if "/" in name}
    return cities | {name.casefold(): name for name in names}
