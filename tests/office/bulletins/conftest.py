"""The demonstration year's books at three checkpoints, and the fonts of the machine, read once."""

from datetime import date
from pathlib import Path

import pytest

from sikao.core.books import Book, Opened, open_scheme, score_book
from sikao.core.insight import Worked
from sikao.office.bulletins.content.frame import Frame
from sikao.office.bulletins.document import Stage
from sikao.office.bulletins.paper.fonts import Typefaces, find_typefaces

SCHEMES = Path(__file__).parents[3] / "schemes"


@pytest.fixture(scope="session")
def year() -> Opened:
    return open_scheme(SCHEMES / "qingdao-2020")


@pytest.fixture(scope="session")
def worked(year: Opened) -> Worked:
    """The half-year, with every indicator explained."""
    return Worked(year.scheme, year.figures, "h1")


@pytest.fixture(scope="session")
def books(year: Opened, worked: Worked) -> dict[str, Book]:
    annual = score_book(year.scheme, year.figures)
    return {"q1": score_book(year.scheme, year.figures, "q1"), "h1": worked.book(), "year": annual}


@pytest.fixture(scope="session")
def faces() -> Typefaces:
    return find_typefaces()


@pytest.fixture
def frame() -> Frame:
    return Frame(
        head="示例市综合考核委员会办公室文件",
        issuer="示例市综合考核委员会办公室",
        addressees="各区、市委和人民政府",
        on=date(2020, 7, 20),
        number="示考办发〔2020〕12号",
        copies="市委、市政府办公厅",
        printed_by="示例市综合考核委员会办公室",
        objections="有异议的，可在5个工作日内申请复核。",
        stage=Stage.FINAL,
        code="K7Q2-9MXD",
    )
