"""Who watches a lifeline knows when the other end is gone, and only then."""

import os
import threading

from sikao.interfaces.jobs import lifeline


def test_the_end_of_the_parent_is_noticed(monkeypatch):
    watched, held = os.pipe()
    monkeypatch.setenv(lifeline.VARIABLE, str(watched))
    gone = threading.Event()
    lifeline.watch(gone.set)
    assert not gone.wait(0.2)
    os.close(held)
    assert gone.wait(5)
    os.close(watched)


def test_without_a_lifeline_nobody_watches(monkeypatch):
    for named in ("", "x"):
        monkeypatch.setenv(lifeline.VARIABLE, named)
        before = threading.active_count()
        lifeline.watch(lambda: None)
        assert threading.active_count() == before
