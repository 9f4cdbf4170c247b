"""SQLite whose tables are STRICT and whose texts keep their declared length.

SQLite by itself stores a text in a whole-number column and ten characters where five are declared, which
PostgreSQL refuses: with both enforced, what passes on one database passes on the other.
"""

from __future__ import annotations

from typing import Any

from django.db.backends.sqlite3 import base
from django.db.backends.sqlite3.schema import DatabaseSchemaEditor as SqliteSchemaEditor


class DatabaseSchemaEditor(SqliteSchemaEditor):
    """Creates STRICT tables; the framework's way of changing a table creates it anew, hence also then."""

    sql_create_table = SqliteSchemaEditor.sql_create_table + " STRICT"


class LengthCheck(str):
    """A column check that the framework fills in with ``%``: texts are no longer than declared."""

    __slots__ = ()

    def __mod__(self, data: Any) -> str:
        longest = data.get("max_length") if isinstance(data, dict) else None
        return f'length("{data["column"]}") <= {int(longest)}' if longest else "1"


TEXTS = (
    *("CharField", "SlugField", "TextField", "DateField", "DateTimeField", "TimeField", "UUIDField"),
    *("JSONField", "FileField", "FilePathField", "GenericIPAddressField"),
)
WHOLES = (
    *("BooleanField", "BigIntegerField", "IntegerField", "PositiveBigIntegerField", "PositiveIntegerField"),
    *("PositiveSmallIntegerField", "SmallIntegerField", "DurationField"),
)


class DatabaseWrapper(base.DatabaseWrapper):
    """STRICT tables know INT, INTEGER, REAL, TEXT, BLOB and ANY only."""

    data_types = {  # noqa: RUF012 -- the framework's own way to declare it
        **base.DatabaseWrapper.data_types,
        **dict.fromkeys(TEXTS, "TEXT"),
        **dict.fromkeys(WHOLES, "INTEGER"),
        "BinaryField": "BLOB",
        "DecimalField": "REAL",
        "FloatField": "REAL",
    }
    data_type_check_constraints = {  # noqa: RUF012
        **base.DatabaseWrapper.data_type_check_constraints,
        "BooleanField": '"%(column)s" IN (0, 1)',
        "CharField": LengthCheck("longest"),
        "SlugField": LengthCheck("longest"),
    }
    SchemaEditorClass = DatabaseSchemaEditor
