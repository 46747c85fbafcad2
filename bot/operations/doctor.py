"""`python -m bot doctor`: what is wrong with this bot and its machine, and what to do about it."""

import asyncio
import json
import sys
from dataclasses import asdict
from datetime import UTC, datetime

from bot.operations.findings import Finding
from bot.operations.machine_checks import check_machine
from bot.operations.telegram_checks import check_telegram
from bot.settings import Settings


def examine(settings: Settings, *, as_json: bool) -> int:
    """Print what every check has found, a line each; return 0 when all is well, else 1."""
    findings = [*check_machine(settings, datetime.now(UTC)), *asyncio.run(check_telegram(settings))]
    if as_json:
        sys.stdout.write(_json(findings))
    else:
        sys.stdout.write("".join(f"{finding}\n" for finding in findings))
    return 0 if all(finding.well for finding in findings) else 1


def _json(findings: list[Finding]) -> str:
    well = all(finding.well for finding in findings)
    told = {"well": well, "findings": [asdict(finding) for finding in findings]}
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"
