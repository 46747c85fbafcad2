"""What holds for all tests."""

from hypothesis import settings

# An example's time depends on what else the machine does; a hanging test is ended by pytest-timeout.
settings.register_profile("footnote", deadline=None)
settings.load_profile("footnote")
