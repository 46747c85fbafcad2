"""Every button of ours has one handler, and so has every command."""

from typing import get_args

import pytest

from bot.handlers import unsupported
from bot.payloads import GroupPress, Press, SubscriptionPress
from bot.routes import BUTTONS, COMMANDS


def test_every_kind_of_button_has_its_handler() -> None:
    assert set(BUTTONS) == set(get_args(Press))
    assert unsupported.unknown_button not in BUTTONS.values()


@pytest.mark.parametrize("family", [GroupPress, SubscriptionPress])
def test_the_buttons_of_a_family_have_one(family: object) -> None:
    assert len({BUTTONS[kind] for kind in get_args(family)}) == 1


def test_no_command_is_served_by_the_handler_of_another() -> None:
    assert len(set(COMMANDS.values())) == len(COMMANDS)
