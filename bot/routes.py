"""Which handler serves what, in order: the whole table on one page."""

from typing import Any, Final

from telegram.ext import (
    BaseHandler,
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    InlineQueryHandler,
    MessageHandler,
    filters,
)

from bot.context import Context
from bot.handlers import (
    ask,
    cards,
    documents,
    follow,
    group_settings,
    guest,
    help_,
    inline,
    latest,
    membership,
    news,
    owner,
    privacy,
    sources,
    start,
    subscribe,
    subscriptions,
    unsupported,
    votes,
)
from bot.handlers import settings as choices
from bot.payloads import (
    AskAbout,
    CastVote,
    ChooseLanguage,
    FollowQuestion,
    GroupPress,
    KeepQuestion,
    ShowCard,
    ShowDocument,
    ShowLatest,
    ShowSources,
    SubscriptionPress,
    TurnNews,
    carries,
)

_NEW: Final = filters.UpdateType.MESSAGE  # without it a handler also sees edits: nothing must be done twice
_EDITED: Final = filters.UpdateType.EDITED_MESSAGE
_WORDS: Final = filters.TEXT | filters.CAPTION


def handlers() -> list[BaseHandler[Any, Context, None]]:
    """Who serves what; the first that fits does, and no other."""
    return [
        # Commands come before plain text, which would take them for questions.
        CommandHandler("start", start.start, _NEW),  # and links that open the bot at a document or an answer
        CommandHandler("help", help_.help_, _NEW),
        CommandHandler("ask", ask.ask, _NEW),
        CommandHandler("sources", sources.sources, _NEW),
        CommandHandler("latest", latest.latest, _NEW),
        CommandHandler("settings", choices.settings, _NEW),
        CommandHandler("privacy", privacy.privacy, _NEW),
        CommandHandler("subscribe", subscribe.subscribe, _NEW),
        CommandHandler("unsubscribe", subscribe.unsubscribe, _NEW),
        CommandHandler("subscriptions", subscriptions.show, _NEW),
        # The owner's; to others they are commands that nobody knows.
        CommandHandler("stats", owner.stats, _NEW),
        CommandHandler("gaps", owner.gaps, _NEW),
        CommandHandler("retry", owner.retry, _NEW),
        # A command nobody knows is no question either.
        MessageHandler(filters.COMMAND & _NEW, unsupported.unsupported),
        # Buttons: of a card, a document, a list, the settings; what nothing of ours has written comes last.
        CallbackQueryHandler(cards.show, carries(ShowCard)),
        CallbackQueryHandler(votes.vote, carries(CastVote)),
        CallbackQueryHandler(votes.keep, carries(KeepQuestion)),
        CallbackQueryHandler(documents.turn_page, carries(ShowDocument)),
        CallbackQueryHandler(sources.turn_page, carries(ShowSources)),
        CallbackQueryHandler(latest.turn_page, carries(ShowLatest)),
        CallbackQueryHandler(choices.choose_language, carries(ChooseLanguage)),
        # Buttons of answers and announcements that have to do with subscriptions.
        CallbackQueryHandler(follow.follow, carries(FollowQuestion)),
        CallbackQueryHandler(news.turn_page, carries(TurnNews)),
        CallbackQueryHandler(news.ask_about, carries(AskAbout)),
        CallbackQueryHandler(subscriptions.press, carries(SubscriptionPress)),
        # Buttons of a group's settings.
        CallbackQueryHandler(group_settings.press, carries(GroupPress)),
        CallbackQueryHandler(unsupported.unknown_button),
        # `@bot words` in any chat; a question in a chat that the bot is no member of.
        InlineQueryHandler(inline.inline),
        MessageHandler(filters.UpdateType.GUEST_MESSAGE, guest.guest),
        # A group that becomes a supergroup.
        MessageHandler(filters.StatusUpdate.MIGRATE & _NEW, membership.migrated),
        # Everything else that has words is a question; the rest hears what can be asked.
        MessageHandler(_WORDS & _NEW, ask.ask),
        MessageHandler(_WORDS & _EDITED, ask.edited),
        MessageHandler(_NEW & filters.ChatType.PRIVATE, unsupported.unsupported),
        # Blocked, unblocked, added, removed.
        ChatMemberHandler(membership.membership, ChatMemberHandler.MY_CHAT_MEMBER),
    ]


def command_names() -> frozenset[str]:
    """The commands that there are, without `/`."""
    return frozenset(name for handler in handlers() for name in getattr(handler, "commands", ()))
