"""Counting requests."""

from sikao.interfaces.api import limits
from sikao.interfaces.api.limits import Limiter


class Clock:
    def __init__(self) -> None:
        self.at = 0.0

    def __call__(self) -> float:
        return self.at


def test_a_minute_s_worth_may_come_at_once_and_fills_again():
    clock = Clock()
    limiter = Limiter(clock)
    assert [limiter.wait("a", 60) for _ in range(60)] == [0] * 60
    assert limiter.wait("a", 60) == 1
    clock.at = 1.0
    assert [limiter.wait("a", 60), limiter.wait("a", 60)] == [0, 1]
    assert limiter.wait("b", 60) == 0


def test_what_is_told_to_wait_is_enough():
    clock = Clock()
    limiter = Limiter(clock)
    limiter.wait("a", 1)
    seconds = limiter.wait("a", 1)
    assert seconds == 60
    clock.at = seconds - 0.5
    assert limiter.wait("a", 1) == 1
    clock.at = float(seconds)
    assert limiter.wait("a", 1) == 0


def test_who_has_not_asked_for_long_is_forgotten(monkeypatch):
    monkeypatch.setattr(limits, "MOST_BUCKETS", 10)
    clock = Clock()
    limiter = Limiter(clock)
    for number in range(10):
        limiter.wait(str(number), 5)
    clock.at = 61.0
    limiter.wait("new", 5)
    assert list(limiter._buckets) == ["new"]
