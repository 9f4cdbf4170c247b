"""One half-year bulletin with everything on it, set once as .pdf and .docx."""

from dataclasses import replace
from datetime import date

import pytest

from sikao.office.bulletins.content.bulletin import bulletin
from sikao.office.bulletins.content.frame import Frame
from sikao.office.bulletins.content.measures import measures_of
from sikao.office.bulletins.document import Document, Stage
from sikao.office.bulletins.paper import docx_bytes, pdf_bytes

FRAME = Frame(
    head="示例市综合考核委员会办公室文件",
    issuer="示例市综合考核委员会办公室",
    addressees="各区、市委和人民政府",
    on=date(2020, 7, 20),
    number="示考办发〔2020〕12号",
    copies="市委、市政府办公厅",
    printed_by="示例市综合考核委员会办公室",
    objections="有异议的，可在5个工作日内申请复核。",
    stage=Stage.DRAFT,
    code="K7Q2-9MXD",
)


@pytest.fixture(scope="session")
def half_year(year, books, worked) -> Document:
    measures = measures_of(worked, "districts_checkpoint", "h1")
    return bulletin(
        year.scheme, books["h1"], FRAME, groups=("districts",), earlier=(books["q1"],), measures=measures
    )


@pytest.fixture(scope="session")
def pdf(half_year, faces) -> bytes:
    return pdf_bytes(half_year, faces)


@pytest.fixture(scope="session")
def docx(half_year, faces) -> bytes:
    return docx_bytes(half_year, faces)


@pytest.fixture(scope="session")
def plain_paper(half_year) -> Document:
    """The same paper without annexes: quick to set."""
    return replace(half_year, annexes=(), stage=Stage.FINAL)
