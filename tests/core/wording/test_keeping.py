"""A finding that was kept is the same finding when it is read again."""

import json
from pathlib import PurePath

import pytest

from sikao.core.wording import Finding, Listed, Place, Severity, Term, Written
from sikao.core.wording.keeping import keep, keep_details, restore, restore_details

FINDING = Finding(
    "right.not_now",
    Severity.WARNING,
    Place(file="a.xlsx", sheet="表", cell="C14"),
    {"state": Term("已报", "submitted"), "verb": "submit"},
    (Place(line=3),),
)


def test_a_finding_survives_as_json_text():
    again = restore(json.loads(json.dumps(keep(FINDING))))
    assert again == FINDING
    assert again.text("zh") == FINDING.text("zh")
    assert again.text("en") == FINDING.text("en")


@pytest.mark.parametrize(
    "value",
    [
        "text",
        Term("甲", "a"),
        Written("key", "栏"),
        PurePath("a/b"),
        Listed(("x", Term("乙", "b"), Written("k", "列"))),
    ],
)
def test_every_kind_of_detail_survives(value):
    assert restore_details(json.loads(json.dumps(keep_details({"one": value})))) == {"one": value}


def test_a_code_that_is_gone_is_told_loudly():
    with pytest.raises(LookupError):
        restore({**keep(FINDING), "code": "no.such"})
