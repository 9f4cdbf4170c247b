"""Acts at the same moment in threads of this process, each with its own connection."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connections

from sikao.office.groundwork.refusals import Refusal


def at_once(*acts: Callable[[], object]) -> list[str]:
    """Every act in a thread of its own, let go together: done, or the kind of refusal."""
    line = Barrier(len(acts))

    def run(act: Callable[[], object]) -> str:
        try:
            line.wait(10)
            act()
        except Refusal as refusal:
            return type(refusal).__name__
        else:
            return "done"
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return sorted(pool.map(run, acts))
