"""Bonus and deduction by the piece, with the formulas that are in use, worked by hand."""

from sikao.core.reference import calculate
from tests.core.reference.making import figure, found, leaf, method, number, points_of, row, rows_of, scheme

DEDUCTIONS = [
    # 安徽省开发区: 中央督察问题 -0.3/个, 省级 -0.2/个, 较大安全事故 -1/起.
    {"name": "central", "count": figure("central"), "each": "-0.3"},
    {"name": "provincial", "count": figure("provincial"), "each": "-0.2"},
    {"name": "accident", "count": figure("accident"), "each": "-1"},
]


def test_deductions_by_the_piece():
    # 2 x 0.3 + 1 x 0.2 + 1 = 1.8 of at most 5; nine accidents stop at 5.
    node = leaf(
        "minus", "5", role="deduction", measure=None, method=method("tally", "deduction", entries=DEDUCTIONS)
    )
    items = {code: {} for code in ("central", "provincial", "accident")}
    rows = [
        *(row("a", value, code) for code, value in zip(items, ("2", "1", "1"), strict=True)),
        *(row("b", value, code) for code, value in zip(items, ("0", "0", "9"), strict=True)),
    ]
    compiled = scheme([leaf(target="100"), node], ["a", "b"], items=items)
    book = calculate(compiled, rows + rows_of({"a": "90", "b": "90"}))
    assert found(book, "a", "minus")["points"] == "-1.8"
    assert found(book, "b", "minus")["points"] == "-5"
    assert found(book, "a", "total")["points"] == "88.2"
    assert found(book, "a", "total")["parts"] == {"child:main": "90", "child:minus": "-1.8"}
    assert found(book, "a", "total")["full_points"] == "100"


def test_deductions_from_full_points_with_a_bound_for_each_entry():
    # 安全生产 15分: 较大事故每起扣5分; complaints 1 each but at most 3.
    entries = [
        {"name": "accident", "count": figure("x"), "each": "-5"},
        {"name": "complaint", "count": figure("y"), "each": "-1", "most": "3"},
    ]
    node = leaf(points="15", measure=None, method=method("tally", entries=entries))
    compiled = scheme([node], ["a", "b"], items={"y": {}})
    book = calculate(
        compiled, rows_of({"a": "1", "b": "4"}) + rows_of({"a": "7", "b": "0"}, "y"), detail=True
    )
    assert points_of(book) == {"a": "7", "b": "0"}
    assert book["windows"][0]["parts"] == {"start": "15", "entry:accident": "-5", "entry:complaint": "-3"}
    assert book["windows"][1]["parts"] == {
        "start": "15",
        "entry:accident": "-20",
        "entry:complaint": "0",
        "floor": "5",
    }


def at_least(item: str, bound: str) -> list:
    return ["if", [">=", figure(item, member="each"), number(bound)], number("1"), number("0")]


def test_bonus_project_by_project_the_highest_only():
    """招商产业专班: >= 10亿 +4, >= 50亿 +8, a project counts once; a project of another kind is left out."""
    entries = [
        {"name": "ten", "count": at_least("project", "10"), "each": "4"},
        {"name": "fifty", "count": at_least("project", "50"), "each": "8"},
    ]
    given = method("tally", "bonus", entries=entries, choose="highest", over="projects")
    node = leaf("plus", "30", role="bonus", measure=None, method=given)
    members = {"a": ["p1", "p2", "p3", "p4"], "b": []}
    items = {"project": {"members": members}}
    sizes = {"p1": "60", "p2": "12", "p3": "9", "p4": "not_applicable"}
    rows = [row("a", size, f"project/{code}") for code, size in sizes.items()]
    compiled = scheme([leaf(target="100"), node], ["a", "b"], items=items)
    book = calculate(compiled, rows + rows_of({"a": "100", "b": "100"}))
    assert points_of(book, "plus") == {"a": "12", "b": "0"}
    assert points_of(book, "total") == {"a": "112", "b": "100"}


def test_tally_over_members_with_a_missing_count_is_missing():
    entries = [{"name": "ten", "count": at_least("project", "10"), "each": "4"}]
    given = method("tally", entries=entries, over="projects")
    compiled = scheme(
        [leaf(measure=None, method=given)], ["a"], items={"project": {"members": {"a": ["p1"]}}}
    )
    assert found(calculate(compiled, []), "a")["flags"] == ["missing", "refused"]


def test_every_member_counts_where_entries_are_added_up():
    # 世界500强 +3 and >= 5亿 +4, both for one project: 漯河市 +5 is the cap of 5 points.
    entries = [
        {"name": "listed", "count": figure("listed", member="each"), "each": "3"},
        {"name": "five", "count": at_least("project", "5"), "each": "4"},
    ]
    given = method("tally", "bonus", entries=entries, over="projects")
    node = leaf("plus", "5", role="bonus", measure=None, method=given)
    items = {"project": {"members": {"a": ["p"]}}, "listed": {"members": {"a": ["p"]}}}
    rows = [row("a", "6", "project/p"), row("a", "1", "listed/p"), row("a", "1")]
    book = calculate(scheme([leaf(target="1"), node], ["a"], items=items), rows, detail=True)
    assert found(book, "a", "plus")["points"] == "5"
    assert book["windows"][1]["parts"] == {"start": "0", "entry:listed": "3", "entry:five": "4", "cap": "-2"}
