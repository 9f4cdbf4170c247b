"""The JSON Schema of the text form, for editors: read off the shapes, with Chinese headings as titles."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sikao.core.figures.codes import CODE_PATTERN
from sikao.core.scheme.building.scalars import MOST_DAYS
from sikao.core.scheme.shape import (
    Choice,
    Code,
    DueDay,
    Either,
    Field,
    Formula,
    Kind,
    ListOf,
    MapOf,
    Nested,
    Number,
    Shape,
    TableOf,
    Tagged,
    Text,
    Truth,
    Whole,
    Worth,
    all_shapes,
    shape_named,
)
from sikao.core.wording import Term

Json = dict[str, Any]

_CODE = f"^{CODE_PATTERN}$"
_NUMBER: Json = {"type": ["number", "string"]}
_DUE_DAY: Json = {
    "type": ["integer", "string"],
    "minimum": 0,
    "maximum": MOST_DAYS,
    "pattern": "^([0-9]{1,3}|[0-9]{1,2}-[0-9]{1,2}|[0-9]{1,2}月[0-9]{1,2}日)$",
}


def json_schemas() -> dict[str, Json]:
    """One schema for each file of a scheme, by file name; ``scorecards/`` stands for every scorecard."""
    sections: dict[str, list[Field]] = {}
    for field in shape_named("Scheme").fields:
        sections.setdefault(field.file, []).append(field)
    definitions = _definitions()
    made: dict[str, Json] = {}
    for file, fields in sections.items():
        body = {"$ref": "#/$defs/Scorecard"} if file.endswith("/") else _object(fields)
        needed = _needed(body, definitions)
        made[file] = {"$schema": "https://json-schema.org/draft/2020-12/schema", **body, "$defs": needed}
    return made


def _needed(body: Json, definitions: dict[str, Json]) -> dict[str, Json]:
    """The definitions that a schema refers to, directly or through others."""
    found: set[str] = set()
    waiting: list[Any] = [body]
    while waiting:
        part = waiting.pop()
        if isinstance(part, dict):
            name = str(part.get("$ref", "")).rpartition("/")[2]
            if name and name not in found:
                found.add(name)
                waiting.append(definitions[name])
            waiting.extend(part.values())
        elif isinstance(part, list):
            waiting.extend(part)
    return {name: definition for name, definition in definitions.items() if name in found}


def _definitions() -> dict[str, Json]:
    """Every record, by name; where its code is the key around it, a second form without the code."""
    made: dict[str, Json] = {}
    for shape in all_shapes():
        made[shape.name] = _record(shape, shape.fields)
        own = shape.code_field
        if own is not None:
            made[f"{shape.name}ByCode"] = _record(
                shape, tuple(field for field in shape.fields if field is not own)
            )
    return made


def _record(shape: Shape, fields: tuple[Field, ...]) -> Json:
    return {**_titled(shape.title, shape.doc), **_object(list(fields))}


def _object(fields: list[Field]) -> Json:
    required = [field.key for field in fields if field.required]
    body: Json = {
        "type": "object",
        "additionalProperties": False,
        "properties": {
            field.key: {**_titled(field.heading, field.doc), **_kind(field.kind)} for field in fields
        },
    }
    return {**body, "required": required} if required else body


def _titled(title: Term, doc: Term) -> Json:
    words = f"{title.en}: {doc.zh} / {doc.en}" if doc.zh else title.en
    return {"title": title.zh, "description": words}


def _kind(kind: Kind) -> Json:
    maker = _MAKERS.get(type(kind))
    return {"type": "string"} if maker is None else maker(kind)


def _list(kind: ListOf) -> Json:
    size = {} if kind.size is None else {"minItems": kind.size, "maxItems": kind.size}
    return {"type": "array", "items": _kind(kind.of), **size}


def _map(kind: MapOf) -> Json:
    keys: Json = {"enum": list(kind.key.options)} if isinstance(kind.key, Choice) else {}
    if not isinstance(kind.key, Choice | Text):
        keys = {"pattern": _CODE}
    names = {"propertyNames": keys} if keys else {}
    return {"type": "object", **names, "additionalProperties": _kind(kind.value)}


def _table(kind: TableOf) -> Json:
    inner = {"$ref": f"#/$defs/{kind.record}ByCode"}
    return {"type": "object", "propertyNames": {"pattern": _CODE}, "additionalProperties": inner}


def _tagged(kind: Tagged) -> Json:
    """One form for every word under the tag."""
    forms: list[Json] = []
    for word, name in kind.records.items():
        shape = shape_named(name)
        body = _record(shape, shape.fields)
        body["properties"] = {kind.tag: {"const": word}, **body["properties"]}
        body["required"] = [kind.tag, *body.get("required", [])]
        forms.append(body)
    return {"oneOf": forms}


def _either(kind: Either) -> Json:
    ways = (kind.scalar, kind.sequence, kind.mapping)
    return {"anyOf": [_kind(way) for way in ways if way is not None]}


_MAKERS: dict[type[Any], Callable[[Any], Json]] = {
    Code: lambda kind: {"type": "string", "pattern": _CODE},  # noqa: ARG005 - one signature for all makers
    Whole: lambda kind: {"type": "integer", "minimum": kind.low, "maximum": kind.high},
    Worth: lambda kind: dict(_NUMBER),  # noqa: ARG005
    Number: lambda kind: dict(_NUMBER),  # noqa: ARG005
    Formula: lambda kind: dict(_NUMBER),  # noqa: ARG005
    DueDay: lambda kind: dict(_DUE_DAY),  # noqa: ARG005
    Truth: lambda kind: {"type": "boolean"},  # noqa: ARG005
    Choice: lambda kind: {"enum": list(kind.options)},
    ListOf: _list,
    MapOf: _map,
    TableOf: _table,
    Nested: lambda kind: {"$ref": f"#/$defs/{kind.record}"},
    Tagged: _tagged,
    Either: _either,
}
