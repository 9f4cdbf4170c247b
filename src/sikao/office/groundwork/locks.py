"""The one way to lock rows that an act is going to change."""

from __future__ import annotations

from typing import TypeVar

from django.db import models

M = TypeVar("M", bound=models.Model)


def locked(rows: models.QuerySet[M]) -> models.QuerySet[M]:
    """These rows, locked until the act ends; on SQLite the whole database is.

    ``FOR NO KEY UPDATE``: appended rows point at locked ones, and PostgreSQL checks that with a key lock at
    the end of the act, while it holds the journal's head. A stronger lock held by somebody who waits for the
    head would stop both.
    """
    return rows.select_for_update(no_key=True)
