"""Explanations are records that turn into plain data, whatever they hold."""

import json
from dataclasses import fields

from sikao.core.insight import Explanation
from sikao.core.insight.explanation import Window


def test_every_field_is_in_the_data(worked):
    found = worked.explain("shinan", "water")
    said = found.to_json()
    assert list(said) == [field.name for field in fields(Explanation)]
    assert list(said["windows"][0]) == [field.name for field in fields(Window)]


def test_the_data_is_json(worked):
    for unit, node in (("jimo", "fai"), ("shinan", "water"), ("huangdao", "total")):
        said = worked.explain(unit, node).to_json()
        assert json.loads(json.dumps(said, ensure_ascii=False)) == said


def test_names_come_in_both_languages(worked):
    said = worked.explain("jimo", "fai").to_json()
    assert said["path"][0] == ["development", {"zh": "发展", "en": "Development"}]
    assert said["windows"][0]["figures"][0]["provider"]["en"] == "Statistics bureau"
