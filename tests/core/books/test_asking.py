"""Refusals name what could have been asked for."""

import pytest

from sikao.core.books.asking import check_checkpoint, refusal, some_of
from sikao.core.wording import FindingsError


def test_a_few_codes_are_shown_and_the_rest_only_hinted_at():
    assert some_of(["a", "b"]) == "a, b"
    assert some_of(f"n{number}" for number in range(9)) == "n0, n1, n2, n3, n4, n5, n6, n7 …"
    assert some_of([]) == ""


def test_a_refusal_is_one_error():
    refused = refusal("book.unknown_unit", unit="x", known="a, b")
    assert [finding.code for finding in refused.findings] == ["book.unknown_unit"]
    assert "“x”" in refused.findings[0].what("en")


def test_checkpoints_that_are_ranked_can_be_asked_for(opened):
    for checkpoint in (None, "q1", "h1", "q3", "year"):
        check_checkpoint(opened.scheme, checkpoint)
    with pytest.raises(FindingsError):
        check_checkpoint(opened.scheme, "january")
