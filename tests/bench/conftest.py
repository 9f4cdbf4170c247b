"""Figures of the smallest scale, written once."""

import pytest

from bench import sizes
from bench.scale import SCALES


@pytest.fixture(scope="session")
def tiny():
    return SCALES["tiny"]


@pytest.fixture(scope="session")
def folder(tiny, tmp_path_factory):
    made = tmp_path_factory.mktemp("figures")
    sizes.write(tiny.nation, made)
    return made
