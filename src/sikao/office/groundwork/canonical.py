"""One way to write data for hashing: JSON with sorted keys, no spaces, UTF-8; and the two digests of it."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, date, datetime
from typing import Any


def canonical(data: Any) -> str:
    """The canonical text. Numbers are whole; a decimal is text in canonical form; anything else raises."""
    return json.dumps(
        _plain(data), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )


def _plain(data: Any) -> Any:
    if data is None or isinstance(data, str | bool | int):
        return data
    if isinstance(data, datetime):
        return moment(data)
    if isinstance(data, date):
        return data.isoformat()
    if isinstance(data, dict):
        return {str(key): _plain(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [_plain(part) for part in data]
    raise TypeError(f"not canonical: {type(data).__name__}")


def moment(at: datetime) -> str:
    """A moment in UTC with microseconds: ``2020-07-18T01:02:03.000000Z``; one without a zone raises."""
    if at.tzinfo is None:
        raise ValueError(f"a moment without a zone: {at}")
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def sha256(content: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def sm3(content: bytes) -> str:
    """SM3 (GB/T 32905) in hexadecimal."""
    return hashlib.new("sm3", content).hexdigest()
