"""Who tells how far what is, by when, with which figures beside it."""

import datetime as dt

from sikao.core.figures.periods import Month
from sikao.core.insight import briefings_of, duties_of
from sikao.core.insight.briefings import told_about

DISTRICTS = 10


def test_every_district_tells_every_quarter(opened):
    duties = briefings_of(opened.scheme)
    assert len(duties) == DISTRICTS * 4
    first = [duty for duty in duties if duty.through == Month(2020, 3)]
    assert [duty.unit for duty in first][:3] == ["shinan", "shibei", "licang"]
    assert {(duty.opens, duty.due) for duty in first} == {(dt.date(2020, 4, 1), dt.date(2020, 4, 20))}
    # The three blocks tagged as key and one key task; three districts renew old quarters as well.
    assert sorted(len(duty.told) for duty in first) == [4] * 7 + [5] * 3
    assert first[0].period.label("zh") == "2020年一季度"


def test_figures_beside_a_block_are_those_of_its_indicators_in_that_stretch(opened):
    duty = next(
        duty for duty in briefings_of(opened.scheme) if (duty.unit, duty.through.month) == ("jimo", 6)
    )
    investment = next(told for told in duty.told if told.subject.code == "investment")
    assert [slot.key for slot in investment.beside] == [
        ("jimo", "fixed_assets", "growth", "2020-01..06"),
        ("jimo", "manufacturing_investment", "growth", "2020-01..06"),
        ("jimo", "key_project_completion", "level", "2020-01..06"),
        ("jimo", "key_project_starts", "level", "2020-01..06"),
    ]
    resumption = next(told for told in duty.told if told.subject.code == "resumption")
    assert resumption.beside == ()


def test_figures_that_stand_beside_are_owed_by_somebody(opened):
    """No figure is asked for because of a briefing: all are on the sheets of bureaus and units already."""
    owed = {slot.key for duty in duties_of(opened.scheme) for slot in duty.slots}
    shown = {slot.key for duty in briefings_of(opened.scheme) for told in duty.told for slot in told.beside}
    assert shown and shown <= owed


def test_nodes_that_are_asked_about_have_their_figures_beside_them(opened):
    asked = told_about(opened.scheme, "jimo", ("fdi", "fai"), 5)
    assert [told.subject.key for told in asked] == ["node/fdi", "node/fai"]
    assert [slot.key for told in asked for slot in told.beside] == [
        ("jimo", "foreign_investment", "level", "2020-01..05"),
        ("jimo", "fixed_assets", "growth", "2020-01..05"),
    ]
