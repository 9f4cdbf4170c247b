"""What every action shares: one transaction for the act, and one of its own for the entry of a refusal."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import transaction

from sikao.office.groundwork.actor import Actor
from sikao.office.groundwork.clock import refuse_when_moved
from sikao.office.groundwork.fulldisk import full_disk_told
from sikao.office.groundwork.here import refuse_when_read_only
from sikao.office.groundwork.journal import Subject, waiting_counted, write_refusal
from sikao.office.groundwork.refusals import Refusal

P = ParamSpec("P")
R = TypeVar("R")


def action(verb: str, kind: str, key: str | None = None) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Mark a function as an action: keyword-only, with ``actor`` and ``at``.

    ``kind`` is the kind of object that it is about, ``key`` the argument that names the object. What the
    function did is rolled back when it refuses, and the refusal is journaled before it goes on to the caller.
    """

    def marked(perform: Callable[P, R]) -> Callable[P, R]:
        @wraps(perform)
        def performed(*args: P.args, **given: P.kwargs) -> R:
            refuse_when_read_only()
            refuse_when_moved()
            with waiting_counted(), full_disk_told():
                try:
                    with full_disk_told(), transaction.atomic():
                        return perform(*args, **given)
                except Refusal as refusal:
                    actor, at = given["actor"], given["at"]
                    if not isinstance(actor, Actor) or not isinstance(at, datetime):
                        raise TypeError(f"{perform.__name__} is called with actor and at") from refusal
                    about = str(given[key]) if key else ""
                    write_refusal(actor, at, verb, Subject(kind, about), refusal)
                    raise

        return performed

    return marked
