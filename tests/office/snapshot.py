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
    """What stood in the tables before something was made, what changed by it, and what it was."""

    before: dict[type[Model], list[Row]]
    given: tuple[object, ...]
    changed: dict[type[Model], tuple[list[Row], list[Row]]]
    made: object

    def restore(self) -> None:
        """Lay down what came in between; the tables must be as they were before."""
        laid = []
        for model, (gone, added) in self.changed.items():
            _replace(model, gone, added)
            laid += [model] if added else []
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), laid):
                cursor.execute(statement)


_kept: dict[Callable[..., object], Snapshot] = {}


def made_once(make: Callable[..., T], *given: object) -> T:
    """What ``make`` makes; where it was made before upon the same tables, its rows are laid down again.

    What it is given must be the same as then, too; it may change that only by giving it back.
    """
    before, kept = all_rows(), _kept.get(make)
    if kept is None or kept.before != before or kept.given != given:
        asked = deepcopy(given)
        made = make(*given)
        kept = _kept[make] = Snapshot(before, asked, _changes(before, all_rows()), deepcopy(made))
    else:
        kept.restore()
    return cast("T", deepcopy(kept.made))


def _changes(
    before: dict[type[Model], list[Row]], after: dict[type[Model], list[Row]]
) -> dict[type[Model], tuple[list[Row], list[Row]]]:
    """By table the rows that are no longer there, and those that have come; each after what it refers to."""
    changed = {}
    for model, rows in after.items():
        old, new = set(before[model]), set(rows)
        if old != new:
            gone = [row for row in before[model] if row not in new]
            changed[model] = (gone, [row for row in rows if row not in old])
    return changed


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
