"""The words of the workbook and those of the language stand for each other."""

from decimal import Decimal

import pytest

from sikao.core.figures.absence import Absence
from sikao.core.scheme.methods import METHOD_KIND
from sikao.core.scheme.model.items import FREQUENCIES, KINDS
from sikao.core.scheme.shape import (
    Choice,
    Consequence,
    DueDay,
    MapOf,
    Nested,
    Number,
    Text,
    Truth,
    all_shapes,
)
from sikao.core.scheme.values import EFFECTS, DayAfter, Effect
from sikao.core.scheme.workbook.words import heading_of, key_of, kind_of, known_names, meant, offered, shown


@pytest.mark.parametrize(
    ("kind", "word", "written"),
    [
        (Truth(), "是", "true"),
        (Truth(), "false", "false"),
        (Choice(FREQUENCIES), "季报", "quarter"),
        (Choice(FREQUENCIES), "quarter", "quarter"),
        (METHOD_KIND, "逐点加减分法", "steps"),
        (Consequence(), "分值摊入本表其他指标", "redistribute_table"),
        (Consequence(), "按比例计分 60%", "share 60%"),
        (Consequence(), "分值并入指定指标 fai", "transfer fai"),
        (Number(absent=True), "不适用", "not_applicable"),
        (Number(absent=True), "5.8", "5.8"),
        (Text(), "是", "是"),
    ],
)
def test_a_word_means_what_the_language_writes(kind, word: str, written: str):
    assert meant(kind, word) == written


@pytest.mark.parametrize(
    ("kind", "word"), [(Truth(), "对"), (Choice(FREQUENCIES), "周报"), (METHOD_KIND, "随意法")]
)
def test_other_words_mean_nothing(kind, word: str):
    assert meant(kind, word) is None


def test_a_strange_consequence_is_left_to_the_builder():
    assert meant(Consequence(), "随便") == "随便"


@pytest.mark.parametrize(
    ("kind", "value", "word"),
    [
        (Truth(), True, "是"),
        (DueDay(), DayAfter(month=3, day=20), "3月20日"),
        (DueDay(), DayAfter(days=18), "18"),
        (Choice(KINDS), "growth", "增速"),
        (Consequence(), Effect("share", share=Decimal("0.6")), "按比例计分 60%"),
        (Consequence(), Effect("zero"), "计零分"),
        (Number(absent=True), Absence.NOT_APPLICABLE, "不适用"),
        (Number(percent=True), Decimal("0.1"), "10%"),
    ],
)
def test_a_value_is_shown_in_the_workbooks_words(kind, value, word: str):
    assert shown(kind, value) == word
    assert meant(kind, word) is not None


def test_every_list_of_words_tells_its_options_apart():
    choices = [
        field.kind for shape in all_shapes() for field in shape.fields if isinstance(field.kind, Choice)
    ]
    assert choices
    for kind in choices:
        assert len(offered(kind)) == len(kind.options)
    assert len(offered(Consequence())) == len(EFFECTS)
    assert len(offered(METHOD_KIND)) == len(METHOD_KIND.records)


def test_every_record_tells_its_headings_apart():
    for shape in all_shapes():
        headings = [field.heading.zh for field in shape.fields]
        assert len(set(headings)) == len(headings), shape.name


def test_keys_inside_a_cell():
    steps, kinds = Nested("Steps"), MapOf(Choice(KINDS), Text())
    assert key_of(steps, "目标值") == key_of(steps, "target") == "target"
    assert key_of(steps, "目标") is None
    assert key_of(kinds, "增速") == "growth"
    assert heading_of(steps, "target") == "目标值"
    assert heading_of(kinds, "growth") == "增速"
    assert kind_of(steps, "nothing") is None
    assert "目标值" in known_names(steps).words
    assert "增速" in known_names(kinds).words
