"""Figures packed into dense arrays: what each cell holds, and what is refused or left out."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sikao.core.scoring.expressions import (
    MISSING,
    NOT_APPLICABLE,
    NOT_YET_DUE,
    UNDEFINED,
    WITHHELD,
)
from sikao.core.scoring.figures import ANY_POSITION, FLAG_BITS, NOT_DUE_ROW, NOT_HIS_ROW, frame_of_rows, pack
from sikao.core.scoring.numbers import Checkpoint
from tests.core.reference.making import row


@dataclass(frozen=True)
class Layout:
    columns: tuple = (
        ("gdp", "level", "2020", 1),
        ("gdp", "growth", "2020", 1),
        ("tax/a", "level", "2020-01..03", 0),
    )
    carriers: tuple = ("north", "south", "city")
    checkpoints: tuple = (Checkpoint("q1", 3, True), Checkpoint("year", 12, True))


PLAN = Layout()
ROWS = [
    row("north", "12.5", "gdp"),
    row("south", "-3", "gdp"),
    row("city", "0.125", "gdp", kind="growth"),
    row("north", "7", "tax/a", "2020-01..03"),
]


def test_every_figure_has_its_place():
    packed = pack(PLAN, ROWS)
    # Two decimal places brought each row to whole numbers of its own power of ten.
    assert packed.values.tolist() == [[125, -30, 0], [0, 0, 125], [7, 0, 0], [0, 0, 0], [0, 0, 0]]
    assert packed.places.tolist() == [1, 3, 0, 0, 0]
    assert packed.top.tolist() == [125, 125, 7, 0, 0]
    assert not packed.loose.any()
    assert packed.flags is None


def test_a_figure_without_a_row_is_missing():
    packed = pack(PLAN, ROWS)
    assert packed.absent[:3].tolist() == [
        [0, 0, MISSING],
        [MISSING, MISSING, 0],
        [0, MISSING, MISSING],
    ]


def test_the_two_last_rows_are_constant_absences():
    packed = pack(PLAN, [])
    assert packed.absent[NOT_DUE_ROW].tolist() == [NOT_YET_DUE] * 3
    assert packed.absent[NOT_HIS_ROW].tolist() == [NOT_APPLICABLE] * 3
    assert packed.values.shape == (5, 3)


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        ("undefined", UNDEFINED),
        ("not_applicable", NOT_APPLICABLE),
        ("not_yet_due", NOT_YET_DUE),
        ("missing", MISSING),
        ("withheld", WITHHELD),
    ],
)
def test_kinds_of_absence(kind, code):
    packed = pack(PLAN, [row("south", kind, "gdp"), row("north", "5", "gdp")])
    assert packed.absent[0].tolist() == [0, code, MISSING]
    assert packed.values[0].tolist() == [5, 0, 0]


def test_neither_value_nor_kind_is_missing():
    assert pack(PLAN, [row("south", None, "gdp")]).absent[0, 1] == MISSING


@pytest.mark.parametrize(
    "stray",
    [
        row("elsewhere", "9", "gdp"),
        row("south", "9", "jobs"),
        row("south", "9", "gdp", kind="plan"),
        row("south", "9", "gdp", "2019"),
        row("south", "9", "tax/a", "2020"),
    ],
)
def test_figures_that_the_plan_does_not_read_are_left_out(stray):
    packed, without = pack(PLAN, [stray, *ROWS]), pack(PLAN, ROWS)
    assert (packed.values == without.values).all()
    assert (packed.absent == without.absent).all()
    assert packed.top.tolist() == without.top.tolist()


def test_a_stray_figure_of_many_digits_does_not_loosen_a_row():
    assert not pack(PLAN, [*ROWS, row("elsewhere", "0.1234567890123456789", "gdp")]).loose.any()


def test_remarks_are_bits():
    flagged = [
        row("north", "1", "gdp", flags=["late", "disputed"]),
        row("south", "1", "gdp", flags=["estimated"]),
        row("city", "1", "gdp", flags=["of_no_interest"]),
    ]
    late, estimated, disputed = (FLAG_BITS[name] for name in ("late", "estimated", "disputed"))
    assert pack(PLAN, flagged).flags[0].tolist() == [late | disputed, estimated, 0]
    assert pack(PLAN, flagged[2:]).flags is None


def test_remarks_may_be_words_in_a_text():
    frame = frame_of_rows(ROWS[:2]).with_columns(flags=pl.Series(["late;disputed", None], dtype=pl.String))
    assert pack(PLAN, frame).flags[0].tolist() == [FLAG_BITS["late"] | FLAG_BITS["disputed"], 0, 0]


def test_a_frame_without_remarks():
    assert pack(PLAN, frame_of_rows(ROWS).drop("flags")).flags is None


def test_text_decimals_and_whole_numbers_mean_the_same():
    text = frame_of_rows(ROWS)
    exact = text.with_columns(
        value=pl.Series([Decimal(one["value"]) for one in ROWS], dtype=pl.Decimal(18, 4))
    )
    for frame in (text, exact, exact.with_columns(pl.col("indicator").cast(pl.Categorical))):
        packed = pack(PLAN, frame)
        found = packed.values / 10.0 ** packed.places[:, None]
        assert found[:3].tolist() == [[12.5, -3, 0], [0, 0, 0.125], [7, 0, 0]]
    counts = pack(PLAN, text[3:].with_columns(value=pl.Series([7])))
    assert (counts.values[2, 0], counts.places[2]) == (7, 0)


def test_binary_floats_are_refused():
    frame = frame_of_rows(ROWS).with_columns(pl.col("value").cast(pl.Float64))
    with pytest.raises(TypeError, match="binary floats"):
        pack(PLAN, frame)


def test_figures_of_too_many_digits_are_floats_in_a_row_marked_loose():
    long = "12345678901234567.5"
    packed = pack(PLAN, [row("north", long, "gdp"), row("south", "0.5", "gdp"), ROWS[2]])
    assert packed.loose.tolist() == [True, False, False, False, False]
    assert packed.values[0].tolist() == [12345678901234567.5, 0.5, 0]
    assert packed.places.tolist() == [0, 3, 0, 0, 0]
    assert packed.values[1].tolist() == [0, 0, 125]


def test_a_row_whose_common_places_pass_the_bound_is_loose():
    # Each alone fits; 10^13 with six places does not.
    packed = pack(PLAN, [row("north", "10000000000000", "gdp"), row("south", "0.000001", "gdp")])
    assert packed.loose[0]
    assert packed.values[0].tolist() == [1e13, 1e-6, 0]


@given(st.permutations([*ROWS, row("south", "withheld", "tax/a", "2020-01..03", flags=["late"])]))
def test_the_order_of_rows_does_not_matter(rows):
    packed, in_order = pack(PLAN, rows), pack(PLAN, [*ROWS, *[one for one in rows if one["absence"]]])
    assert (packed.values == in_order.values).all()
    assert (packed.absent == in_order.absent).all()
    assert (packed.flags == in_order.flags).all()


@given(st.lists(st.decimals(-(10**6), 10**6, places=4, allow_nan=False), min_size=3, max_size=3))
def test_values_are_exact_whole_numbers(values):
    rows = [row(unit, f"{value:f}", "gdp") for unit, value in zip(PLAN.carriers, values, strict=True)]
    packed = pack(PLAN, rows)
    found = [Decimal(int(value)).scaleb(-int(packed.places[0])) for value in packed.values[0]]
    assert found == values
    assert packed.top[0] == np.abs(packed.values[0]).max()


def test_canonical_rows_become_texts():
    frame = frame_of_rows(ROWS)
    assert frame.columns == ["unit", "indicator", "kind", "period", "value", "absence", "since", "flags"]
    assert frame.dtypes[:7] == [pl.String] * 7
    with pytest.raises(KeyError):
        frame_of_rows([{"unit": "north", "period": date(2020, 1, 1)}])


REVISED = [
    row("north", "7.8", "fai"),
    {**row("north", "5.25", "fai"), "since": "year"},
    row("south", "3", "fai"),
    {**row("south", "withheld", "fai"), "since": "q1"},
    {**row("city", "9", "fai"), "since": "year"},
]


def revisions(*positions, checkpoint=None):
    packed = pack(Layout(columns=tuple(("fai", "level", "2020", p) for p in positions)), REVISED, checkpoint)
    shown = []
    for number, places in enumerate(packed.places[: len(positions)]):
        values, absent = packed.values[number] / 10.0**places, packed.absent[number]
        shown.append([None if code else value for value, code in zip(values, absent, strict=True)])
    return shown


def test_each_checkpoint_reads_the_version_that_counts_there():
    assert revisions(0, 1) == [[7.8, None, None], [5.25, None, 9]]


def test_a_position_of_no_checkpoint_reads_the_latest_version():
    assert revisions(ANY_POSITION, 0) == [[5.25, None, 9], [7.8, None, None]]


def test_versions_of_later_checkpoints_are_not_known_before():
    assert revisions(ANY_POSITION, 0, checkpoint="q1") == [[7.8, None, None], [7.8, None, None]]


def test_the_order_of_versions_does_not_matter():
    backwards = pack(Layout(columns=(("fai", "level", "2020", 1),)), REVISED[::-1])
    assert backwards.values[0].tolist() == [525, 0, 900]
