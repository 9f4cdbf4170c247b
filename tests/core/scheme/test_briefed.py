"""Who is asked about what, and that it survives the workbook, the difference and the print."""

import dataclasses

import pytest

from sikao.core.scheme import (
    compile_scheme,
    count_burden,
    describe_scheme,
    diff_schemes,
    read_scheme,
    render_markdown,
    scheme_digest,
)
from sikao.core.scheme.briefed import Asking
from sikao.core.scheme.resolving import Resolved
from sikao.core.scheme.schema import json_schemas
from sikao.core.scheme.workbook import read_form, scheme_workbook_bytes
from tests.core.scheme.samples import write_sample

TEXT = """\
key_tasks:
  roads: {name: 修路, name_en: Roads, text: 年内通车。, text_en: Open within the year., units: [east, south]}
briefings:
  quarterly:
    name: 季度说明
    name_en: Quarterly
    units: [counties]
    frequency: quarter
    nodes: [ballot, economy]
    tags: [green]
    key_tasks: [roads]
    due: 10
    longest: 200
    evidence: [台账]
"""
GREEN = ("scorecards/counties.yaml", "name: 生态环境", "tags: [green]\n    name: 生态环境")


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """The sample with one briefing and one key task."""
    folder = write_sample(tmp_path_factory.mktemp("told"), GREEN, ("briefings.yaml", "", TEXT))
    return read_scheme(folder).scheme


def test_a_unit_tells_of_the_nodes_that_apply_to_it_and_the_tasks_that_it_carries(told):
    """In the order of the scorecard; the ballot does not apply to west, the road is no task of it."""
    asking = Asking(Resolved(told))
    keys = {
        unit.code: [subject.key for subject in asking.subjects(told.briefings["quarterly"], unit)]
        for unit in asking.units(("counties",))
    }
    assert keys == {
        "east": ["node/economy", "node/environment", "node/ballot", "task/roads"],
        "south": ["node/economy", "node/environment", "node/ballot", "task/roads"],
        "west": ["node/economy", "node/environment"],
    }


def test_groups_and_units_may_be_named_together(told):
    asking = Asking(Resolved(told))
    assert [unit.code for unit in asking.units(("west", "counties"))] == ["east", "south", "west"]
    assert [unit.code for unit in asking.units(("west", "east"))] == ["east", "west"]


def test_the_burden_counts_every_entry_of_every_quarter(told, sample):
    """4 + 4 + 2 entries and a document each, four times a year."""
    burden, before = count_burden(told), count_burden(sample)
    assert (burden.briefings, before.briefings) == (4 * 10, 0)
    assert burden.evidence - before.evidence == 4 * 3
    assert burden.total - before.total == 40 + 12
    assert count_burden(told, {"counties"}, {"ballot"}).briefings == 4 * 2


def test_a_briefing_comes_back_from_the_workbook_as_it_was(told):
    read = read_form(scheme_workbook_bytes(told))
    assert (read.scheme, read.findings) == (told, ())


def test_it_is_part_of_the_digest_and_told_as_a_difference(told, sample):
    longer = dataclasses.replace(told.briefings["quarterly"], longest=500)
    other = dataclasses.replace(told, briefings=type(told.briefings)({"quarterly": longer}))
    assert scheme_digest(other) != scheme_digest(told)
    (change,) = diff_schemes(told, other).changes
    assert (change.path, change.before, change.after) == (("briefings", "quarterly", "longest"), "200", "500")
    added = {change.path for change in diff_schemes(sample, told).changes if change.sort == "added"}
    assert {("briefings", "quarterly"), ("key_tasks", "roads")} <= added


def test_nothing_of_it_is_compiled_for_the_calculators(told):
    """What is never scored cannot reach a score."""

    assert not {"briefings", "key_tasks"} & compile_scheme(told).keys()


def test_it_is_printed_in_both_languages(told):
    zh, en = (render_markdown(describe_scheme(told, lang)) for lang in ("zh", "en"))
    assert "进度说明供调度使用，不计分" in zh and "| 修路 | 年内通车。 |" in zh
    assert "| Roads | Open within the year. |" in en and "never scored" in en


def test_editors_know_its_file():
    made = json_schemas()["briefings.yaml"]
    assert set(made["properties"]) == {"key_tasks", "briefings"}
    assert made["$defs"]["BriefingByCode"]["required"] == ["name", "units", "frequency"]
