import pickle

import pytest

from sikao.core.scheme import shape as shape_module
from sikao.core.scheme.model import Node, Scheme
from sikao.core.scheme.shape import (
    Code,
    Nested,
    Table,
    TableOf,
    Text,
    all_shapes,
    entry,
    record,
    shape_named,
    shape_of,
)


def test_a_table_is_equal_only_in_the_same_order():
    table = Table({"a": 1, "b": 2})
    assert table == Table([("a", 1), ("b", 2)])
    assert table != Table({"b": 2, "a": 1})
    assert table != {"a": 1, "b": 2}
    assert hash(table) == hash(Table({"a": 1, "b": 2}))
    assert pickle.loads(pickle.dumps(table)) == table
    assert repr(table) == "Table({'a': 1, 'b': 2})"
    assert (len(table), list(table), table.get("c")) == (2, ["a", "b"], None)


def test_a_record_is_frozen_and_its_table_can_be_asked_for(monkeypatch):
    # The trial must not become a part of the language.
    monkeypatch.setattr(shape_module, "_SHAPES", dict(shape_module._SHAPES))

    @record("小试", "Trial")
    class Trial:
        """A record for this test."""

        code: str = entry("代码", "Code", Code("trial"))
        reason: str | None = entry("理由", "Reason", Text(), key="why", default=None)

    shape = shape_named("Trial")
    assert [(field.key, field.attribute, field.required) for field in shape.fields] == [
        ("code", "code", True),
        ("why", "reason", False),
    ]
    assert shape.code_field is shape.fields[0]
    assert shape.field("why") is shape.fields[1]
    assert shape.field("nothing") is None
    made = Trial(code="x")
    assert shape_of(made) is shape
    with pytest.raises(AttributeError):
        made.code = "y"


def test_inherited_fields_come_last():
    keys = [field.key for field in shape_named("RankStep").fields]
    assert keys == ["first", "step", "ties", "cap", "floor"]


def test_every_record_that_is_named_exists():
    for shape in all_shapes():
        for field in shape.fields:
            if isinstance(field.kind, Nested | TableOf):
                assert shape_named(field.kind.record)


def test_one_key_has_one_english_heading_and_every_heading_is_given():
    english = {}
    for shape in all_shapes():
        assert shape.title.zh
        assert shape.title.en
        for field in shape.fields:
            assert field.heading.zh
            english.setdefault((shape.name, field.heading.en), []).append(field.key)
    assert all(len(keys) == 1 for keys in english.values())


def test_every_section_of_a_scheme_has_a_file_and_nothing_else_has():
    assert all(field.file for field in shape_named("Scheme").fields)
    others = [shape for shape in all_shapes() if shape.make is not Scheme]
    assert not any(field.file for shape in others for field in shape.fields)
    assert [field.key for field in shape_named(Node.__name__).fields if field.inner] == ["children"]
