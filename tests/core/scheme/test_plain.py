from decimal import Decimal

import pytest

from sikao.core.figures.absence import Absence
from sikao.core.scheme.expressions import parse_expression
from sikao.core.scheme.methods import METHOD_KIND, Range, Steps
from sikao.core.scheme.model import Unit
from sikao.core.scheme.plain import Bare, given_fields, plain_record, plain_value, way_of
from sikao.core.scheme.shape import (
    Either,
    Formula,
    ListOf,
    MapOf,
    Nested,
    Number,
    Ref,
    Table,
    Text,
    Truth,
    shape_of,
)

UNIT = Unit(code="shinan", name="市南区", group="districts", tile=(3, 4))


def test_what_equals_its_default_is_left_out():
    assert plain_record(UNIT) == {
        "code": "shinan",
        "name": "市南区",
        "group": "districts",
        "tile": ["3", "4"],
    }
    assert plain_record(UNIT, named=True) == {"name": "市南区", "group": "districts", "tile": ["3", "4"]}
    assert [field.key for field, _ in given_fields(shape_of(UNIT), UNIT)] == ["code", "name", "group", "tile"]


@pytest.mark.parametrize(
    ("kind", "value", "plain"),
    [
        (Text(), "名称", "名称"),
        (Truth(), False, "false"),
        (Number(), Decimal("1.50"), "1.5"),
        (Number(percent=True), Decimal("0.10"), "10%"),
        (Number(percent=True), Decimal("1.4"), "140%"),
        (Number(percent=True), Decimal(6), "6"),
        (Number(absent=True), Absence.NOT_APPLICABLE, "not_applicable"),
        (Formula(), parse_expression("a+1"), "a + 1"),
        (MapOf(Ref(("checkpoint",)), Number()), Table({"q1": Decimal(2)}), {"q1": "2"}),
    ],
)
def test_values_have_one_plain_form(kind, value, plain):
    assert plain_value(kind, value) == plain


def test_a_tagged_record_says_its_tag_first():
    method = Steps(target=Range(low=parse_expression("1"), high=parse_expression("2")))
    assert plain_value(METHOD_KIND, method) == {"kind": "steps", "target": {"low": "1", "high": "2"}}


def test_numbers_are_bare_and_words_are_not():
    assert isinstance(plain_value(Number(), Decimal(1)), Bare)
    assert not isinstance(plain_value(Text(), "1"), Bare)


def test_a_way_that_the_shape_does_not_have_is_a_mistake_of_the_program():
    kind = Either(sequence=ListOf(Number()), mapping=Nested("Range"))
    assert way_of(kind, (1,)) == ListOf(Number())
    with pytest.raises(TypeError):
        way_of(kind, Decimal(1))
