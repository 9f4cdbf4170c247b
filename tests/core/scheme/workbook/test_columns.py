"""Sheets and columns come from the shapes: no field is forgotten, none is doubled."""

import pytest

from sikao.core.scheme.shape import Either, TableOf, shape_named
from sikao.core.scheme.workbook import columns as form


@pytest.mark.parametrize("key", form.TABLE_SECTIONS)
def test_every_field_of_a_record_has_a_column_of_its_own(key: str):
    record = form.record_of(key)
    columns = form.columns_of(record)
    assert {column.key for column in columns} >= {field.key for field in shape_named(record).fields}
    assert len({column.heading for column in columns}) == len(columns)


def test_every_section_of_a_scheme_has_a_place():
    frame = {field.key for _, field, _ in form.frame_fields()}
    tables = {*form.TABLE_SECTIONS, "registers", "scorecards", "parameters", "grades"}
    assert frame | tables == {field.key for field in shape_named("Scheme").fields}
    assert frame & tables == set()


@pytest.mark.parametrize(
    "columns",
    [
        form.member_columns(),
        form.grade_columns(),
        form.scorecard_columns(),
        form.checkpoint_table_columns(),
        form.node_columns(["zones", "east"]),
        form.override_columns(),
        form.parameter_columns([("q1", "一季度"), ("year", "")]),
    ],
)
def test_headings_and_keys_are_told_apart(columns: tuple[form.Column, ...]):
    assert len({column.heading for column in columns}) == len(columns)
    assert len({column.key for column in columns}) == len(columns)


def test_a_node_has_points_for_groups_right_of_its_points():
    headings = [column.heading for column in form.node_columns(["zones"])]
    assert headings[:3] == ["层级", "代码", "名称"]
    assert headings.index("分值·zones") == headings.index("分值") + 1
    assert headings.index("方法参数") == headings.index("计分方法") + 1
    assert headings[-1] == "英文名称"


def test_comments_say_what_may_stand_and_what_holds_when_nothing_does():
    said = {column.key: column.explanation for column in form.columns_of("Item")}
    assert "可选：月报、季报、半年报、年报" in said["frequency"]
    assert "必填" in said["frequency"]
    assert "不填即为“累计”" in said["cover"]
    assert "不填即为“否”" not in said["note"]


def test_unknown_names_are_mistakes_of_the_program():
    with pytest.raises(LookupError):
        form.field_of("Item", "colour")
    with pytest.raises(TypeError):
        form.record_of("year")


def test_kinds_of_special_sections():
    assert isinstance(form.parameter_kind(), Either)
    assert "steps" in form.method_kind().records
    assert all(isinstance(form.field_of("Scheme", key).kind, TableOf) for key in form.TABLE_SECTIONS)
