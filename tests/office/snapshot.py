"""What an act leaves in the database, kept so that another test has it without the act."""

from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from graphlib import TopologicalSorter
from typing import Any, TypeVar, cast

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection
from django.db.models import Model

T = TypeVar("T")
Row = tuple[Any, ...]


def models() -> Iterator[type[Model]]:
    """All of them, each after those that it refers to."""
    every = apps.get_models(include_auto_created=True)
    refers = {
        model: {
            field.related_model for field in model._meta.fields if field.related_model not in {None, model}
        }
        for model in every
    }
    return TopologicalSorter(refers).static_order()


def rows_of(model: type[Model]) -> list[Row]:
    """The rows of a table, columns in the order of the model's fields, as the database gives them."""
    columns = ", ".join(f'"{field.column}"' for field in model._meta.concrete_fields)
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT {columns} FROM "{model._meta.db_table}" ORDER BY 1')
        return cursor.fetchall()


@dataclass(frozen=True)
class Snapshot:
    """Rows by table, before and after something was made, and what it was."""

    before: dict[type[Model], list[Row]]
    after: dict[type[Model], list[Row]]
    made: object

    def restore(self) -> None:
        """Lay down what came in between; the tables must be as they were before."""
        laid = []
        for model, rows in self.after.items():
            before = self.before[model]
            added = [row for row in rows if row not in before]
            _replace(model, [row for row in before if row not in rows], added)
            laid += [model] if added else []
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), laid):
                cursor.execute(statement)


_kept: dict[Callable[[], object], Snapshot] = {}


def made_once(make: Callable[[], T]) -> T:
    """What ``make`` makes; where it was made before upon the same tables, its rows are laid down again."""
    before, kept = all_rows(), _kept.get(make)
    if kept is None or kept.before != before:
        made = make()
        kept = _kept[make] = Snapshot(before, all_rows(), deepcopy(made))
    else:
        kept.restore()
    return cast("T", deepcopy(kept.made))


def _replace(model: type[Model], gone: list[Row], added: list[Row]) -> None:
    """Changed rows are put anew; the guards of the database refuse where that is not allowed."""
    table, key = model._meta.db_table, model._meta.concrete_fields[0].column
    columns = ", ".join(f'"{field.column}"' for field in model._meta.concrete_fields)
    places = ", ".join(["%s"] * len(model._meta.concrete_fields))
    with connection.cursor() as cursor:
        for row in gone:
            cursor.execute(f'DELETE FROM "{table}" WHERE "{key}" = %s', row[:1])
        if added:
            cursor.executemany(f'INSERT INTO "{table}" ({columns}) VALUES ({places})', added)


def all_rows() -> dict[type[Model], list[Row]]:
    """The rows of every table."""
    return {model: rows_of(model) for model in models()}
