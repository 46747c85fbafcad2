"""From what is new to what a chat hears of it: `Announcer` plans deliveries, `Editor` says what they say."""

from bot.announcements.admitted import for_admitted
from bot.announcements.announcer import Announcer
from bot.announcements.digests import Editor
from bot.announcements.log import prune
from bot.announcements.mishaps import MISHAPS

__all__ = ["MISHAPS", "Announcer", "Editor", "for_admitted", "prune"]
