"""Findings as data that can be kept and read again: without their sentences, which may be worded anew."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePath
from typing import Any

from sikao.core.wording.findings import Finding, Place, Severity
from sikao.core.wording.language import Term
from sikao.core.wording.message import Detail, Listed, Written


def keep(finding: Finding) -> dict[str, Any]:
    """The finding as plain data; ``restore`` gives an equal one back."""
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "where": finding.where.to_json(),
        "details": keep_details(finding.details),
        "parts": [part.to_json() for part in finding.parts],
    }


def restore(data: Mapping[str, Any]) -> Finding:
    """The finding that was kept; a code that the catalogue no longer has raises ``LookupError``."""
    return Finding(
        data["code"],
        Severity(data["severity"]),
        Place(**data["where"]),
        restore_details(data["details"]),
        tuple(Place(**part) for part in data["parts"]),
    )


def keep_details(details: Mapping[str, Detail]) -> dict[str, Any]:
    """What fills the placeholders of a message, as plain data."""
    return {name: _kept(value) for name, value in details.items()}


def restore_details(data: Mapping[str, Any]) -> dict[str, Detail]:
    """The details that were kept."""
    return {name: _restored(value) for name, value in data.items()}


def _kept(value: Detail) -> Any:
    match value:
        case Term():
            return {"zh": value.zh, "en": value.en}
        case Written():
            return {"text": value.text, "sheet": value.sheet}
        case Listed():
            return [_kept(word) for word in value.words]
        case PurePath():
            return {"path": str(value)}
    return value


def _restored(value: Any) -> Any:
    match value:
        case {"zh": zh, "en": en}:
            return Term(zh, en)
        case {"text": text, "sheet": sheet}:
            return Written(text, sheet)
        case {"path": path}:
            return PurePath(path)
        case list():
            return Listed.of(_restored(word) for word in value)
    return value
