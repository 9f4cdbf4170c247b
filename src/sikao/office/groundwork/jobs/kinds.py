"""Kinds of work: the function, how often it is tried, how long it may take, and when it comes by itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum
from typing import TYPE_CHECKING, Any

from sikao.office.groundwork.clock import CITY

if TYPE_CHECKING:
    from sikao.office.groundwork.jobs.running import Running

ATTEMPTS = 5
LIMIT = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of work. The function gives its result, which canonical JSON must be able to hold.

    ``attempts`` counts failures of the program and lost workers together; a refusal is an answer and is never
    tried again. Work that takes longer than ``limit`` is stopped.
    """

    function: Callable[[Running], Any]
    attempts: int = ATTEMPTS
    limit: timedelta = LIMIT


class Every(Enum):
    """How often work comes by itself."""

    MINUTE = "%Y-%m-%dT%H:%M"
    HOUR = "%Y-%m-%dT%H"
    DAY = "%Y-%m-%d"


@dataclass(frozen=True, slots=True)
class Schedule:
    """Work that comes by itself; that of a day comes once its hour of the city's day has begun."""

    kind: str
    every: Every
    hour: int = 0
    arguments: dict[str, Any] = field(default_factory=dict, hash=False)

    def slot(self, at: datetime) -> str:
        """The name of the minute, hour or day that a moment belongs to; work is done once for each."""
        shifted = at.astimezone(CITY) - timedelta(hours=self.hour if self.every is Every.DAY else 0)
        return shifted.strftime(self.every.value)
