"""Which figures changed, and what existence tells about it."""

from sikao.core.figures.table import Figures
from sikao.core.insight.changed_cells import (
    Cause,
    State,
    by_key,
    cells_changed,
    changed_cells,
    steps_between,
)


def row(key, value, since="", **more):
    unit, indicator = key.split(".")
    absent = value in ("missing", "not_yet_due", "withheld", "not_applicable")
    return {
        "unit": unit,
        "indicator": indicator,
        "kind": "level",
        "period": "2020",
        "value": None if absent else value,
        "absence": value if absent else None,
        "since": since,
        **more,
    }


def said(step):
    return [one["value"] for one in step.rows]


def key(text):
    return (*text.split("."), "level", "2020")


def test_new_is_what_nobody_had_reported_and_revised_what_somebody_had():
    before = [
        row("a.x", "1"),
        row("a.y", "2"),
        row("b.x", "missing"),
        row("b.y", "not_yet_due"),
        row("b.z", "withheld"),
    ]
    after = [
        row("a.x", "1"),
        row("a.y", "3"),
        row("b.x", "1"),
        row("b.y", "2"),
        row("b.z", "3"),
        row("c.x", "4"),
    ]
    assert cells_changed(before, after) == {
        key("a.y"): Cause.REVISED,
        key("b.x"): Cause.NEW,
        key("b.y"): Cause.NEW,
        key("b.z"): Cause.REVISED,
        key("c.x"): Cause.NEW,
    }


def test_what_is_withdrawn_is_revised():
    assert cells_changed([row("a.x", "1")], []) == {key("a.x"): Cause.REVISED}


def test_a_later_version_is_a_revision():
    first = row("a.x", "1")
    assert cells_changed([first], [first, row("a.x", "2", since="h1")]) == {key("a.x"): Cause.REVISED}


def test_saying_that_it_is_missing_says_nothing():
    assert cells_changed([row("a.x", "missing")], []) == {}
    assert cells_changed([], [row("a.x", "missing")]) == {}
    # But a version that takes a value back does.
    first = row("a.x", "1")
    assert cells_changed([first], [first, row("a.x", "missing", since="h1")]) == {key("a.x"): Cause.REVISED}


def test_the_steps_of_a_figure_have_their_causes_in_order():
    before = [row("a.w", "5"), row("b.x", "1"), row("b.y", "1"), row("c.x", "7"), row("c.y", "missing")]
    states = [
        State([row("a.x", "4.1"), row("a.w", "missing"), row("b.x", "2"), row("b.y", "2")], {}),
        State([row("a.x", "4.9"), row("b.x", "1")], {key("a.x"): Cause.RULING, key("b.x"): Cause.RULING}),
        State([row("a.x", "4.8")], {key("a.x"): Cause.RULING}),
        State(
            [row("a.x", "5"), row("a.w", "6"), row("b.x", "1"), row("b.y", "3"), row("c.y", "2")],
            {key("c.y"): Cause.DOCKET},
        ),
    ]
    found = steps_between(before, states)
    assert {of: [(step.cause, *said(step)) for step in steps] for of, steps in found.items()} == {
        # A withdrawn figure that comes again is revised, not new; two revisions in a row are one.
        key("a.w"): [(Cause.REVISED, "6")],
        # Reported, ruled on twice, corrected.
        key("a.x"): [(Cause.NEW, "4.1"), (Cause.RULING, "4.8"), (Cause.REVISED, "5")],
        key("b.y"): [(Cause.REVISED, "3")],
        # Withdrawn at the end, and what nobody had reported.
        key("c.x"): [(Cause.REVISED,)],
        key("c.y"): [(Cause.DOCKET, "2")],
        # b.x ends as it began.
    }


def test_steps_that_come_to_nothing_are_none():
    # A ruling that a second one takes back; what was said to be missing first says nothing yet.
    states = [
        State([row("a.x", "missing")], {}),
        State([row("a.x", "1")], {}),
        State([row("a.x", "2")], {key("a.x"): Cause.RULING}),
        State([row("a.x", "1")], {key("a.x"): Cause.RULING}),
    ]
    ((step,),) = steps_between([], states).values()
    assert (step.cause, *said(step)) == (Cause.NEW, "1")


def test_remarks_do_not_count():
    assert cells_changed([row("a.x", "1", flags=["late"])], [row("a.x", "1", flags=[], source="局")]) == {}


def test_of_tables_of_figures_as_of_rows(opened):
    frame = opened.figures.to_frame()
    fewer = Figures(frame.slice(1))
    first = frame.row(0)
    assert changed_cells(fewer, opened.figures) == {first[:4]: Cause.NEW}
    assert changed_cells(opened.figures, opened.figures) == {}


def test_versions_lie_together():
    first, second = row("a.x", "1"), row("a.x", "2", since="h1")
    assert by_key([first, row("b.x", "1"), second])[key("a.x")] == [first, second]
