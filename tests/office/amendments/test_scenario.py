"""Scenario 3.4 of an office's year: in August the committee cuts the task for foreign investment 64.5 → 58.0.

Worked by hand from `schemes/qingdao-2020` (parameters.yaml, figures/2020.csv: 合成数据): 50 points, attained.
即墨: 2.576 by July, carried forward 2.576×9/7 = 3.312; due by September 5.5×75 % = 4.125 before, 3.675 after:
50×3.312/4.125 = 40.145 → 40.15, 50×3.312/3.675 = 45.061 → 45.06.
平度: 0.761×9/7 = 0.978429; due 1.35 and 1.2: 36.24 and 40.77.
莱西: 0.869×9/7 = 1.117286; due 1.425 and 1.35: 39.20 and 41.38.
Of the year (10/20/30/40 %) 即墨 had 32.18 and 44.82 before: 3.218 + 8.964 + 0.7×40.15 = 40.287 → 40.29, and
3.218 + 8.964 + 0.7×45.06 = 43.724 → 43.72.
"""

from decimal import Decimal

import pytest

from sikao.office.amendments import actions
from sikao.office.amendments.queries import amendment, impact_in
from sikao.office.amendments.rules import State
from sikao.office.cycle.monthly import Named, contents
from sikao.office.cycle.uses import readings_of
from sikao.office.groundwork.journal import head
from sikao.office.groundwork.verifying import verify
from sikao.office.results.editions import editions
from sikao.office.results.queries import run
from sikao.office.results.replaying import replay
from sikao.office.rulebook.queries import in_force_at, sealed, sealed_versions
from tests.office.amendments import ways
from tests.office.amendments.districts import TEN
from tests.office.city import SCHEME, City
from tests.office.results.years import ask

pytestmark = pytest.mark.django_db

FDI_AT_Q3 = {
    "jimo": ("40.15", "45.06"),
    "pingdu": ("36.24", "40.77"),
    "laixi": ("39.2", "41.38"),
}


def table(impact, checkpoint: str):
    return next(one for one in impact.tables if (one.checkpoint, one.group) == (checkpoint, "districts"))


def fdi(effect, unit: str) -> tuple[str, str]:
    of_unit = next(one for one in effect.units if one.unit == unit)
    (node,) = of_unit.nodes
    assert node.node == "fdi"
    return node.before, node.after


def test_the_effect_on_all_ten_is_there_before_anybody_approves(ref: str) -> None:
    impact = impact_in(amendment(ref).impact)
    q3, year = table(impact, "q3"), table(impact, "year")
    assert [unit.unit for unit in q3.units] == TEN and q3.reached and q3.changed == ("fdi",)
    assert {unit: fdi(q3, unit) for unit in FDI_AT_Q3} == FDI_AT_Q3
    assert fdi(year, "jimo") == ("40.29", "43.72")
    jimo = next(unit for unit in year.units if unit.unit == "jimo")
    assert Decimal(jimo.points) - Decimal(jimo.points_before) == Decimal("3.43")
    # 43.72 − 40.29; and all ten gain: every task is smaller.
    assert all(Decimal(unit.points) > Decimal(unit.points_before) for unit in q3.units)
    places = {unit.unit: (unit.rank_before, unit.rank) for unit in q3.units}
    assert places["pingdu"] == (10, 8) and places["laixi"] == (8, 10)
    assert {one.checkpoint for one in impact.tables} == {"q3", "year"}, "Q1 and half-year stay as announced"


def test_the_first_quarter_and_the_half_year_stand_and_september_is_new(city: City, ref: str) -> None:
    before = sealed(SCHEME).digest
    july = Named(SCHEME, "2020-07")
    targets = {
        cell["unit"]: cell.get("target")
        for cell in contents(july, head()[0])["cells"]
        if cell["node"] == "fdi"
    }
    assert targets["jimo"] == "4.125"
    bound = ways.submitted(city, ref)
    actions.approve_amendment_offline(**ways.given(city, "staff", ref, bound=bound, paper=ways.MINUTES))
    actions.issue_amendment(**ways.given(city, "director", ref, bound=bound))
    assert amendment(ref).state is State.IN_FORCE
    for period, checkpoint in (("2020-01..03", "q1"), ("2020-01..09", "q3")):
        # Who reads a figure is told by the version that is in force for each checkpoint.
        key = ("jimo", "foreign_investment", "level", period)
        assert {(one.checkpoint, one.node) for one in readings_of(SCHEME, key)} == {(checkpoint, "fdi")}
    first, second = sealed_versions(SCHEME)
    assert (first.digest, second.since, second.first_month) == (before, "q3", 7)
    in_force = {code: in_force_at(SCHEME, code).number for code in ("q1", "h1", "q3", "year")}
    assert in_force == {"q1": 1, "h1": 1, "q3": 2, "year": 2}
    for view in editions(SCHEME):
        assert view.digest == before and replay(run(view.run)).holds
    runs = {code: run(ask(city, checkpoint=code)).digest for code in ("h1", "q3")}
    assert runs == {"h1": before, "q3": second.digest}
    now = {
        cell["unit"]: cell.get("target")
        for cell in contents(july, head()[0])["cells"]
        if cell["node"] == "fdi"
    }
    assert now["jimo"] == "3.675", "monthly reviews of July to September hold against the new path"
    june = contents(Named(SCHEME, "2020-06"), head()[0])
    assert next(c["target"] for c in june["cells"] if (c["unit"], c["node"]) == ("jimo", "fdi")) == "2.75"
    assert not verify().findings
