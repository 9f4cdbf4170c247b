import pytest

from sikao.core.scheme.building import INVALID, Builder
from sikao.core.scheme.methods import METHOD_KIND, Steps
from sikao.core.scheme.shape import Code, Either, ListOf, MapOf, Nested, Number, Table, TableOf, Text
from sikao.core.scheme.text.yaml_tree import read_yaml
from sikao.core.wording import Findings
from tests.core.scheme.broken import CARD, assert_found


def build(kind, text):
    found = Findings()
    builder = Builder(found)
    value = builder.build(kind, read_yaml(text.encode(), "file.yaml", found), ("here",))
    return value, [finding.code for finding in found], builder.places


BROKEN = {
    "scheme.unknown_key": [("units.yaml", "name: 东县", "nome: 东县")],
    "scheme.wrong_form": [("units.yaml", "{name: 东县, name_en: East county, group: counties}", "东县")],
    "scheme.list_length": [("units.yaml", "name: 东县", "tile: [1, 2, 3], name: 东县")],
    "scheme.blank": [("units.yaml", "name: 东县", 'name: ""')],
    "scheme.quote_it": [("units.yaml", "name: 东县", "name: 2020")],
    "scheme.outer_space": [("units.yaml", "name: 东县", 'name: "东县 "')],
    "scheme.not_due_day": [("scheme.yaml", "schedules:", "reporting: {due: {year: 02-30}}\nschedules:")],
    "scheme.not_whole": [("scheme.yaml", "through: 6", "through: 13")],
    "scheme.not_truth": [("scheme.yaml", "illustrative: true", "illustrative: yes")],
    "scheme.unknown_choice": [(CARD, "kind: steps", "kind: stairs")],
    "scheme.share_range": [("scheme.yaml", "missing: refuse", "missing: share 101%")],
    "scheme.unknown_effect": [("scheme.yaml", "missing: refuse", "missing: forget")],
}


@pytest.mark.parametrize("code", BROKEN)
def test_a_broken_example_is_found(code, tmp_path):
    assert_found(tmp_path, code, BROKEN[code])


def test_a_record_is_built_from_its_shape():
    value, codes, places = build(METHOD_KIND, "{kind: steps, target: 3, up: 2}")
    assert codes == []
    assert isinstance(value, Steps)
    assert str(value.up) == "2"
    assert str(places.at("here", "up")) == "file.yaml:1:30"


def test_a_tag_is_required():
    assert build(METHOD_KIND, "{target: 3}")[:2] == (INVALID, ["scheme.missing_key"])
    assert build(METHOD_KIND, "{kind: [steps]}")[:2] == (INVALID, ["scheme.wrong_form"])


def test_missing_keys_are_all_named():
    _, codes, _ = build(Nested("Unit"), "{name_en: x}")
    assert codes == ["scheme.missing_key"] * 3


def test_a_code_that_is_the_key_is_not_written_again():
    value, codes, _ = build(TableOf("Reference"), "city: {name: 全市}")
    assert (value["city"].code, codes) == ("city", [])
    assert build(TableOf("Reference"), "city: {code: city, name: 全市}")[1] == ["scheme.unknown_key"]


def test_the_way_of_writing_decides():
    kind = Either(Number(), ListOf(Number()), MapOf(Code("checkpoint"), Number()))
    assert build(kind, "5")[0] == 5
    assert build(kind, "[5, 6]")[0] == (5, 6)
    assert build(kind, "{q1: 5}")[0] == Table({"q1": 5})
    assert build(Either(Number()), "[5]")[:2] == (INVALID, ["scheme.wrong_form"])


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (ListOf(Text()), "x: y"),
        (MapOf(Code("x"), Text()), "[x]"),
        (TableOf("Unit"), "x"),
        (Nested("Unit"), "[]"),
    ],
)
def test_another_form_than_due_is_refused(kind, text):
    assert build(kind, text)[:2] == (INVALID, ["scheme.wrong_form"])


def test_children_have_their_paths_beside_their_parent():
    text = "[{code: a, name: 甲, children: [{code: b, name: 乙}]}]"
    _, codes, places = build(ListOf(Nested("Node")), text)
    assert codes == []
    assert str(places.at("here", "b", "name")) == "file.yaml:1:48"
