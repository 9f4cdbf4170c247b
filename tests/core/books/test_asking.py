"""Refusals name what could have been asked for."""

import pytest

from sikao.core.books.asking import check_checkpoint, refusal, some_of
from sikao.core.wording import FindingsError


def test_codes_to_choose_from_are_told_as_a_list():
    refused = refusal("book.unknown_unit", unit="x", known=some_of(["a", "b"]))
    assert "例如 a、b。" in str(refused)
    assert "例如 —。" in str(refusal("book.unknown_unit", unit="x", known=some_of([])))


def test_a_refusal_is_one_error():
    refused = refusal("book.unknown_unit", unit="x", known="a, b")
    assert [finding.code for finding in refused.findings] == ["book.unknown_unit"]
    assert "“x”" in refused.findings[0].what("en")


def test_checkpoints_that_are_ranked_can_be_asked_for(opened):
    for checkpoint in (None, "q1", "h1", "q3", "year"):
        check_checkpoint(opened.scheme, checkpoint)
    with pytest.raises(FindingsError):
        check_checkpoint(opened.scheme, "january")
