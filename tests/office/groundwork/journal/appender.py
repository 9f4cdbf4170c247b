"""A process that appends to the journal of a home, or watches it: ``appender.py COUNT NAME`` / ``watch``.

It ends when its input is closed or its acts are done. Some of its acts break off in the middle.
"""

from __future__ import annotations

import json
import sys
import time

import django

django.setup()

from django.db import connection, transaction  # noqa: E402 -- the framework is set up now

from sikao.office.groundwork.actor import Actor, Channel  # noqa: E402
from sikao.office.groundwork.clock import now  # noqa: E402
from sikao.office.groundwork.files import row_for, store  # noqa: E402
from sikao.office.groundwork.journal import Subject, write  # noqa: E402


def append(count: int, name: str) -> None:
    actor = Actor(name, Channel.WEB)
    stored = store([name.encode()])
    began = time.monotonic()
    for number in range(count):
        row = row_for(stored, f"{number}.pdf", "application/pdf")
        try:
            with transaction.atomic():
                about = Subject("test", f"{name}-{number}")
                write(actor=actor, at=now(), verb="test.act", subject=about, rows=[row])
                if number % 10 == 9:
                    raise ZeroDivisionError
        except ZeroDivisionError:
            continue
    print(json.dumps({"seconds": time.monotonic() - began}))  # noqa: T201


def watch(seconds: float) -> None:
    """Whatever number can be read: everything up to it can be read as well."""
    seen, wrong, end = 0, 0, time.monotonic() + seconds
    with connection.cursor() as cursor:
        while time.monotonic() < end:
            cursor.execute("SELECT max(seq) FROM journal_entry")
            last = cursor.fetchone()[0] or 0
            cursor.execute("SELECT count(*) FROM journal_entry WHERE seq <= %s", [last])
            wrong += cursor.fetchone()[0] != last or last < seen
            seen = last
    print(json.dumps({"seen": seen, "wrong": wrong}))  # noqa: T201


if __name__ == "__main__":
    if sys.argv[1] == "watch":
        watch(float(sys.argv[2]))
    else:
        append(int(sys.argv[1]), sys.argv[2])
