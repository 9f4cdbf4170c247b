"""Values in words."""

from decimal import Decimal

import pytest

from sikao.core.figures.absence import Absence
from sikao.core.scheme.expressions import parse_expression
from sikao.core.scheme.methods import METHOD_KIND, Band, Bands, RankLadder, Steps
from sikao.core.scheme.model import Amount, Effect, Override, Selector, Veto
from sikao.core.scheme.saying import Saying
from sikao.core.scheme.shape import Consequence, Formula, Nested, Number, Ref, Truth, Word, Worth, shape_named
from sikao.core.scheme.values import points, share


@pytest.fixture
def zh(sample):
    return Saying(sample, "zh")


@pytest.fixture
def en(sample):
    return Saying(sample, "en")


@pytest.mark.parametrize(
    ("kind", "value", "words"),
    [
        (Truth(), False, "否"),
        (Worth(), share("0.8"), "分值的80%"),
        (Worth(), points("-2"), "−2分"),
        (Worth(), Amount(expression=parse_expression("2 * $size")), "2 × 参数“size”"),
        (Consequence(), Effect("share", share=Decimal("0.6")), "按比例计分（60%）"),
        (Number(percent=True), Decimal("0.3"), "30%"),
        (Number(absent=True), Absence.NOT_APPLICABLE, "不适用"),
        (Number(), Decimal("-11.5"), "−11.5"),
        (Formula(condition=True), parse_expression("accidents > 3", condition=True), "较大事故起数 > 3"),
        (Ref(("unit", "group")), "counties", "县区"),
        (Ref(("unit", "all")), "all", "全部单位"),
        (Ref(("provider", "self")), "self", "本单位"),
        (Ref(("group",)), "gone", "gone"),
        (Nested("Selector"), Selector(), "全方案"),
        (Word(), None, "—"),
    ],
)
def test_every_kind_of_value_has_words(zh, kind, value, words):
    assert zh.value(kind, value) == words


def test_methods_tell_their_parameters_by_heading(zh, en):
    steps = Steps(target=parse_expression("3"), base=share("0.8"), up=points("1"))
    assert zh.value(METHOD_KIND, steps) == "逐点加减分法：目标值 3；基础分 分值的80%；每步加分 1分"
    assert en.method(steps) == "Steps per point: Target 3; Base 80% of the points; Up 1 point"
    bands = Bands(bands=(Band(at_least=parse_expression("90"), score=points("3")),), otherwise=points("1"))
    assert zh.method(bands) == "分档计分法：分档（不低于 90，得分 3分）；未入档得分 1分"
    ladder = RankLadder(ladder=(points("6"), points("5")))
    assert zh.method(ladder) == "名次阶梯法：名次得分 6分、5分"


def test_a_code_that_is_a_plain_word_is_named_where_its_field_is_known(zh):
    assert zh.value(Word(), "excellent", ("Veto", "grade")) == "优秀"
    assert zh.value(Word(), "excellent") == "excellent"
    assert zh.value(Word(), "level2", ("Scorecard", "levels")) == "二级指标"


def test_a_record_is_its_headings_and_its_name_stands_first(zh, sample):
    assert zh.record(Override(weight=Decimal("0.6"))) == "权重 60%"
    unit = sample.units["west"]
    assert zh.record(unit) == "西县（所属组 县区）"
    assert zh.record(unit, titled=True) == "所属组 县区"


def test_a_truth_that_holds_is_its_heading_alone(zh):
    field = shape_named("Node").field("prorate")
    assert zh.headed(field, True, "Node") == "按序时进度"


def test_parts_stand_behind_their_indicator(zh, sample):
    names = zh.node_names(next(iter(sample.scorecards.values())))
    assert names["ballot"] == "满意度·纸质票"


def test_a_veto_names_its_grade(zh):
    veto = Veto(
        code="v",
        name="事故",
        groups=("counties",),
        when=parse_expression("accidents > 0", condition=True),
        effect="set_grade",
        grade="excellent",
    )
    assert "定为等次 优秀" in zh.record(veto)
