"""Checks of what Telegram knows of the bot: its token, its modes, its webhook; and of the clock."""

from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final

import httpx
from telegram import Bot, User, WebhookInfo
from telegram.error import InvalidToken, TelegramError

from bot.operations.findings import Finding, bad, good
from bot.settings import Settings
from index import SettingsError

CLOCK_SECONDS: Final = 30.0
_PATIENCE_SECONDS: Final = 15.0


async def check_telegram(settings: Settings) -> list[Finding]:
    """Everything that Telegram has to be asked for; without an answer, only that."""
    try:
        token = settings.token()
    except SettingsError as error:
        return [bad("token", str(error).splitlines()[0], "get one from @BotFather, set TELEGRAM_TOKEN")]
    bot = Bot(token, settings.telegram_api_base_url, settings.telegram_api_base_file_url)
    try:
        me, webhook = await bot.get_me(), await bot.get_webhook_info()
    except InvalidToken:
        return [
            bad(
                "token",
                "Telegram refuses it",
                "copy it from @BotFather again, or /revoke and take the new one",
            )
        ]
    except TelegramError as error:
        return [bad("Telegram", f"cannot be reached: {error}", "look at the network, a proxy, a firewall")]
    finally:
        await bot.shutdown()
    findings = [*check_bot(me), check_webhook(webhook, settings)]
    return [*findings, *await _check_clock(settings)]


def check_bot(me: User) -> Iterator[Finding]:
    """What @BotFather was told of the bot."""
    yield good("token", f"@{me.username}")
    if me.can_read_all_group_messages:
        yield bad(
            "privacy mode",
            "off: the bot is sent everything that is said in its groups",
            "@BotFather → /setprivacy → Enable, then add the bot to its groups anew",
        )
    else:
        yield good("privacy mode", "on: in groups it is sent only what is meant for it")
    if me.supports_inline_queries:
        yield good("inline mode", f"on: @{me.username} can be asked in any chat")
    else:
        yield bad("inline mode", "off", "@BotFather → /setinline, if it is to be asked in any chat")


def check_webhook(found: WebhookInfo, settings: Settings) -> Finding:
    """Whether Telegram posts updates where these settings expect them."""
    if settings.webhook_url is None:
        if found.url:
            told = f"updates go to {found.url}, but WEBHOOK_URL is not set"
            return bad("webhook", told, "start the bot, which removes it, or set WEBHOOK_URL")
        return good("webhook", "none: the bot asks for updates")
    if found.url != settings.webhook_url:
        told = f"Telegram posts to {found.url or 'nowhere'}, not to {settings.webhook_url}"
        return bad("webhook", told, "start the bot, which sets it")
    if found.last_error_message and found.pending_update_count:
        told = f"{found.pending_update_count} updates wait: {found.last_error_message}"
        return bad("webhook", told, "see that the proxy passes its path on to HTTP_HOST and HTTP_PORT")
    return good("webhook", f"{found.url}, {found.pending_update_count} updates wait")


async def _check_clock(settings: Settings) -> list[Finding]:
    try:
        async with httpx.AsyncClient(timeout=_PATIENCE_SECONDS) as client:
            answer = await client.head(settings.telegram_api_base_url.removesuffix("/bot"))
        told = parsedate_to_datetime(answer.headers["Date"])
    except (httpx.HTTPError, KeyError, ValueError):
        return []
    return [check_clock(datetime.now(UTC), told)]


def check_clock(ours: datetime, theirs: datetime) -> Finding:
    """Whether this machine's clock is near that of Telegram's server."""
    ahead = (ours - theirs).total_seconds()
    if abs(ahead) > CLOCK_SECONDS:
        way = "ahead" if ahead > 0 else "behind"
        return bad("clock", f"{abs(ahead):.0f} s {way}", "let it be set by NTP (`timedatectl set-ntp true`)")
    return good("clock", "right")
