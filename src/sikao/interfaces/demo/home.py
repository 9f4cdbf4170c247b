"""Filling a demonstration home."""

from __future__ import annotations

from pathlib import Path

from sikao.core.scheme import load_scheme
from sikao.core.wording import FindingsError
from sikao.interfaces.demo.accounts import keep_accounts
from sikao.interfaces.demo.people import settle
from sikao.interfaces.demo.story import NEW_YEAR, TODAY, Story, Told
from sikao.office.groundwork.here import installation


def fill(schemes: Path, tell: Told) -> None:
    """Fill a home that was just prepared with the year up to 20 July 2020; takes about a minute.

    ``schemes`` is the folder of a checkout's schemes; where they are not there, ``FindingsError``.
    """
    scheme, findings = load_scheme(schemes / "qingdao-2020")
    if scheme is None:
        raise FindingsError(findings)
    tell("单位和人员", "organisations and people")
    cast = settle(scheme, NEW_YEAR, TODAY)
    Story(schemes, cast, tell).run()
    keep_accounts(installation().home, cast.password, cast.accounts)
