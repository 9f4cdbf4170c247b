import jsonschema
import pytest
import yaml

from sikao.core.scheme import json_schemas
from tests.core.scheme.samples import sample_files


@pytest.fixture(scope="module")
def schemas():
    return json_schemas()


def instance(text):
    """The text as an editor's own YAML reader sees it."""
    return yaml.load(text, Loader=yaml.CSafeLoader)  # noqa: TID251 - an editor's reader, on our own text


def schema_for(schemas, name):
    return schemas["scorecards/"] if name.startswith("scorecards/") else schemas[name]


def test_every_schema_is_one(schemas):
    for schema in schemas.values():
        jsonschema.Draft202012Validator.check_schema(schema)


@pytest.mark.parametrize("name", sorted(sample_files()))
def test_the_sample_fits_its_schema(schemas, name):
    jsonschema.validate(instance(sample_files()[name]), schema_for(schemas, name))


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("scheme.yaml", "year: 2024", "jahr: 2024"),
        ("scheme.yaml", "through: 6", "through: 13"),
        ("units.yaml", "group: counties}\n  south", "}\n  south"),
        ("items.yaml", "frequency: month", "frequency: daily"),
        ("scorecards/counties.yaml", "kind: steps", "kind: stairs"),
        ("scorecards/counties.yaml", "step", "stepp"),
        ("claims.yaml", "quantity: points", "quantity: hope"),
    ],
)
def test_a_mistake_does_not_fit(schemas, name, old, new):
    text = sample_files()[name]
    assert old in text
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(instance(text.replace(old, new, 1)), schema_for(schemas, name))


REPORTING = (
    "reporting: {{due: {{month: 18, year: {day}}}, closes: {{h1: 07-31}}, escalation: {{remind: 0}}}}\n"
)


@pytest.mark.parametrize("day", ["03-20", "79", "3月20日"])
def test_days_after_a_period_fit(schemas, day):
    text = sample_files()["scheme.yaml"] + REPORTING.format(day=day)
    jsonschema.validate(instance(text), schemas["scheme.yaml"])


@pytest.mark.parametrize("day", ["400", "3/20", "-1", "1.5"])
def test_no_day_after_a_period_does_not_fit(schemas, day):
    text = sample_files()["scheme.yaml"] + REPORTING.format(day=day)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(instance(text), schemas["scheme.yaml"])


def test_titles_are_the_chinese_headings(schemas):
    unit = schemas["units.yaml"]["$defs"]["UnitByCode"]
    assert (unit["title"], unit["properties"]["group"]["title"]) == ("单位", "所属组")
    assert "code" not in unit["properties"]
