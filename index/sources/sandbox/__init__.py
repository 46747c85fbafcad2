"""What came from outside is read in a process that can be killed and may use only so much memory."""

from index.sources.sandbox.page import Page
from index.sources.sandbox.process import Sandbox

__all__ = ["Page", "Sandbox"]
