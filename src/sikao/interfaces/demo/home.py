"""A demonstration home: filled with its story up to a moment, from wherever it stands."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from sikao.core.scheme import load_scheme
from sikao.core.wording import Finding, FindingsError, Severity
from sikao.interfaces.demo.agenda import Told, play
from sikao.interfaces.demo.moments import MID_YEAR, NEW_YEAR, SCHEMES
from sikao.interfaces.demo.opening import begin
from sikao.interfaces.demo.people import SETTLED, keep_passwords, recall, settle
from sikao.interfaces.demo.scenes import SCENES
from sikao.interfaces.demo.stage import Stage, Work
from sikao.office.accounts.models import Organisation
from sikao.office.groundwork.demonstration import move_clock
from sikao.office.groundwork.here import installation
from sikao.office.groundwork.models import Entry, Head


def fill(until: datetime, tell: Told, work: Work, schemes: Path = SCHEMES) -> None:
    """Tell the story of a home up to a moment, from wherever it stands: from the beginning in a new one.

    ``schemes`` is the folder of a checkout's schemes; where they are not there, or the home holds something
    else than this story, ``FindingsError``.
    """
    scheme, findings = load_scheme(schemes / "qingdao-2020")
    if scheme is None:
        raise FindingsError(findings)
    if not is_settled():
        _refuse_used()
        tell("单位和人员", "organisations and people")
        settle(scheme, NEW_YEAR, MID_YEAR)
    stage = on_stage(schemes, work)
    begin(stage, tell)
    play(stage, SCENES, until, tell)
    keep_passwords(stage.cast, stage.at)
    move_clock(stage.at)


def on_stage(schemes: Path, work: Work) -> Stage:
    """The stage of a home as it stands: its people, and the moment of its last act."""
    last = Head.objects.get(pk=1).at
    at = NEW_YEAR if last is None else max(NEW_YEAR, last)
    return Stage(schemes, recall(), at, move_clock, work)


def is_settled() -> bool:
    """Whether the story of this home has begun."""
    return Entry.objects.filter(verb=SETTLED).exists()


def _refuse_used() -> None:
    """Raise ``FindingsError`` for a home in which there is more than its preparation."""
    if Organisation.objects.exists():
        raise FindingsError([Finding("home.no_demo", Severity.ERROR, details={"path": installation().home})])
