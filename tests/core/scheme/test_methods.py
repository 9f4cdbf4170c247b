import pytest

from sikao.core.scheme.methods import METHOD_KIND, METHODS, Efficacy, RankInterval, method_kind
from sikao.core.scheme.shape import shape_named
from sikao.core.scheme.values import share

# docs/algorithms/scheme-language.md, section 6, "Methods".
NAMES = {
    "attainment": "目标完成率法",
    "all_or_nothing": "目标完成计分法",
    "steps": "逐点加减分法",
    "efficacy": "功效系数法",
    "tiers": "多档功效系数法",
    "relative_best": "按实绩赋分",
    "rank_step": "位次递减法",
    "rank_interval": "位次区间法",
    "rank_ladder": "名次阶梯法",
    "bands": "分档计分法",
    "tally": "逐项加扣分法",
}


def test_the_methods_are_those_of_the_language():
    assert {kind: shape_named(made.__name__).title.zh for kind, made in METHODS.items()} == NAMES


def test_kinds_and_records_stand_for_each_other():
    assert set(METHOD_KIND.records) == set(METHODS)
    assert method_kind(RankInterval()) == "rank_interval"


def test_every_method_can_be_capped_and_has_a_formula_in_words():
    for made in METHODS.values():
        shape = shape_named(made.__name__)
        assert [field.key for field in shape.fields][-2:] == ["cap", "floor"]
        assert shape.doc.zh
        assert shape.doc.en


@pytest.mark.parametrize(
    ("method", "key", "value"), [(Efficacy(), "base", "0.6"), (RankInterval(), "last", "0.6")]
)
def test_defaults_are_those_of_the_language(method, key, value):
    assert getattr(method, key) == share(value)
