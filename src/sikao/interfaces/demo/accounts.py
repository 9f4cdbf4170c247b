"""Who may sign in to a demonstration: kept in a file beside its database."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import astuple, dataclass
from pathlib import Path

from sikao.core.sheets.files import replace_files
from sikao.core.wording import Finding, FindingsError, Severity
from sikao.office.groundwork.installation import private_content

ACCOUNTS = "demo-accounts.json"


@dataclass(frozen=True, slots=True)
class Shown:
    """An account that the demonstration offers for signing in; ``role`` and ``organisation`` are codes."""

    login: str
    name: str
    role: str
    organisation: str = ""


def keep_accounts(home: Path, password: str, accounts: Iterable[Shown]) -> None:
    """Keep the accounts, for whoever starts the demonstration again."""
    told = {"password": password, "accounts": [astuple(one) for one in accounts]}
    text = json.dumps(told, ensure_ascii=False, indent=1) + "\n"
    replace_files(home, {ACCOUNTS: private_content(text.encode())})


def accounts_of(home: Path) -> tuple[str, list[Shown]]:
    """The password of a demonstration home, and its accounts; another home raises ``FindingsError``."""
    kept = home / ACCOUNTS
    if not kept.is_file():
        raise FindingsError([Finding("home.no_demo", Severity.ERROR, details={"path": home})])
    told = json.loads(kept.read_text(encoding="utf-8"))
    return told["password"], [Shown(*fields) for fields in told["accounts"]]
