from sikao.core.scheme import read_scheme
from sikao.core.scheme.checks.context import Context, named
from sikao.core.scheme.tree import NO_PLACES
from tests.core.scheme.samples import write_sample


def test_findings_stand_where_the_field_was_written(tmp_path):
    reading = read_scheme(write_sample(tmp_path))
    context = Context(reading.scheme, reading.places)
    context.error("scheme.blank", ("items", "revenue", "name"))
    context.warning("scheme.blank", ("items", "revenue", "nothing_of_this_kind"))
    assert [str(found.where) for found in context.found] == ["items.yaml:11:11", "items.yaml:10:3"]


def test_without_places_the_path_itself_is_the_place(tmp_path):
    context = Context(read_scheme(write_sample(tmp_path)).scheme, NO_PLACES)
    assert str(context.at("items", "revenue", "name")) == "items.revenue.name"


def test_every_unit_is_visited_with_what_applies_to_it(tmp_path):
    context = Context(read_scheme(write_sample(tmp_path)).scheme, NO_PLACES)
    assert ["ballot" in settings for _, _, settings in context.leaves()] == [True, True, False]


def test_a_record_is_named_with_its_code():
    assert named("east", "东县").zh == "东县（east）"
