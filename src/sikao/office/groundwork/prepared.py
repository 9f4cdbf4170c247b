"""Questions that every page asks: the statement is put together once, and only what it is about is new.

To put a statement together takes the framework several times as long as the database takes to answer it.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import QuerySet


class Blank(str):
    """A place in a question that is filled in each time it is asked, under this name."""

    __slots__ = ()


PERSON = Blank("person")


def ask(question: Callable[..., QuerySet[Any, Any]], *about: Hashable, **given: str) -> list[tuple[Any, ...]]:
    """The rows that answer a question, as the database gives them: texts and whole numbers.

    ``question`` makes a query of values for what it is ``about``, such as a day, with a ``Blank`` for each
    of the texts that are ``given``.
    """
    statement, values = _put_together(question, about, connection.vendor)
    filled = [given[value] if isinstance(value, Blank) else value for value in values]
    with connection.cursor() as cursor:
        cursor.execute(statement, filled)
        return list(cursor.fetchall())


@lru_cache(maxsize=64)
def _put_together(
    question: Callable[..., QuerySet[Any, Any]], about: tuple[Hashable, ...], vendor: str
) -> tuple[str, tuple[Any, ...]]:
    del vendor  # another database has another statement
    statement, values = question(*about).query.sql_with_params()
    return statement, tuple(values)
