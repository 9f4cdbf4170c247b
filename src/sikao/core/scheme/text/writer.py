"""Writes a scheme in its text form: canonical, readable, and read back to the same scheme."""

from __future__ import annotations

import re
from pathlib import Path as FilePath

from sikao.core.scheme.building import meant_otherwise
from sikao.core.scheme.model import Scheme
from sikao.core.scheme.plain import Bare, Plain, given_fields, plain_record, plain_value
from sikao.core.scheme.shape import shape_of
from sikao.core.scheme.text.editing import for_editors
from sikao.core.sheets import content, replace_files

_WIDTH = 100
_SCORECARDS = "scorecards/"
# What a plain scalar may consist of without any doubt; everything else is quoted.
_SAFE = re.compile(r"[a-zA-Z0-9_$一-鿿][a-zA-Z0-9_一-鿿.%/ $*+()=<>~@^·—×－＋÷（），、。；：？！“”《》-]*")
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?%?")


def text_files(scheme: Scheme) -> dict[str, str]:
    """The text of every file of the scheme, by name."""
    sections: dict[str, list[str]] = {}
    for field, value in given_fields(shape_of(scheme), scheme):
        if field.file != _SCORECARDS:
            plain = plain_value(field.kind, value)
            lines = _entry(field.key, plain, "")
            sections.setdefault(field.file, []).extend(lines)
    files = {name: "\n".join(lines) + "\n" for name, lines in sections.items()}
    for card in scheme.scorecards.values():
        lines = [line for key, value in plain_record(card).items() for line in _entry(key, value, "")]
        files[f"{_SCORECARDS}{card.code}.yaml"] = "\n".join(lines) + "\n"
    return files


def write_text(scheme: Scheme, folder: FilePath | str) -> None:
    """Write the scheme's files, with schemas for editors, into a folder, which is made if need be.

    Other files are left alone. ``FindingsError`` where the files could not be written.
    """
    files = {name: content(text) for name, text in for_editors(text_files(scheme)).items()}
    replace_files(FilePath(folder), files, files)


def _entry(key: str, value: Plain, indent: str) -> list[str]:
    """The lines of one key with its value, on one line where it fits."""
    head = f"{indent}{_scalar(key)}:"
    flow = _flow(value)
    if isinstance(value, str) or not value or (len(head) + len(flow) < _WIDTH and _is_flat(value)):
        return [f"{head} {flow}"]
    if isinstance(value, dict):
        return [head, *(line for inner, item in value.items() for line in _entry(inner, item, indent + "  "))]
    return [head, *(line for item in value for line in _item(item, indent + "  "))]


def _item(value: Plain, indent: str) -> list[str]:
    """The lines of one element of a list."""
    flow = _flow(value)
    if isinstance(value, str) or (len(indent) + len(flow) < _WIDTH and _is_flat(value)):
        return [f"{indent}- {flow}"]
    if isinstance(value, dict):
        inner = [line for key, item in value.items() for line in _entry(key, item, indent + "  ")]
        return [f"{indent}- {inner[0].lstrip()}", *inner[1:]]
    inner = [line for item in value for line in _item(item, indent + "  ")]
    return [f"{indent}- {inner[0].lstrip()}", *inner[1:]]


def _is_flat(value: Plain) -> bool:
    """Whether a value reads well on one line: no nodes of a tree, little nesting."""
    if isinstance(value, dict):
        return (
            "children" not in value
            and "rule" not in value
            and all(_depth(item) < 2 for item in value.values())
        )
    return _depth(value) < 3


def _depth(value: Plain) -> int:
    if isinstance(value, str):
        return 0
    inner = value.values() if isinstance(value, dict) else value
    return 1 + max((_depth(item) for item in inner), default=0)


def _flow(value: Plain) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_scalar(key)}: {_flow(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_flow(item) for item in value) + "]"
    return _scalar(value)


def _scalar(text: str) -> str:
    """Plain where no reader could take it for anything else, else in double quotes."""
    if isinstance(text, Bare) and (_NUMBER.fullmatch(text) or _SAFE.fullmatch(text)):
        return text
    if _SAFE.fullmatch(text) and not text.endswith(" ") and not meant_otherwise(text):
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'
