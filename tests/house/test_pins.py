"""Every package that ./run installs is pinned by version and hash, and all lists agree."""

import re
from itertools import pairwise

import pytest

from tests.house.tree import ROOT

LISTS = ("boot", "app", "dev", "bench", "node")
PIN = re.compile(r"^([a-z0-9][a-z0-9.-]*)==([^ ;]+)(?: ; .+?)? \\$", re.MULTILINE)


def pins(name: str) -> set[tuple[str, str]]:
    """(package, version): one package may have two, for an older and a newer Python."""
    return set(PIN.findall((ROOT / "requirements" / f"{name}.txt").read_text("utf-8")))


@pytest.mark.parametrize("name", LISTS)
def test_every_line_is_a_pin_with_hashes(name: str):
    lines = (ROOT / "requirements" / f"{name}.txt").read_text("utf-8").splitlines()
    assert [
        line for line in lines if not re.match(r"    --hash=sha256:[0-9a-f]{64}|    #|" + PIN.pattern, line)
    ] == []
    hashed = [following for line, following in pairwise(lines) if PIN.match(line)]
    assert len(hashed) == len(pins(name)) > 0
    assert all(line.startswith("    --hash=") for line in hashed)


@pytest.mark.parametrize(("smaller", "larger"), [("boot", "app"), ("app", "dev"), ("dev", "bench")])
def test_each_list_holds_the_one_before_it(smaller: str, larger: str):
    assert pins(smaller) <= pins(larger)


def test_the_build_backend_is_pinned_with_the_application():
    assert "hatchling" in {package for package, _ in pins("app")}
