"""Which handler serves what: the whole table on one page."""

from collections.abc import Callable, Coroutine, Mapping
from types import UnionType
from typing import Any, Final, get_args

from telegram import Message, MessageEntity, Update

from bot.context import Context
from bot.handlers import (
    add,
    ask,
    cards,
    changed_answers,
    channel_posts,
    documents,
    drafts,
    examples,
    follow,
    forwarded,
    gaps,
    group_settings,
    guest,
    help_,
    inline,
    invitations,
    latest,
    membership,
    my_data,
    news,
    own_answers,
    owner,
    posts,
    refresh,
    source_care,
    sources,
    start,
    stats,
    subscribe,
    subscriptions,
    unsupported,
    votes,
)
from bot.handlers import settings as choices
from bot.handlers.limits import counted
from bot.payloads import (
    AcceptAnswer,
    AdmitChat,
    AnswerGap,
    AskAbout,
    AskAlone,
    AskExample,
    CastVote,
    ChangeSource,
    ChooseLanguage,
    DecideDraft,
    FollowQuestion,
    ForgetMe,
    GroupPress,
    KeepQuestion,
    ShowCard,
    ShowDocument,
    ShowLatest,
    ShowPage,
    ShowSources,
    ShowTagged,
    SubscriptionPress,
    TakeBackRemoval,
    TurnNews,
    read_press,
)

Handler = Callable[[Update, Context], Coroutine[Any, Any, None]]

COMMANDS: Final[Mapping[str, Handler]] = {
    "start": counted(start.start),  # and links that open the bot at a document or an answer
    "help": counted(help_.help_),
    "ask": ask.ask,  # counts when it is a question
    "sources": counted(sources.sources),
    "latest": counted(latest.latest),
    "settings": counted(choices.settings),
    "privacy": counted(help_.privacy),
    "mydata": counted(my_data.my_data),
    "forget": counted(my_data.forget),
    "whoami": counted(my_data.who_am_i),
    "subscribe": counted(subscribe.subscribe),
    "unsubscribe": counted(subscribe.unsubscribe),
    "subscriptions": counted(subscriptions.show),
    # The owner's; to others they are commands that nobody knows.
    "stats": counted(stats.stats),
    "invite": counted(invitations.invite),
    "gaps": counted(gaps.gaps),
    "retry": counted(owner.retry),
    "add": counted(add.add),
    "remove": counted(source_care.remove),
    "refresh": counted(refresh.refresh),
}

_FAMILIES: Final[tuple[tuple[type | UnionType, Handler], ...]] = (
    # Of a card, a document, a list, a person's settings.
    (ShowCard, cards.show),
    (CastVote, votes.vote),
    (KeepQuestion, votes.keep),
    (AskAlone, examples.ask_alone),
    (AskExample, counted(examples.ask_example)),
    (ShowDocument, documents.turn_page),
    (ShowSources, sources.turn_page),
    (ShowTagged, sources.turn_page),
    (ShowLatest, latest.turn_page),
    (ShowPage, help_.unfold),
    (ChooseLanguage, choices.choose_language),
    (ForgetMe, my_data.forget_now),
    (AdmitChat, invitations.decide),
    (AcceptAnswer, changed_answers.accept),
    (TakeBackRemoval, changed_answers.undo),
    # Of answers and announcements, about subscriptions.
    (FollowQuestion, follow.follow),
    (TurnNews, news.turn_page),
    (AskAbout, news.ask_about),
    (SubscriptionPress, subscriptions.press),
    # The owner's.
    (DecideDraft, drafts.decide),
    (ChangeSource, source_care.change),
    (AnswerGap, gaps.answer),
    # Of a group's settings.
    (GroupPress, group_settings.press),
)
BUTTONS: Final[Mapping[type, Handler]] = {
    kind: handler for family, handler in _FAMILIES for kind in get_args(family) or (family,)
}


FOR_EVERYBODY: Final = frozenset({
    # What is kept of people they may always ask; by /start they come in.
    *(COMMANDS[name] for name in ("start", "privacy", "mydata", "forget", "whoami")),
    *(BUTTONS[press] for press in (ShowPage, ForgetMe)),
    membership.membership, membership.migrated, membership.reopened,
})  # fmt: skip
"""The handlers that serve also those whom a closed bot does not answer."""


def command_names() -> frozenset[str]:
    """The commands that there are, without `/`."""
    return frozenset(COMMANDS)


def find_handler(update: Update, username: str) -> tuple[Handler | None, tuple[str, ...]]:
    """Who serves the update, None for nobody, and the words after its command.

    `username` is the bot's own: a command may be addressed to another bot.
    """
    if update.callback_query is not None:
        # What nothing of ours has written is a button from long ago, or forged.
        return BUTTONS.get(type(read_press(update.callback_query.data)), unsupported.unknown_button), ()
    if update.message is not None:
        return _for_message(update.message, username)
    if update.edited_message is not None:  # a question alone: a command must not be done twice
        is_reply = update.edited_message.reply_to_message is not None
        handler = own_answers.edited if is_reply else ask.edited
        return (handler if _words(update.edited_message) else None), ()
    if update.channel_post is not None or update.edited_channel_post is not None:
        return channel_posts.post, ()
    if update.inline_query is not None:
        return inline.inline, ()
    if update.guest_message is not None:
        return guest.guest, ()
    return (membership.membership if update.my_chat_member is not None else None), ()


def _for_message(message: Message, username: str) -> tuple[Handler | None, tuple[str, ...]]:
    if message.migrate_to_chat_id is not None or message.migrate_from_chat_id is not None:
        return membership.migrated, ()
    if message.forum_topic_reopened is not None or message.general_forum_topic_unhidden is not None:
        return membership.reopened, ()
    name, at, addressee = read_command(message).partition("@")
    if not name:
        return _for_words(message), ()
    if at and addressee != username.lower():
        return unsupported.unsupported, ()
    if message.forward_origin is not None and name != "ask":
        return forwarded.quoted, ()
    return COMMANDS.get(name, unsupported.unsupported), tuple(_words(message).split()[1:])


def _for_words(message: Message) -> Handler:
    """Who serves what is no command: a question mostly, but owners hand over files, posts and answers."""
    if message.document is not None:
        return add.file
    if posts.is_post(message):
        return add.post
    if message.reply_to_message is not None and _words(message):
        return own_answers.reply
    return ask.ask if _words(message) else unsupported.unsupported


def read_command(message: Message) -> str:
    """The command that a text or caption begins with, in small letters and without `/`; empty for none."""
    for entity in message.entities or message.caption_entities:
        if entity.type == MessageEntity.BOT_COMMAND and entity.offset == 0:
            return _words(message)[1 : entity.length].lower()
    return ""


def _words(message: Message) -> str:
    return message.text or message.caption or ""
