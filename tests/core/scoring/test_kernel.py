"""The kernel from figures to tables: checkpoints, undecided cells, and no dependence on any order."""

from copy import deepcopy
from fractions import Fraction
from typing import Any

import numpy as np
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sikao.core.scoring import blocks
from sikao.core.scoring.figures import frame_of_rows, pack
from sikao.core.scoring.kernel import ScoreArrays, TableScores, ranked_checkpoints, score
from sikao.core.scoring.plan import compile_plan
from sikao.core.scoring.windows import Verdict
from tests.core.reference.making import QUARTERLY, branch, figure, judged, leaf, method, row, rows_of, scheme
from tests.core.scoring.making import full, only, planned, points, scored

UNITS = list("abcd")


def simple(**own: Any) -> ScoreArrays:
    nodes = [leaf(points="100", target="10", windows=QUARTERLY)]
    values = {"a": {"q1": "8", "h1": "9", "q3": "9.5", "year": "10"}, "b": {"q1": "10", "h1": "4"}}
    nodes[0]["variants"][0]["absence"]["missing"] = ["zero"]
    plan, tensors = planned(nodes, ["a", "b"], rows_of(values))
    return score(plan, tensors, **own)


def test_all_ranked_checkpoints_up_to_the_last():
    scores = simple()
    assert scores.checkpoints == ("q1", "h1", "q3", "year")
    assert [points(scores, at=at) for at in scores.checkpoints] == [
        {"a": "8", "b": "10"},
        {"a": "26", "b": "18"},
        {"a": "54.5", "b": "18"},
        {"a": "94.5", "b": "18"},
    ]
    assert full(scores, at="q3") == {"a": 60, "b": 60}
    assert only(scores).rank.tolist() == [[2, 1], [1, 2], [1, 2], [1, 2]]


def test_only_up_to_the_checkpoint_asked_for():
    scores = simple(checkpoint="h1")
    assert scores.checkpoints == ("q1", "h1")
    assert points(scores) == {"a": "26", "b": "18"}


def test_a_checkpoint_that_is_not_ranked_is_refused():
    plan = compile_plan(
        scheme(
            [leaf(target="10")],
            ["a"],
            checkpoints=[
                {"code": "q1", "through": 3, "ranked": False},
                {"code": "year", "through": 12, "ranked": True},
            ],
        )
    )
    assert ranked_checkpoints(plan, None) == [1]
    for unknown in ("q1", "h1"):
        with pytest.raises(ValueError, match="none of the ranked checkpoints year"):
            ranked_checkpoints(plan, unknown)


def test_nodes_of_a_table():
    table = only(simple())
    assert table.nodes == ("total", "main", "leaf")
    assert (table.scorecard, table.group, table.units) == ("card", "districts", ("a", "b"))
    assert (table.points.dtype, table.full.dtype) == (np.int64, np.int64)
    assert table.applies.all()


def test_a_table_is_found_by_its_group():
    scores = simple()
    assert scores.table("districts") is scores.tables[0]


def test_parts_when_asked_for():
    assert simple().parts == {}
    (parts,) = simple(parts=True).parts.values()
    assert parts["attained"][0, :, 0].tolist() == [80, 90, 95, 100]


class Asked:
    """An exact calculator that gives one answer and remembers the questions."""

    def __init__(
        self, verdict: Verdict, node: Fraction | None = None, outcome: Verdict | None = None
    ) -> None:
        self.verdict, self.of_node, self.outcome = verdict, node, outcome
        self.windows: list[tuple] = []
        self.nodes: list[tuple] = []
        self.outcomes: list[tuple] = []

    def window(self, *question: Any) -> Verdict:
        self.windows.append(question)
        return self.verdict

    def node(self, *question: Any) -> Fraction | None:
        self.nodes.append(question)
        return self.of_node

    def veto(self, *question: Any) -> Verdict | None:
        self.outcomes.append(question)
        return self.outcome

    def last_rank(self, *question: Any) -> Verdict | None:
        self.outcomes.append(question)
        return self.outcome


# Just above half of the last place, by a digit that no float holds.
EDGE = rows_of({"a": "5.000000000000000001", "b": "4"})


def on_edge(exact: Asked | None, **own: Any) -> ScoreArrays:
    plan, tensors = planned([leaf(points="1", target="1000", **own)], ["a", "b"], EDGE)
    return score(plan, tensors, exact=exact)


def test_without_an_exact_calculator_the_nearest_float_stands_and_is_counted():
    scores = on_edge(None)
    assert (scores.undecided, scores.asked) == (1, 0)
    assert points(scores)["a"] in ("0", "0.01")


def test_the_exact_calculator_decides_what_floats_cannot():
    exact = Asked(Verdict(Fraction(1, 100), None))
    scores = on_edge(exact)
    assert exact.windows == [("districts", "leaf", "a", "year", Fraction(1))]
    assert (scores.undecided, scores.asked) == (0, 1)
    assert points(scores) == {"a": "0.01", "b": "0"}


def test_the_exact_calculator_may_find_an_absence():
    scores = on_edge(Asked(Verdict(None, "undefined")), absence={"undefined": ["share", "0.5"]})
    assert points(scores) == {"a": "0.5", "b": "0"}


def test_composed_nodes_on_an_edge_are_asked_for_too():
    nodes = [branch("mix", combine="geometric")]
    own = {"weight": "1", "parent": "mix", "depth": 2, "places": {"checkpoint": 5, "score": 5}}
    nodes += [judged("p", "0.0125", **own), judged("q", "0.0125", **own)]
    rows = rows_of({"a": "0.005"}, "p") + rows_of({"a": "0.01125"}, "q")
    plan, tensors = planned(nodes, ["a"], rows, items={"p": {}, "q": {}})
    exact = Asked(Verdict(None, None), node=Fraction(2, 100))
    scores = score(plan, tensors, exact=exact)
    assert ("districts", "mix", "a", "year") in exact.nodes
    assert points(scores, "mix") == points(scores, "total") == {"a": "0.02"}


@pytest.mark.parametrize("holds", [True, False])
def test_conditions_of_vetoes_on_an_edge_are_asked_for_too(holds):
    veto = {"code": "v", "groups": ["districts"], "when": [">", figure("x"), ["num", "5"]]}
    veto |= {"effect": "bar_excellent", "grade": None, "vacancy": "fill_next"}
    grades = {"districts": [{"grade": "best", "count": 2}, {"grade": "rest"}]}
    nodes = [leaf(points="1", target="7")]
    plan, tensors = planned(nodes, ["a", "b"], EDGE, vetoes=[veto], grades=grades)
    exact = Asked(Verdict(Fraction(1), None), outcome=Verdict(Fraction(holds), None))
    scores = score(plan, tensors, exact=exact)
    assert exact.outcomes == [("districts", "v", "a")]
    assert only(scores).grades == {"a": "rest" if holds else "best", "b": "best"}


def mixed() -> tuple[dict, list[dict]]:
    """Every kind of method that looks at others, with ties, absences and long ratios."""
    methods = [
        method("rank_interval", ties="average"),
        method("efficacy"),
        method("rank_ladder", ladder=["9", "7"], rest="3"),
        method("relative_best"),
    ]
    nodes = [leaf(f"n{at}", "10", measure=figure(f"i{at}"), method=one) for at, one in enumerate(methods)]
    nodes.append(leaf("n4", "60", measure=["/", figure("i0"), figure("i1")], target="3", windows=QUARTERLY))
    for node in nodes:
        absence = node["variants"][0]["absence"]
        absence.update({kind: ["redistribute", "table"] for kind in absence})
    values = ["3", "7.25", "3", "missing", "2.000001", "11"]
    rows = [
        row(unit, values[(at * 3 + place) % len(values)], f"i{at}", period)
        for at in range(4)
        for place, unit in enumerate(UNITS)
        for period in ("2020", "2020-01..03", "2020-01..09")
    ]
    return scheme(nodes, UNITS, items={f"i{at}": {} for at in range(4)}), rows


def run(compiled: dict, rows: Any) -> ScoreArrays:
    plan = compile_plan(compiled)
    return score(plan, pack(plan, rows))


def same(one: TableScores, other: TableScores) -> bool:
    names = ("points", "full", "present", "rank", "flags")
    return all((getattr(one, name) == getattr(other, name)).all() for name in names)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.randoms(use_true_random=False))
def test_the_order_of_figures_changes_no_bit(chance):
    compiled, rows = mixed()
    shuffled = list(rows)
    chance.shuffle(shuffled)
    assert same(only(run(compiled, rows)), only(run(compiled, shuffled)))


def test_figures_in_chunks_change_no_bit():
    compiled, rows = mixed()
    frame = frame_of_rows(rows)
    pieces = pl.concat([frame[start : start + 5] for start in range(0, len(frame), 5)], rechunk=False)
    assert pieces.n_chunks() > 1
    assert same(only(run(compiled, frame)), only(run(compiled, pieces)))


@given(st.permutations(UNITS))
@settings(max_examples=25, deadline=None)
def test_the_order_of_units_changes_only_their_order(units):
    compiled, rows = mixed()
    moved = deepcopy(compiled)
    moved["tables"][0]["units"] = units
    one, other = only(run(compiled, rows)), only(run(moved, rows))
    order = [UNITS.index(unit) for unit in units]
    assert (one.points[..., order] == other.points).all()
    assert (one.rank[..., order] == other.rank).all()


def test_the_size_of_chunks_changes_no_bit(monkeypatch):
    compiled, rows = mixed()
    together = only(run(compiled, rows))
    monkeypatch.setattr(blocks, "CHUNK_CELLS", 1)
    assert same(together, only(run(compiled, rows)))


def test_tables_do_not_notice_each_other():
    compiled, rows = mixed()
    alone = only(run(compiled, rows))
    doubled = deepcopy(compiled)
    other = deepcopy(compiled["tables"][0])
    names = {unit: f"{unit}2" for unit in UNITS}
    other |= {"group": "counties", "scorecard": "card2", "units": list(names.values())}
    for node in other["nodes"]:
        for variant in node["variants"]:
            variant |= {"units": other["units"], "among": other["units"]}
        for name, by_unit in node["parameters"].items():
            node["parameters"][name] = {names[unit]: value for unit, value in by_unit.items()}
    doubled["tables"].append(other)
    doubled["units"] += [{"code": u, "name": u, "group": "counties", "ranked": True} for u in names.values()]
    found = run(doubled, [*rows, *({**one, "unit": names[one["unit"]]} for one in rows)])
    assert [table.group for table in found.tables] == ["districts", "counties"]
    assert all(same(alone, table) for table in found.tables)


def test_no_figures_at_all():
    scores = scored([judged("p", "100", absence={"missing": ["hold"]})], {"p": {}}, ["a", "b"])
    assert points(scores, "total") == {"a": None, "b": None}
    assert not only(scores).rank.any()
