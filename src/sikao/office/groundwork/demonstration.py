"""The clock of a demonstration: it goes on in steps, and every process that serves the home follows it."""

from __future__ import annotations

import re
from datetime import datetime

from sikao.core.sheets.files import replace_files
from sikao.core.wording import Finding, Severity
from sikao.office.groundwork.clock import now, offset_to
from sikao.office.groundwork.here import installation, place
from sikao.office.groundwork.installation import SETTINGS, private_content
from sikao.office.groundwork.refusals import NotNow

_OFFSET = re.compile(r"^demo_offset_seconds *=.*$", re.MULTILINE)


def refuse_elsewhere() -> None:
    """Raise ``NotNow`` in a home that its settings do not call a demonstration."""
    if not place().demo:
        raise NotNow((Finding("home.no_demo", Severity.ERROR, details={"path": installation().home}),))


def move_clock(to: datetime) -> None:
    """Let the clock show a moment from now on; one that lies before what it shows changes nothing.

    Another home is refused (``NotNow``): its clock is the machine's.
    """
    refuse_elsewhere()
    if to <= now():
        return
    text = installation().settings_file.read_text(encoding="utf-8")
    moved = _OFFSET.sub(f"demo_offset_seconds = {offset_to(to)}", text, count=1)
    replace_files(installation().home, {SETTINGS: private_content(moved.encode())}, [SETTINGS])
