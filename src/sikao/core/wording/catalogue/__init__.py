"""The catalogue of finding messages: one module per speaking room.

Every module in this folder offers ``MESSAGES``, from finding code to message. Adding a file is enough: it is
found by its presence. A code belongs to one module only.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterable, Mapping

from sikao.core.wording.message import Message

_CODE = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+")


def gather(parts: Iterable[tuple[str, Mapping[str, Message]]]) -> dict[str, Message]:
    """One dictionary from the rooms' dictionaries; a malformed or doubled code raises ``ValueError``."""
    gathered: dict[str, Message] = {}
    for room, messages in parts:
        for code, message in messages.items():
            if not _CODE.fullmatch(code):
                raise ValueError(f"malformed finding code in {room}: {code!r}")
            if code in gathered:
                raise ValueError(f"finding code written twice: {code}")
            gathered[code] = message
    return gathered


_ROOMS = sorted(module.name for module in pkgutil.iter_modules(__path__))
_MESSAGES = gather((room, importlib.import_module(f"{__name__}.{room}").MESSAGES) for room in _ROOMS)


def all_messages() -> Mapping[str, Message]:
    """Every message of every room, by code."""
    return _MESSAGES


def message_for(code: str) -> Message:
    """The message of a code; an unknown code raises ``LookupError``."""
    try:
        return _MESSAGES[code]
    except KeyError:
        raise LookupError(f"unknown finding code: {code}") from None
