"""What the change of points and places came from, worked out by hand; and what a unit may see of it."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import polars as pl
import pytest

from sikao.core.books import changed_scores, score_book
from sikao.core.figures.periods import Period
from sikao.core.figures.table import Figures, Kind
from sikao.core.insight import (
    Cause,
    Interim,
    Player,
    Situation,
    attribute_change,
    changed,
    moved_on,
    parse_changes,
    shown_to_unit,
)
from sikao.core.wording import FindingsError, Term
from tests.core.insight.making import make

REACHED = {
    "code": "reached",
    "points": "10",
    "measure": "x",
    "method": {"kind": "attainment", "target": "10"},
}
BEST = {
    "code": "best",
    "points": "10",
    "measure": "y",
    "method": {"kind": "relative_best"},
    "absence": {"missing": "zero"},
}


def situation(folder, figures, nodes=(REACHED, BEST), checkpoint="year", **own):
    opened = make(folder, [{"code": "block", "children": list(nodes)}], figures, **own)
    return Situation(opened.scheme, opened.figures, checkpoint)


def lines(split):
    return [(line.player, line.exact, str(line.shown)) for line in split.lines]


@pytest.fixture
def passing(tmp_path):
    """a is revised from 3 to 9, and its 8 arrives, which halves what b has for 4 as the best so far.

    a has 3 before and 9 + 10 = 19 after, b 9 + 10 = 19 before and 9 + 5 = 14 after.
    """
    before = situation(tmp_path / "before", {"a": {"x": "3", "y": "missing"}, "b": {"x": "9", "y": "4"}})
    after = situation(tmp_path / "after", {"a": {"x": "9", "y": "8"}, "b": {"x": "9", "y": "4"}})
    return before, after


def test_a_unit_that_passes_another_one(passing):
    found = attribute_change(*passing, "units")
    a, b = found.accounts
    assert (found.group, found.before, found.after, a.scorecard) == ("units", "year", "year", "card")
    assert (a.unit_name, a.total.name) == (Term("单位a", "Unit a"), Term("总分", "Total"))
    assert (str(a.total.before), str(a.total.after)) == ("3.00", "19.00")
    # Whatever else has come, the new figure brings 10 and the revision 6.
    assert lines(a.total) == [(Player.OWN_NEW, 10, "10.00"), (Player.OWN_REVISED, 6, "6.00")]
    # Neither 13 nor 9 points pass what b has then, 14 or 19; only together they do.
    half = Fraction(1, 2)
    assert (a.place.before, a.place.after) == (2, 1)
    assert lines(a.place) == [(Player.OWN_NEW, half, "0.5"), (Player.OWN_REVISED, half, "0.5")]
    assert [split.node for split in a.nodes] == ["main", "block", "reached", "best"]
    assert lines(a.nodes[2]) == [(Player.OWN_NEW, 0, "0.00"), (Player.OWN_REVISED, 6, "6.00")]
    assert lines(b.total) == [(Player.OTHERS_NEW, -5, "-5.00"), (Player.OTHERS_REVISED, 0, "0.00")]
    assert lines(b.place) == [(Player.OTHERS_NEW, -half, "-0.5"), (Player.OTHERS_REVISED, -half, "-0.5")]
    assert [split.node for split in b.nodes] == ["main", "block", "best"]
    assert found.of("b") == (b,)


def test_what_the_office_says_a_figure_came_from(passing):
    named = {("a", "y", "level", "2020"): Cause.DOCKET, ("a", "x", "level", "2020"): Cause.RULING}
    a, b = attribute_change(*passing, "units", named).accounts
    assert [line.player for line in a.total.lines] == [Player.OWN_DOCKET, Player.OWN_RULING]
    assert [line.player for line in b.total.lines] == [Player.OTHERS_DOCKET, Player.OTHERS_RULING]


def test_an_amendment_and_a_revision_share_what_they_bring_together(tmp_path):
    # 3 of 10 becomes 9 of 20: the revision alone brings 6, the points alone 3, the 6 that are left both.
    figures = {"a": {"x": "3"}, "b": {"x": "10"}}
    before = situation(tmp_path / "before", figures, [REACHED])
    after = situation(tmp_path / "after", {**figures, "a": {"x": "9"}}, [{**REACHED, "points": "20"}])
    a, b = attribute_change(before, after, "units").accounts
    assert lines(a.total) == [(Player.OWN_REVISED, 9, "9.00"), (Player.AMENDMENT, 6, "6.00")]
    assert lines(b.total) == [(Player.OTHERS_REVISED, 0, "0.00"), (Player.AMENDMENT, 10, "10.00")]
    assert lines(b.place) == [(Player.OTHERS_REVISED, 0, "0.0"), (Player.AMENDMENT, 0, "0.0")]


QUARTERLY = {**REACHED, "schedule": "quarterly", "absence": {"missing": "hold"}}


def test_the_passage_of_time_is_the_baseline(tmp_path):
    # a has 10 % of 5 in the first quarter; of the half-year 20 % of its 8 once that is there. b's 9 of the
    # half-year was there before anybody asked for it: 20 % of 9 come with time.
    known = {"a": {"x": {"q1": "5", "h1": "missing"}}, "b": {"x": {"q1": "5", "h1": "9"}}}
    later = {**known, "a": {"x": {"q1": "5", "h1": "8"}}}
    before = situation(tmp_path / "before", known, [QUARTERLY], "q1")
    after = situation(tmp_path / "after", later, [QUARTERLY], "h1")
    a, b = attribute_change(before, after, "units").accounts
    assert (a.total.before, a.total.after) == (Decimal("0.5"), Decimal("2.1"))
    assert lines(a.total) == [(Player.PERIOD, 0, "0.00"), (Player.OWN_NEW, Fraction("1.6"), "1.60")]
    assert lines(b.total) == [(Player.PERIOD, Fraction("1.8"), "1.80"), (Player.OTHERS_NEW, 0, "0.00")]
    # Equal at first, then behind for want of a figure, which is not enough to catch up.
    assert lines(a.place) == [(Player.PERIOD, -1, "-1.0"), (Player.OWN_NEW, 0, "0.0")]


def test_time_and_own_new_figures_may_be_shown_as_one(tmp_path):
    known = {"a": {"x": {"q1": "5", "h1": "missing"}}, "b": {"x": {"q1": "5", "h1": "9"}}}
    later = {**known, "a": {"x": {"q1": "5", "h1": "8"}}}
    before = situation(tmp_path / "before", known, [QUARTERLY], "q1")
    after = situation(tmp_path / "after", later, [QUARTERLY], "h1")
    a, b = (moved_on(account) for account in attribute_change(before, after, "units").accounts)
    assert lines(a.total) == [(Player.MOVED_ON, Fraction("1.6"), "1.60")]
    assert lines(a.place) == [(Player.MOVED_ON, -1, "-1.0")]
    assert [lines(split) for split in a.nodes] == [lines(a.total)] * 3
    # b has no new figure of its own: its lines stay as they are.
    assert [line.player for line in b.total.lines] == [Player.PERIOD, Player.OTHERS_NEW]


def test_a_unit_without_a_score_before_has_no_place_to_compare(tmp_path):
    held = {**REACHED, "absence": {"missing": "hold"}}
    before = situation(tmp_path / "before", {"a": {"x": "missing"}, "b": {"x": "5"}}, [held])
    after = situation(tmp_path / "after", {"a": {"x": "4"}, "b": {"x": "5"}}, [held])
    a, b = attribute_change(before, after, "units").accounts
    assert (a.total.before, a.total.after, a.place) == (None, 4, None)
    assert lines(a.total) == [(Player.OWN_NEW, 4, "4.00")]
    assert lines(b.place) == [(Player.OTHERS_NEW, 0, "0.0")]


X = ("a", "x", "level", "2020")
RULED = {**REACHED, "absence": {"missing": "zero"}}


def ruled(tmp_path, points="10"):
    """a reports 4.1, which a ruling makes 4.9; b has 4.5. Of 10 that is 4.1 and 4.9 of 10 points."""
    before = situation(tmp_path / "before", {"a": {"x": "missing"}, "b": {"x": "4.5"}}, [RULED])
    between = situation(tmp_path / "between", {"a": {"x": "4.1"}}, [RULED])
    figures = {"a": {"x": "4.9"}, "b": {"x": "4.5"}}
    after = situation(tmp_path / "after", figures, [{**RULED, "points": points}])
    return before, after, "units", {X: Cause.RULING}, [Interim(between.figures, {})]


def test_a_ruling_on_a_new_figure_brings_only_what_it_changed(tmp_path):
    a, b = attribute_change(*ruled(tmp_path)).accounts
    # 0 becomes 4.1 by the report, 4.1 becomes 4.9 by the ruling, which is what passes 4.5.
    points = [(Player.OWN_NEW, Fraction("4.1"), "4.10"), (Player.OWN_RULING, Fraction("0.8"), "0.80")]
    assert (lines(a.total), lines(a.nodes[2])) == (points, points)
    assert lines(a.place) == [(Player.OWN_NEW, 0, "0.0"), (Player.OWN_RULING, 1, "1.0")]
    assert lines(b.place) == [(Player.OTHERS_NEW, 0, "0.0"), (Player.OTHERS_RULING, -1, "-1.0")]


def test_an_amendment_counts_in_the_first_round(tmp_path):
    a = attribute_change(*ruled(tmp_path, points="20")).of("a")[0]
    # 4.1 of 10 is 4.1 by the earlier scheme and 8.2 by the later one; the amendment alone does nothing.
    # So 6.15 and 2.05; the ruling comes after both: 9.8 - 8.2.
    assert lines(a.total) == [
        (Player.OWN_NEW, Fraction("6.15"), "6.15"),
        (Player.OWN_RULING, Fraction("1.6"), "1.60"),
        (Player.AMENDMENT, Fraction("2.05"), "2.05"),
    ]


def test_first_steps_come_before_second_ones(tmp_path):
    # x is revised from 1 to 2 and ruled to be 3, y goes from 1 to 2 by the docket; the points are x × y.
    product = {**REACHED, "measure": "x * y"}
    steps = [("1", "1"), ("2", "1"), ("3", "2")]
    before, between, after = (situation(tmp_path / x, {"a": {"x": x, "y": y}}, [product]) for x, y in steps)
    named = {X: Cause.RULING, ("a", "y", "level", "2020"): Cause.DOCKET}
    (a,) = attribute_change(before, after, "units", named, [Interim(between.figures, {})]).accounts
    # From 1 × 1 to 2 × 2 the revision and the docket bring 3 together, each the same; the ruling (3 − 2) × 2.
    assert lines(a.total) == [
        (Player.OWN_REVISED, Fraction(3, 2), "1.50"),
        (Player.OWN_DOCKET, Fraction(3, 2), "1.50"),
        (Player.OWN_RULING, 2, "2.00"),
    ]


def test_a_ruling_in_the_demonstration_brings_what_its_preview_told(opened):
    # 35 and then 37 of 40 new entities for 25 points: 21.875 and 23.125. Laixi has 781.36 and then 782.61.
    entities = ("laixi", "new_consumer_entities", "level", "2020")
    first = opened.figures.get(*entities[:2], Kind.LEVEL, Period.from_canonical("2020"))
    assert first.value == 35
    unreported = opened.figures.select(
        ~((pl.col("unit") == "laixi") & (pl.col("indicator") == "new_consumer_entities"))
    )
    after = opened.figures.updated([replace(first, value=Decimal(37))])
    found = attribute_change(
        Situation(opened.scheme, unreported, "year"),
        Situation(opened.scheme, after, "year"),
        "districts",
        {entities: Cause.RULING},
        [Interim(Figures.of([first]), {})],
    )
    total = found.of("laixi")[0].total
    assert str(total.after) == "782.61"
    assert lines(total)[1:] == [(Player.OWN_RULING, Fraction("1.25"), "1.25")]
    assert total.lines[0].player is Player.OWN_NEW
    assert total.before + total.lines[0].shown == Decimal("781.36")


def test_thirds_are_shown_so_that_they_sum(tmp_path):
    # 1 × 1 × 1 becomes 2 × 2 × 2: three causes bring 7 together, each the same.
    product = {**REACHED, "measure": "x * y * z"}
    before = situation(tmp_path / "before", {"a": {"x": "1", "y": "1", "z": "1"}}, [product])
    after = situation(tmp_path / "after", {"a": {"x": "2", "y": "2", "z": "2"}}, [product])
    named = {
        ("a", item, "level", "2020"): cause for item, cause in (("y", Cause.DOCKET), ("z", Cause.RULING))
    }
    (a,) = attribute_change(before, after, "units", named).accounts
    assert [(line.exact, str(line.shown)) for line in a.total.lines] == [
        (Fraction(7, 3), "2.34"),
        (Fraction(7, 3), "2.33"),
        (Fraction(7, 3), "2.33"),
    ]


def test_a_unit_sees_others_as_one(passing):
    found = attribute_change(*passing, "units")
    a, b = map(shown_to_unit, found.accounts)
    assert [line.player for line in a.total.lines] == [Player.OWN_NEW, Player.OWN_REVISED]
    assert lines(b.total) == [(Player.OTHERS, -5, "-5.00")]
    assert lines(b.place) == [(Player.OTHERS, -1, "-1.0")]
    # One other stands behind what b lost at "best": its figure could be worked out from it.
    assert (b.total.others, b.nodes) == (1, ())
    # What a brought itself is told at every node.
    assert [split.node for split in a.nodes] == ["main", "block", "reached", "best"]


def test_a_unit_sees_its_nodes_where_several_others_changed(tmp_path):
    units = "abcd"
    before = situation(tmp_path / "before", {unit: {"x": "3", "y": "4"} for unit in units})
    after = situation(tmp_path / "after", {unit: {"x": "4", "y": "5"} for unit in units})
    account = shown_to_unit(attribute_change(before, after, "units").of("a")[0])
    # On what is reached by oneself nobody else's figures bear.
    assert [split.others for split in (account.total, account.place, *account.nodes)] == [3, 3, 3, 3, 0, 3]
    assert [split.node for split in account.nodes] == ["main", "block", "reached", "best"]
    # Others' 5 against 4 cost 2, as the own 5 is worth 2 against them: half of the orders either way.
    assert lines(account.nodes[3]) == [(Player.OWN_REVISED, 1, "1.00"), (Player.OTHERS, -1, "-1.00")]


def test_both_scorecards_of_a_checkpoint_are_accounted_for(tmp_path):
    listed = {"code": "listed", "name": "节点考核表", "nodes": {"q1": ["reached"]}}

    def at(name, value):
        figures = {"a": {"x": {"q1": value}}, "b": {"x": {"q1": "6"}}}
        return situation(tmp_path / name, figures, [QUARTERLY], "q1", card={"checkpoint_table": listed})

    main, table = attribute_change(at("before", "5"), at("after", "8"), "units").of("a")
    assert (main.scorecard, lines(main.total)) == ("card", [(Player.OWN_REVISED, Fraction("0.3"), "0.30")])
    # 5 and 8 of 10, of 100.
    assert (table.scorecard, lines(table.total)) == ("listed", [(Player.OWN_REVISED, 30, "30.00")])
    assert lines(table.place) == [(Player.OWN_REVISED, 1, "1.0")]


def test_the_lines_of_every_node_sum_to_what_the_books_say(opened):
    changes, findings = parse_changes(
        [
            "huangdao:retail.growth:2020=-3",
            "jimo:fixed_assets.growth:2020=missing",
            "districts.fai.points=70",
        ],
        opened.scheme,
    )
    assert findings == ()
    scheme, figures = changed(opened.scheme, opened.figures, changes)
    before, after = Situation(scheme, figures, "year"), Situation(opened.scheme, opened.figures, "year")
    found = attribute_change(before, after, "districts")
    rows = {
        (row["unit"], row["node"]): row
        for row in changed_scores(
            score_book(scheme, figures), score_book(opened.scheme, opened.figures)
        ).iter_rows(named=True)
        if row["scorecard"] == "districts"
    }
    assert len(found.accounts) == 10
    for account in found.accounts:
        told = {split.node: split for split in (account.total, *account.nodes)}
        for (unit, node), row in rows.items():
            if unit == account.unit and (node in told or row["difference"]):
                shown = sum(line.shown for line in told[node].lines)
                assert shown == row["difference"] == sum(line.exact for line in told[node].lines)
        row = rows[account.unit, "total"]
        assert sum(line.shown for line in account.place.lines) == row["rank_before"] - row["rank"]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda after: replace(after, scheme=replace(after.scheme, year=2021)), "attribution.other_year"),
        (lambda after: replace(after, checkpoint="q9"), "book.unknown_checkpoint"),
        (lambda after: replace(after, checkpoint="q1"), "attribution.earlier"),
    ],
)
def test_what_cannot_be_compared_is_refused(passing, change, code):
    before, after = passing
    with pytest.raises(FindingsError) as refused:
        attribute_change(before, change(after), "units")
    assert [finding.code for finding in refused.value.findings] == [code]


def test_other_units_of_measure_and_groups_are_refused(passing):
    before, after = passing
    items = after.scheme.items
    item = replace(items["x"], kinds=type(items["x"].kinds)({"level": "万元"}))
    other = replace(after, scheme=replace(after.scheme, items=type(items)({**items, "x": item})))
    for asked, group, code in (
        (other, "units", "attribution.measure"),
        (after, "towns", "whatif.unknown_group"),
    ):
        with pytest.raises(FindingsError) as refused:
            attribute_change(before, asked, group)
        assert [finding.code for finding in refused.value.findings] == [code]
