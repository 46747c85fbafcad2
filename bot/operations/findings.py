"""What a check of `doctor` has found. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the doctor's: what was looked at, how it is, and, when not well, what to do."""

    about: str
    well: bool
    told: str
    cure: str = ""

    def __str__(self) -> str:
        line = f"{'✓' if self.well else '✗'} {self.about}: {self.told}"
        return f"{line}\n    → {self.cure}" if self.cure else line


def good(about: str, told: str) -> Finding:
    """All is well."""
    return Finding(about, True, told)


def bad(about: str, told: str, cure: str) -> Finding:
    """Something has to be done."""
    return Finding(about, False, told, cure)
