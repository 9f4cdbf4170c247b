"""What-if: scores after a change equal scores from the start, and nothing else is touched."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sikao.core.scoring.figures import pack
from sikao.core.scoring.kernel import ScoreArrays, score
from sikao.core.scoring.plan import Plan, compile_plan
from sikao.core.scoring.rescoring import perturbed_totals, rescore, with_points
from tests.core.reference.making import QUARTERLY, branch, figure, judged, leaf, method, rows_of, scheme
from tests.core.scoring.making import full, only, points, scored

UNITS = list("abc")
ITEMS = {"items": {code: {} for code in "pqr"}}
FIGURES = {"p": ("3", "5", "5"), "q": ("2", "9", "4"), "r": ("10", "7", "missing")}


def nodes_of(target: str = "8") -> list[dict]:
    """Quarterly attainment, a rank with the mean of others, and a leaf that may give its points away."""
    block = {"parent": "block", "depth": 2}
    absence = {"missing": ["redistribute", "parent"], "withheld": ["hold"], "not_applicable": ["exclude"]}
    return [
        branch("block"),
        leaf("p", "30", measure=figure("p"), target=target, windows=QUARTERLY, absence=absence, **block),
        leaf("q", "20", measure=figure("q"), method=method("rank_interval"), **block),
        leaf(
            "r",
            "50",
            measure=figure("r"),
            target="10",
            absence={**absence, "not_applicable": ["transfer", "q"]},
        ),
    ]


def mean_of_others(nodes: list[dict]) -> list[dict]:
    absence = nodes[2]["variants"][0]["absence"]
    absence.update({kind: ["group_mean"] for kind in absence})
    return nodes


def plan_of(nodes: list[dict] | None = None) -> Plan:
    return compile_plan(scheme(nodes or mean_of_others(nodes_of()), UNITS, **ITEMS))


def rows_with(changed: dict | None = None) -> list[dict]:
    figures = {**FIGURES, **(changed or {})}
    by_unit = {code: dict(zip(UNITS, texts, strict=True)) for code, texts in figures.items()}
    return [row for code, of in by_unit.items() for row in rows_of(of, code)]


def same(one: ScoreArrays, other: ScoreArrays) -> bool:
    a, b = only(one), only(other)
    names = ("points", "full", "present", "rank", "flags")
    return one.checkpoints == other.checkpoints and all((getattr(a, n) == getattr(b, n)).all() for n in names)


texts = st.sampled_from(("0", "1", "4.5", "5", "12", "missing", "withheld", "not_applicable"))


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.sampled_from("pqr"), st.lists(texts, min_size=3, max_size=3), st.lists(texts, min_size=3, max_size=3)
)
def test_other_figures_of_one_leaf(code, before, after):
    plan = plan_of()
    first = score(plan, pack(plan, rows_with({code: before})))
    changed = pack(plan, rows_with({code: after}))
    assert same(rescore(plan, changed, first, [code]), score(plan, changed))


def test_the_scores_before_are_left_as_they_were():
    plan = plan_of()
    first, again = (score(plan, pack(plan, rows_with())) for _ in range(2))
    rescore(plan, pack(plan, rows_with({"r": ("not_applicable", "1", "2")})), first, ["r"])
    assert same(first, again)
    for one, other in zip(first.sheets, again.sheets, strict=True):
        assert (one.score == other.score).all()
        assert (one.state == other.state).all()


def test_changing_there_and_back_gives_the_same_scores():
    plan = plan_of()
    first = score(plan, pack(plan, rows_with()))
    there = rescore(plan, pack(plan, rows_with({"r": ("not_applicable", "withheld", "2")})), first, ["r"])
    assert not same(there, first)
    assert same(rescore(plan, pack(plan, rows_with()), there, ["r"]), first)


@pytest.mark.parametrize("checkpoint", ["q1", "q3"])
def test_at_the_checkpoints_of_the_scores_before(checkpoint):
    plan = plan_of()
    first = score(plan, pack(plan, rows_with()), checkpoint=checkpoint)
    changed = pack(plan, rows_with({"p": ("1", "2", "3")}))
    assert same(rescore(plan, changed, first, ["p"]), score(plan, changed, checkpoint=checkpoint))


def test_another_target_comes_with_another_plan():
    plan, other = plan_of(), plan_of(mean_of_others(nodes_of("4")))
    tensors = pack(plan, rows_with())
    first = score(plan, tensors)
    found = rescore(other, tensors, first, ["p"])
    assert same(found, score(other, tensors))
    assert not same(found, first)


def test_leaves_not_named_are_not_scored_again():
    plan = plan_of()
    first = score(plan, pack(plan, rows_with()))
    changed = pack(plan, rows_with({"q": ("1", "2", "3"), "p": ("1", "2", "3")}))
    found = rescore(plan, changed, first, ["p"])
    assert points(found, "q") == points(first, "q")
    assert points(found, "p") != points(first, "p")


def test_a_leaf_that_does_not_exist():
    plan = plan_of()
    tensors = pack(plan, rows_with())
    with pytest.raises(KeyError, match="nowhere"):
        rescore(plan, tensors, score(plan, tensors), ["nowhere"])


def giving_to(goal: str) -> Plan:
    nodes = mean_of_others(nodes_of())
    nodes[3]["variants"][0]["absence"]["not_applicable"] = ["transfer", goal]
    return plan_of(nodes)


@pytest.mark.parametrize(("then", "now"), [("q", "p"), ("p", "q")])
def test_points_go_to_the_leaf_that_the_other_plan_names(then, now):
    rows = rows_with({"r": ("not_applicable", "1", "2")})
    first = score(giving_to(then), pack(giving_to(then), rows))
    plan = giving_to(now)
    found = rescore(plan, pack(plan, rows), first, ["r"])
    assert same(found, score(plan, pack(plan, rows)))
    assert full(found, now)["a"] > full(first, now)["a"]


def test_points_in_other_fractions_than_before():
    plan = plan_of()
    nodes = mean_of_others(nodes_of())
    nodes[1]["variants"][0]["points"] = "100/3"
    other = plan_of(nodes)
    tensors = pack(plan, rows_with())
    found = rescore(other, tensors, score(plan, tensors), ["p"])
    assert same(found, score(other, tensors))
    assert full(found, "q")["a"] == 20


def test_a_leaf_that_applies_to_fewer_units_or_to_nobody():
    plan = plan_of()
    tensors = pack(plan, rows_with())
    first = score(plan, tensors)
    for left in (["a"], []):
        compiled = scheme(mean_of_others(nodes_of()), UNITS, **ITEMS)
        compiled["tables"][0]["nodes"][1]["variants"][0]["units"] = left
        fewer = compile_plan(compiled)
        found = rescore(fewer, pack(fewer, rows_with()), first, ["p"])
        assert same(found, score(fewer, pack(fewer, rows_with())))
        assert points(found, "p")["b"] is None


def in_tenths(amounts: dict[str, str]) -> list[dict]:
    """The nodes with other points; p has tenths from the start, so that a plan holds any."""
    nodes = mean_of_others(nodes_of())
    for node in nodes[1:]:
        (variant,) = node["variants"]
        variant["points"] = {"p": "30.1", **amounts}.get(node["code"], variant["points"])
    return nodes


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.dictionaries(st.sampled_from("pqr"), st.integers(1, 999), min_size=1))
def test_other_points_as_by_a_plan_of_their_own(tenths):
    amounts = {code: f"{number // 10}.{number % 10}" for code, number in tenths.items()}
    plan = plan_of(in_tenths({}))
    tensors = pack(plan, rows_with())
    found = rescore(with_points(plan, amounts), tensors, score(plan, tensors), list(amounts))
    expected = score(plan_of(in_tenths(amounts)), tensors)
    assert points(found, "total") == points(expected, "total")
    assert (only(found).rank == only(expected).rank).all()
    for code in amounts:
        assert points(found, code) == points(expected, code)
        assert full(found, code) == full(expected, code)


def test_other_points_in_thirds():
    nodes = mean_of_others(nodes_of())
    nodes[1]["variants"][0]["points"] = "100/3"
    plan = plan_of(nodes)
    tensors = pack(plan, rows_with())
    found = rescore(with_points(plan, {"p": "50/3", "q": "7/3"}), tensors, score(plan, tensors), ["p", "q"])
    # 3/8 of 50/3 at the last checkpoint, which counts 40 %; b has the best of q.
    assert points(found, "p")["a"] == "2.5"
    assert points(found, "q")["b"] == "2.33"
    assert full(found, "q")["b"] == Fraction(7, 3)
    with pytest.raises(ValueError, match="points of q need a new plan: 1/7"):
        with_points(plan, {"q": "1/7"})


def test_the_plan_itself_keeps_its_points():
    plan = plan_of()
    tensors = pack(plan, rows_with())
    before = score(plan, tensors)
    with_points(plan, {"p": "99"})
    assert same(score(plan, tensors), before)


def test_finer_points_than_the_plan_holds_need_a_new_plan():
    with pytest.raises(ValueError, match="points of p need a new plan: 30.5"):
        with_points(plan_of(), {"p": "30.5"})


def test_other_weightings_at_once():
    nodes = [judged("p", "60"), judged("q", "40"), judged("r", "10", absence={"missing": ["hold"]})]
    values = {
        "p": {"a": "30", "b": "60"},
        "q": {"a": "40", "b": "10"},
        "r": {"a": "missing", "b": "5"},
    }
    scores = scored(nodes, values, ["a", "b"])
    weightings = np.array([[60.0, 40, 10], [50, 50, 0], [0, 100, 20]])
    # Rates of a: 1/2, 1, none; of b: 1, 1/4, 1/2.
    found = perturbed_totals(scores, only(scores), weightings)
    assert found.tolist() == [[70, 75], [75, 62.5], [100, 35]]
    assert perturbed_totals(scores, only(scores), weightings[None]).shape == (1, 3, 2)
