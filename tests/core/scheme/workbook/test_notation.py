"""Lists, mappings and records inside one cell, there and back; what does not fit is told, with position."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sikao.core.scheme.building import Builder
from sikao.core.scheme.methods import Bands, Steps, Tally
from sikao.core.scheme.model.items import KINDS
from sikao.core.scheme.shape import (
    Choice,
    Either,
    Kind,
    ListOf,
    MapOf,
    Nested,
    Number,
    Ref,
    Table,
    Text,
    Truth,
    Word,
)
from sikao.core.scheme.tree import Scalar
from sikao.core.scheme.workbook.notation import MAX_TEXT, cell_text, read_cell
from sikao.core.wording import Findings, Place, has_errors
from tests.core.scheme.workbook.strategies import ALPHABET, records, shape_named

WHERE = Place(sheet="表", cell="C5")
SHARES = MapOf(Ref(("checkpoint",)), Number(percent=True))
VALUE = Either(Number(percent=True), ListOf(Number(percent=True)), SHARES)


def read(kind: Kind, text: str) -> tuple[Any, list[str]]:
    """What the builder makes of a cell, and the codes of all findings."""
    found = Findings()
    value = Builder(found).build(kind, read_cell(kind, text, WHERE, found), ("x",))
    assert {finding.where for finding in found} <= {WHERE}
    return (None if has_errors(found) else value), [finding.code for finding in found]


READ = [
    (ListOf(Word()), "甲、乙", ("甲", "乙")),
    (ListOf(Word()), " 甲 、\n乙 ", ("甲", "乙")),
    (ListOf(Word()), "[]", ()),
    (ListOf(Text()), "报告，附件、清单", ("报告，附件", "清单")),
    (ListOf(Word()), "[甲]", ("甲",)),
    (ListOf(Text()), '"甲、乙"、丙""、"说""好"""', None),
    (ListOf(Text()), '"甲、乙"、"说""好"""', ("甲、乙", '说"好"')),
    (SHARES, "q1=10%；year=90%", Table({"q1": Decimal("0.1"), "year": Decimal("0.9")})),
    (SHARES, "q1：10%;\nyear＝90%；", Table({"q1": Decimal("0.1"), "year": Decimal("0.9")})),
    (SHARES, "q1=10%\nyear=90%", Table({"q1": Decimal("0.1"), "year": Decimal("0.9")})),
    (SHARES, "{}", Table()),
    (
        MapOf(Choice(KINDS), ListOf(Number(), size=2)),
        "增速=[-5、3]",
        Table({"growth": (Decimal(-5), Decimal(3))}),
    ),
    (VALUE, "80%", Decimal("0.8")),
    (VALUE, "[10%、20%]", (Decimal("0.1"), Decimal("0.2"))),
    (VALUE, "[10%]", (Decimal("0.1"),)),
    (VALUE, "{q1=10%}", Table({"q1": Decimal("0.1")})),
    (Text(), "甲；乙=[丙]", "甲；乙=[丙]"),
    (Truth(), "否", False),
]


@pytest.mark.parametrize(("kind", "text", "value"), READ)
def test_a_cell_is_read(kind: Kind, text: str, value: Any):
    assert read(kind, text)[0] == value


def test_a_method_is_read_by_its_headings():
    steps, codes = read(Nested("Steps"), "目标值=$target；基础分=80%\n每步加分=2；每步减分=3")
    assert codes == []
    assert isinstance(steps, Steps)
    assert [str(amount) for amount in (steps.base, steps.up, steps.down)] == ["80%", "2", "3"]
    bands, _ = read(Nested("Bands"), "分档=[{不低于=90；得分=100%}、{不低于=80；得分=80%}]；未入档得分=50%")
    assert isinstance(bands, Bands)
    assert [str(band.score) for band in bands.bands] == ["100%", "80%"]
    tally, _ = read(Nested("Tally"), '加扣分项=[{名称="甲；乙"；次数=honours/each；每次分值=2}]；取法=就高')
    assert isinstance(tally, Tally)
    assert tally.entries[0].name == "甲；乙"
    assert tally.choose == "highest"


@pytest.mark.parametrize(
    ("kind", "text", "code"),
    [
        (ListOf(Word()), "[甲", "workbook.notation"),
        (ListOf(Number()), "10,20,30,40", "workbook.comma"),
        (ListOf(Number()), "1,000、2,000", "workbook.comma"),
        (ListOf(Ref(("checkpoint",))), "q1，h1", "workbook.comma"),
        (SHARES, "q1=10%，h1=20%", "workbook.comma"),
        (SHARES, "q1=1,000", "workbook.comma"),
        (VALUE, "10%,20%", "workbook.comma"),
        (ListOf(Word()), "甲]", "workbook.notation"),
        (ListOf(Word()), '"甲', "workbook.notation"),
        (ListOf(ListOf(Word())), "甲", "workbook.notation"),
        (SHARES, "q1 10%", "workbook.notation"),
        (SHARES, "{q1=1", "workbook.notation"),
        (SHARES, "q1=1 }", "workbook.notation"),
        (Nested("Bands"), "分档=90", "workbook.notation"),
        (Either(None, ListOf(Word()), None), "甲", "workbook.notation"),
        (Nested("Steps"), "目标=1", "workbook.unknown_name"),
        (SHARES, "q1=1；q1=2", "workbook.doubled_name"),
        (Truth(), "对", "workbook.unknown_word"),
        (MapOf(Choice(KINDS), Text()), "速度=%", "workbook.unknown_name"),
        (Text(), "长" * (MAX_TEXT + 1), "scheme.text_too_long"),
        (ListOf(ListOf(Word())), "[" * 50, "workbook.notation"),
    ],
)
def test_what_cannot_be_read_is_told_once(kind: Kind, text: str, code: str):
    assert read(kind, text) == (None, [code])


def test_the_position_is_told():
    found = Findings()
    tree = read_cell(SHARES, "q1=10%；h1", WHERE, found)
    assert isinstance(tree, Scalar)
    assert tree.broken
    [finding] = found
    assert finding.details["position"] == "10"


@pytest.mark.parametrize(
    ("kind", "value", "text"),
    [
        (ListOf(Word()), ("甲", "乙"), "甲、乙"),
        (ListOf(Word()), (), "[]"),
        (ListOf(Text()), ("甲、乙", ""), '"甲、乙"、""'),
        (SHARES, Table({"q1": Decimal("0.1"), "h1": Decimal("0.2")}), "q1=10%；h1=20%"),
        (VALUE, (Decimal("0.1"),), "[10%]"),
        (MapOf(Text(), Number()), Table({"好=优": Decimal(4)}), '"好=优"=4'),
    ],
)
def test_a_value_is_written(kind: Kind, value: Any, text: str):
    assert cell_text(kind, value) == text


@pytest.mark.parametrize(
    "record", ["Steps", "Attainment", "Bands", "Tally", "Efficacy", "RankLadder", "Tiers", "Selector"]
)
def test_any_record_comes_back_from_its_cell(record: str):
    kind = Nested(record)

    @settings(max_examples=20, deadline=None)
    @given(records(shape_named(record), 1))
    def comes_back(value: Any) -> None:
        assert read(kind, cell_text(kind, value))[0] == value

    comes_back()


@given(st.text(ALPHABET + "\n", max_size=20))
def test_any_text_is_read_or_refused(text: str):
    for kind in (ListOf(Word()), SHARES, VALUE, Nested("Bands")):
        read(kind, text)
