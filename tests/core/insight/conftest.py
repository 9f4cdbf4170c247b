"""The demonstration year, opened and worked out once."""

from pathlib import Path

import pytest

from sikao.core.books import Opened, open_scheme
from sikao.core.insight import WhatIf, Worked

SCHEMES = Path(__file__).parents[3] / "schemes"


@pytest.fixture(scope="session")
def opened() -> Opened:
    return open_scheme(SCHEMES / "qingdao-2020")


@pytest.fixture(scope="session")
def worked(opened: Opened) -> Worked:
    return Worked(opened.scheme, opened.figures)


@pytest.fixture(scope="session")
def what_if(opened: Opened) -> WhatIf:
    return WhatIf(opened.scheme, opened.figures)
