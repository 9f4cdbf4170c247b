"""The printed sample and the printed demonstration year."""

from pathlib import Path

import pytest

from sikao.core.scheme import describe_scheme, load_scheme, render_markdown

SCHEMES = Path(__file__).parents[4] / "schemes"


@pytest.fixture(scope="session")
def markdown(sample):
    return render_markdown(describe_scheme(sample))


@pytest.fixture(scope="session")
def city():
    loaded, findings = load_scheme(SCHEMES / "qingdao-2020")
    assert loaded is not None, findings
    return loaded


@pytest.fixture(scope="session")
def printed(city):
    return render_markdown(describe_scheme(city))


@pytest.fixture(scope="session")
def line_with(printed):
    """The first line of the demonstration year that starts so."""

    def found(start):
        return next(line for line in printed.splitlines() if line.startswith(start))

    return found
