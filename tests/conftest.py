"""What holds for all tests."""

import pytest
from hypothesis import settings

from tests.overheard import overhear

# An example's time depends on what else the machine does; a hanging test is ended by pytest-timeout.
settings.register_profile("footnote", deadline=None)
settings.load_profile("footnote")


def pytest_configure() -> None:
    """Hear what is logged from the first test on."""
    overhear()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the tests of what was logged in the whole run behind all others."""
    items.sort(key=lambda item: item.get_closest_marker("at_the_end") is not None)
