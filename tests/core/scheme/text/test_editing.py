"""What editors find beside a scheme's text."""

import json
import re

import jsonschema
import pytest
import yaml

from sikao.core.scheme import load_scheme, new_scheme, scheme_digest, write_text

LINE = re.compile(r"# yaml-language-server: \$schema=(\S+)\n")


@pytest.fixture
def folder(tmp_path):
    assert new_scheme(tmp_path / "city", "city_2025", 2025, "某市考核方案") == ()
    return tmp_path / "city"


def fits(folder):
    """Every file of a scheme names the schema that it fits."""
    files = sorted(path for path in folder.rglob("*.yaml"))
    for path in files:
        text = path.read_text(encoding="utf-8")
        schema = json.loads((path.parent / LINE.match(text)[1]).read_text(encoding="utf-8"))
        jsonschema.validate(yaml.load(text, Loader=yaml.CSafeLoader), schema)  # noqa: TID251 - an editor's reader
    return len(files)


def test_a_new_scheme_names_schemas_that_it_fits(folder):
    assert fits(folder) == 8


def test_a_written_scheme_names_them_too_and_keeps_its_digest(sample, tmp_path):
    write_text(sample, tmp_path / "written")
    assert fits(tmp_path / "written") == 8
    again, findings = load_scheme(tmp_path / "written")
    assert findings == ()
    assert scheme_digest(again) == scheme_digest(sample)


def test_a_mistyped_key_is_seen_by_an_editor(folder):
    path = folder / "scorecards" / "counties.yaml"
    schema = json.loads((folder / "schema" / "scorecards.json").read_text(encoding="utf-8"))
    text = path.read_text(encoding="utf-8").replace("full_points", "ful_points")
    with pytest.raises(jsonschema.ValidationError, match="ful_points"):
        jsonschema.validate(yaml.load(text, Loader=yaml.CSafeLoader), schema)  # noqa: TID251 - an editor's reader
