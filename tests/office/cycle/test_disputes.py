"""What answers a dispute: a new version of each figure in dispute, or a reason; nothing else does."""

import pytest

from sikao.office.cycle import actions
from sikao.office.cycle.models import Confirmation
from sikao.office.cycle.obligations import obligations_of_year
from sikao.office.cycle.queries import to_do
from sikao.office.cycle.rules import ObligationKind
from sikao.office.cycle.views import Step
from sikao.office.groundwork.refusals import NotNow, NotValid
from sikao.office.ledger.facts import Version
from sikao.office.ledger.queries import versions_in
from tests.office.city import SCHEME, City

pytestmark = pytest.mark.both


def in_july(city: City) -> None:
    """统计局 has handed in its sheet of June; five districts have people."""
    city.staffed("statistics", "laixi", "jimo")
    city.on(2020, 7, 16)
    task = city.task("statistics", "month", "2020-06")
    city.deliver("statistics", task, city.cells(task))


@pytest.fixture
def july(city: City) -> City:
    city.once(in_july)
    return city


def check_of(unit: str) -> Confirmation:
    """The check of the sheet as it was first handed in."""
    return Confirmation.objects.get(unit=unit, task__kind="deliver")


def figures_of(unit: str) -> list[Version]:
    return [version for version in versions_in(check_of(unit).submission) if version.unit == unit]


def dispute(city: City, unit: str, *disputed: Version) -> str:
    given = {version.ref: "与本区统计不符" for version in disputed}
    return actions.check_figures(
        actor=city.people[f"{unit}_r"], at=city.now(), confirmation=check_of(unit).ref, disputes=given
    )


def revise(city: City, *figures: Version) -> None:
    task = city.task("statistics", "month", "2020-06")
    reporter = city.people["statistics_r"]
    keys = [version.key for version in figures]
    made = actions.open_revision(actor=reporter, at=city.now(), task=task, keys=keys, reason="核对后更正")
    cells = {"/".join(version.key): str((version.value or 0) + 1) for version in figures}
    city.deliver("statistics", made, cells, note="核对后更正", document="青统函〔2020〕31号")


def awaits_answer(city: City) -> bool:
    found = to_do(city.people["statistics_r"], city.now())
    return Step.ANSWER in {entry.step for entry in found}


def test_a_revision_of_another_figure_answers_nothing(july: City) -> None:
    disputed, other = figures_of("laixi")[:2]
    assert dispute(july, "laixi", disputed) == "disputed"
    revise(july, other)
    assert check_of("laixi").state == "disputed" and awaits_answer(july)
    revise(july, disputed)
    assert check_of("laixi").state == "revised" and not awaits_answer(july)


def test_of_two_figures_in_dispute_one_is_revised_and_the_other_upheld(july: City) -> None:
    first, second = figures_of("laixi")[:2]
    dispute(july, "laixi", first, second)
    revise(july, first)
    assert check_of("laixi").state == "disputed"
    bureau = july.people["statistics_s"]
    actions.answer_dispute(
        actor=bureau, at=july.now(), confirmation=check_of("laixi").ref, reason="以年报为准"
    )
    assert check_of("laixi").state == "upheld"
    assert [version.standing for version in figures_of("laixi")[:2]] == ["disputed", "upheld"]


def in_question(city: City) -> tuple[int, int]:
    """How many figures the answer is about: to the board, and to whoever has to give it."""
    year = obligations_of_year(city.people["staff"], city.now(), SCHEME)
    (owed,) = (one.figures for one in year if one.kind is ObligationKind.ANSWER)
    waiting = (one for one in to_do(city.people["statistics_r"], city.now()) if one.step is Step.ANSWER)
    return owed, sum(one.figures for one in waiting)


def test_an_answer_is_about_the_figures_in_dispute(july: City) -> None:
    first, second, *others = figures_of("laixi")
    assert others
    dispute(july, "laixi", first, second)
    assert in_question(july) == (2, 2)
    revise(july, first)
    assert in_question(july) == (1, 1), "the other one waits"
    bureau, check = july.people["statistics_s"], check_of("laixi").ref
    actions.answer_dispute(actor=bureau, at=july.now(), confirmation=check, reason="以年报为准")
    assert in_question(july) == (2, 0), "over: all that were in dispute"


def test_two_revisions_answer_two_figures_in_dispute(july: City) -> None:
    first, second = figures_of("laixi")[:2]
    dispute(july, "laixi", first, second)
    revise(july, first)
    revise(july, second)
    assert check_of("laixi").state == "revised"


def test_another_unit_s_dispute_about_the_same_sheet_stays(july: City) -> None:
    mine, theirs = figures_of("laixi")[0], figures_of("jimo")[0]
    dispute(july, "laixi", mine)
    dispute(july, "jimo", theirs)
    revise(july, mine)
    assert (check_of("laixi").state, check_of("jimo").state) == ("revised", "disputed")


def test_what_has_a_newer_version_is_disputed_there(july: City) -> None:
    revised, other = figures_of("laixi")[:2]
    revise(july, revised)
    with pytest.raises(NotValid) as refused:
        dispute(july, "laixi", revised)
    assert refused.value.findings[0].code == "task.figure_replaced"
    assert check_of("laixi").state == "open"
    dispute(july, "laixi", other)
    assert check_of("laixi").state == "disputed"
    with pytest.raises(NotNow):
        dispute(july, "laixi", other)
