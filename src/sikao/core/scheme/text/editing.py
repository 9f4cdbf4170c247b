"""What editors need to help with a scheme's text: JSON Schemas beside its files, named in each."""

from __future__ import annotations

import json

from sikao.core.scheme.schema import json_schemas

SCHEMA_FOLDER = "schema"


def for_editors(files: dict[str, str]) -> dict[str, str]:
    """The text files of a scheme, by name, each with the line that names its schema, and the schemas."""
    schemas = json_schemas()
    named = {_schema_file(file): schema for file, schema in schemas.items()}
    texts = {name: _line(name) + text if name.endswith(".yaml") else text for name, text in files.items()}
    return texts | {
        f"{SCHEMA_FOLDER}/{name}": json.dumps(schema, ensure_ascii=False, indent=1) + "\n"
        for name, schema in named.items()
    }


def _schema_file(file: str) -> str:
    """``units.yaml`` has ``units.json``; all files of ``scorecards/`` have ``scorecards.json``."""
    return file.partition("/")[0].removesuffix(".yaml") + ".json"


def _line(name: str) -> str:
    up = "../" * name.count("/")
    return f"# yaml-language-server: $schema={up}{SCHEMA_FOLDER}/{_schema_file(name)}\n"
