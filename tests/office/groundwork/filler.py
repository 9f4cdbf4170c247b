"""A process that acts until its database may not grow any more, and tells how it was refused."""

from __future__ import annotations

import resource

import django

django.setup()


from sikao.office.groundwork.action import action  # noqa: E402
from sikao.office.groundwork.actor import Actor, Channel  # noqa: E402
from sikao.office.groundwork.clock import now  # noqa: E402
from sikao.office.groundwork.here import installation  # noqa: E402
from sikao.office.groundwork.journal import Subject, write  # noqa: E402
from sikao.office.groundwork.refusals import NotNow  # noqa: E402


@action("test.fill", "test")
def fill(*, actor: Actor, at: object, number: int) -> None:
    about = Subject("test", str(number))
    write(actor=actor, at=at, verb="test.fill", subject=about, new="x" * 20_000)  # type: ignore[arg-type]


def main() -> None:
    size = installation().database.stat().st_size
    largest = size + 200_000
    resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))
    done = 0
    while True:
        try:
            fill(actor=Actor("p1", Channel.WEB), at=now(), number=done)
        except NotNow as refused:
            print(f"done={done} code={refused.findings[0].code}")  # noqa: T201
            return
        done += 1


main()
