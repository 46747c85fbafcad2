"""What buttons and links ask for, and how it is written: a family a file, the format in `wire`."""

from typing import Final

from bot.payloads.answers import FORMS as _ANSWERS
from bot.payloads.answers import (
    AnswerPress,
    AskAlone,
    AskExample,
    CastVote,
    FollowQuestion,
    KeepQuestion,
    OpenAnswer,
    Pane,
    ShowCard,
    View,
)
from bot.payloads.groups import FORMS as _GROUPS
from bot.payloads.groups import ChooseForGroup, Group, GroupPress, ShowGroup, ShowTags, ToggleTag, tag_key
from bot.payloads.links import AcceptInvitation, ClaimBot, deep_link, read_start
from bot.payloads.lists import FORMS as _LISTS
from bot.payloads.lists import (
    ChooseLanguage,
    ListPress,
    Page,
    ShowDocument,
    ShowLatest,
    ShowPage,
    ShowSources,
    ShowTagged,
)
from bot.payloads.people import FORMS as _PEOPLE
from bot.payloads.people import AcceptAnswer, AdmitChat, ForgetMe, PersonPress, TakeBackRemoval
from bot.payloads.sources import FORMS as _SOURCES
from bot.payloads.sources import AnswerGap, ChangeSource, DecideDraft, Decision, OwnerPress, SourceAct
from bot.payloads.subscriptions import FORMS as _SUBSCRIPTIONS
from bot.payloads.subscriptions import (
    Act,
    AskAbout,
    ChangeSchedule,
    ChangeSubscription,
    MuteSource,
    NewsPress,
    ShowSchedule,
    ShowSubscriptions,
    SubscriptionPress,
    TryAgain,
    TurnNews,
    Unfollow,
)
from bot.payloads.wire import Form

__all__ = [
    "AcceptAnswer",
    "AcceptInvitation",
    "Act",
    "AdmitChat",
    "AnswerGap",
    "AskAbout",
    "AskAlone",
    "AskExample",
    "CastVote",
    "ChangeSchedule",
    "ChangeSource",
    "ChangeSubscription",
    "ChooseForGroup",
    "ChooseLanguage",
    "ClaimBot",
    "DecideDraft",
    "Decision",
    "FollowQuestion",
    "ForgetMe",
    "Group",
    "GroupPress",
    "KeepQuestion",
    "MuteSource",
    "OpenAnswer",
    "OwnerPress",
    "Page",
    "Pane",
    "Press",
    "ShowCard",
    "ShowDocument",
    "ShowGroup",
    "ShowLatest",
    "ShowPage",
    "ShowSchedule",
    "ShowSources",
    "ShowSubscriptions",
    "ShowTagged",
    "ShowTags",
    "SourceAct",
    "SubscriptionPress",
    "TakeBackRemoval",
    "ToggleTag",
    "TryAgain",
    "TurnNews",
    "Unfollow",
    "View",
    "deep_link",
    "read_press",
    "read_start",
    "tag_key",
    "write_press",
]

Press = AnswerPress | ListPress | NewsPress | SubscriptionPress | GroupPress | PersonPress | OwnerPress

_FORMS: Final[tuple[Form[Press], ...]] = (*_ANSWERS, *_LISTS, *_SUBSCRIPTIONS, *_GROUPS, *_PEOPLE, *_SOURCES)
_BY_CODE: Final = {form.code: form for form in _FORMS}
_BY_KIND: Final = {form.kind: form for form in _FORMS}


def write_press(press: Press) -> str:
    """The callback data of a button: at most 64 bytes."""
    return _BY_KIND[type(press)].write(press)


def read_press(data: object) -> Press | None:
    """What a button asks for; None for anything that `write_press` cannot have written."""
    if not isinstance(data, str):
        return None
    form = _BY_CODE.get(data[1:].partition(":")[0])
    return form.read(data) if form else None
