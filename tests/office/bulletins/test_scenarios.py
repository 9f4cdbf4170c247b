"""Two days of an office as it expects them: a result without the province's figure, and the bulletin of Q1.

The first: on 1 February the fall of energy use (单位GDP能耗, 20 points) has not come from the province, for
nobody. All other figures are the demonstration's (schemes/qingdao-2020: 合成数据). 城阳 then has 861.30 of
980, and 881.30 with its target met; it comes third to fifth, as 即墨 and 崂山 can come before it or behind.
"""

from dataclasses import replace
from decimal import Decimal

import pytest
from docx.oxml.ns import qn

from sikao.core.insight.readiness import Why
from sikao.office.bulletins import actions
from sikao.office.bulletins.genuine import By, genuine
from sikao.office.bulletins.queries import paper
from sikao.office.bulletins.rules import State
from sikao.office.groundwork.canonical import sha256
from sikao.office.groundwork.refusals import NotNow, NotYou
from sikao.office.results import actions as results
from sikao.office.results.keeping import kept_readiness
from sikao.office.results.queries import run as run_view
from sikao.office.results.visible import editions_of
from tests.office.bulletins import letting
from tests.office.bulletins.reading import everything, opened, pdf_pages, pdf_sizes
from tests.office.city import City
from tests.office.results import ways
from tests.office.results.conftest import opened as with_a_run
from tests.office.results.years import computed, first_reported, post, revised

__all__ = ["with_a_run"]
pytestmark = pytest.mark.django_db
ENERGY, RESEARCH = "energy_intensity", "research_intensity"
DISTRICTS = 10
A4, A3 = (210, 297), (420, 297)
NUMBER = "青考办发〔2020〕7号"
INTRO = "经市委主要领导同志审定，现将一季度综合考核情况通报如下。"


def codes(refused) -> set[str]:
    return {finding.code for finding in refused.value.findings}


@pytest.mark.slow
@pytest.mark.drill
def test_without_the_energy_figure_there_is_an_internal_result_and_nothing_official() -> None:
    city = City.in_its_year()
    city.on(2021, 2, 1)
    city.staffed("chengyang")
    post(
        city, [figure for figure in first_reported() if (figure.indicator, figure.period) != (ENERGY, "2020")]
    )
    run = computed(city, checkpoint="year")
    readiness = kept_readiness(run_view(run).readiness_sha256)
    missing = readiness.keys(Why.MISSING)
    assert {key[1:] for key in missing} == {(ENERGY, "level", "2020")} and len(missing) == DISTRICTS
    bound = next(one for one in readiness.bounds["districts"] if one.unit == "chengyang")
    assert (bound.low, bound.high) == (Decimal("861.30"), Decimal("881.30"))
    assert (bound.best, bound.worst, bound.exact, bound.open) == (3, 5, True, ("energy",))
    research = {figure.period for figure in first_reported() if figure.indicator == RESEARCH}
    assert "2020" not in research and "2019" in research, "last year's is what there is, and it is enough"
    inside_alone(city, ways.opened(city, run))


def inside_alone(city: City, ref: str) -> None:
    """A provisional result and its paper, marked as internal; no unit sees it, and nothing goes out."""
    (bulletin,) = letting.prepared(city, ref)
    letting.worded(city, bulletin)
    act = {"actor": city.people["staff"], "at": city.now()}
    taken = actions.take_paper(**act, ref=bulletin, form="docx")
    assert "内部测算 不得外传" in everything(taken)
    with pytest.raises(NotNow) as given:
        results.give_edition(**act, edition=ref)
    assert codes(given) == {"edition.incomplete"}
    with pytest.raises(NotNow) as submitted:
        results.submit_edition(**act, edition=ref, units="points", public="nothing")
    assert codes(submitted) & {"edition.incomplete", "right.not_now"}
    with pytest.raises(NotNow) as issued:
        letting.issued(city, bulletin)
    assert "paper.not_final" in codes(issued)
    assert editions_of(city.people["chengyang_s"], city.at, ("chengyang",)) == ()
    with pytest.raises(NotYou):
        actions.take_paper(actor=city.people["chengyang_s"], at=city.now(), ref=bulletin, form="pdf")
    assert genuine(paper(bulletin).code) is None


@pytest.mark.slow
@pytest.mark.drill
def test_the_bulletin_of_the_first_quarter_goes_out_as_the_office_wants_it(with_a_run, db: None) -> None:
    del db
    city = replace(with_a_run[0], people=dict(with_a_run[0].people))
    ref = ways.given(city, with_a_run[1])
    (bulletin,) = letting.prepared(city, ref)
    letting.worded(city, bulletin, NUMBER, intro=INTRO)
    revised(city, "5.2")  # a newer run takes the place of the one of which the leader spoke
    newer = computed(city)
    results.rerun_edition(actor=city.people["staff"], at=city.now(), edition=ref, run=newer)
    ways.over(city, ref)
    bound = ways.approved(city, ref, units="ranks")
    results.publish_edition(actor=city.people["director"], at=city.now(), edition=ref, bound=bound)
    letting.worded(city, bulletin, NUMBER, intro=INTRO)  # with the day on which it is signed
    letting.issued(city, bulletin)
    taken = {form: take(city, bulletin, form) for form in ("docx", "pdf")}
    set_as_official_papers_are(taken["docx"])
    pages, sizes = pdf_pages(taken["pdf"]), pdf_sizes(taken["pdf"])
    assert NUMBER in pages[0] and INTRO in pages[0] and "2021年4月10日" in "".join(pages)
    tables = [page for page, size in zip(pages, sizes, strict=True) if size == A3 and "市南区" in page]
    assert sizes[0] == A4 and len(tables) == 1 and "莱西市" in tables[0], "all ten stand on one A3"
    stamped_and_archived(city, bulletin, taken)


def take(city: City, ref: str, form: str) -> bytes:
    return actions.take_paper(actor=city.people["staff"], at=city.now(), ref=ref, form=form)


def set_as_official_papers_are(docx: bytes) -> None:
    """The text in 仿宋 of size three (16 points), on exact lines that no program shifts."""
    document = opened(docx)
    said = next(one for one in document.paragraphs if INTRO in one.text)
    (run,) = [run._element.rPr for run in said.runs if run.text.strip()]
    assert run.rFonts.get(qn("w:eastAsia")) == "仿宋_GB2312"
    assert run.find(qn("w:sz")).get(qn("w:val")) == "32"
    assert said._p.pPr.find(qn("w:spacing")).get(qn("w:lineRule")) == "exact"
    wide = [section for section in document.sections if round(section.page_width.mm) == A3[0]]
    assert wide and all(round(section.page_height.mm) == A3[1] for section in wide)
    assert any(NUMBER in one.text for one in document.paragraphs)


def stamped_and_archived(city: City, ref: str, taken: dict[str, bytes]) -> None:
    """The stamped scan is the issued version; the files stay beside it, and both are told to be genuine."""
    scan = b"%PDF-1.7 stamped by the general office"
    letting.archived(city, ref, scan)
    assert paper(ref).state is State.ARCHIVED
    assert take(city, ref, "scan") == scan
    assert {form: take(city, ref, form) for form in taken} == taken
    assert genuine(sha256(scan)).by is By.SCAN and genuine(sha256(taken["pdf"])).by is By.FILE
    assert genuine(paper(ref).code).number == NUMBER
