"""Acts at the same moment, each in a process of its own with its own connection, as people's acts are."""

import multiprocessing
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Self

from sikao.office.cycle.duties import owed
from tests.office.acting import PATIENCE, ready, run
from tests.office.city import SCHEME, City

MOST = 4
"""So many acts at once, at most."""


@dataclass
class Racing:
    """A city, the processes in which its people act, and how long the slowest of all acts took."""

    city: City
    slowest: float = 0.0
    told: dict[str, dict[str, int]] = field(default_factory=dict)
    """By race, how often it ended how."""

    def __enter__(self) -> Self:
        # Forked ones would share threads and connections with this process.
        spawned = multiprocessing.get_context("spawn")
        lines = {together: spawned.Barrier(together) for together in range(1, MOST + 1)}
        self.pool = ProcessPoolExecutor(MOST, spawned, ready, (lines,))
        return self

    def __exit__(self, *_: object) -> None:
        self.pool.shutdown()

    def warm(self) -> None:
        """Let every process read the scheme once, which takes seconds and is no waiting for others."""
        self.at_once(**{f"process{number}": partial(owed, SCHEME) for number in range(MOST)})
        self.slowest = 0.0

    def act(self, act: Callable[..., object], who: str, **given: object) -> Callable[[], object]:
        """What somebody does now; it can be sent to another process."""
        return partial(act, actor=self.city.people[who], at=self.city.at, **given)

    def at_once(self, **acts: Callable[[], object]) -> dict[str, str]:
        """Every act in a process of its own, let go together: ``done``, or the kind of its refusal."""
        sent = {name: self.pool.submit(run, len(acts), act) for name, act in acts.items()}
        ended = {name: each.result(PATIENCE) for name, each in sent.items()}
        self.slowest = max(self.slowest, *(seconds for _, seconds in ended.values()))
        return {name: outcome for name, (outcome, _) in ended.items()}

    def count(self, race: Callable[[Any], dict[str, str]]) -> None:
        """Run a race once, and remember how it ended."""
        self.city.now()
        ended = race(self)
        how = ", ".join(f"{name} {outcome}" for name, outcome in ended.items())
        counts = self.told.setdefault(race.__name__, {})
        counts[how] = counts.get(how, 0) + 1
