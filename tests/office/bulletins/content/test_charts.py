"""Pictures are to scale, lie within their plane, and print in black."""

from dataclasses import replace
from decimal import Decimal

import pytest

from sikao.office.bulletins.content.charts import NAME, WIDTH, bars, heat, shade_of, slopes
from sikao.office.bulletins.content.standing import Disclosed
from sikao.office.bulletins.pictures import Box, Dash, Dot, Shade, Stroke, Word
from tests.office.bulletins.content.hiding import without
from tests.office.bulletins.making import three

PLACES = [
    ("一季度", {"east": 3, "middle": 2, "west": 1}),
    ("半年", {"east": 1, "middle": 2, "west": 3}),
]


def of(picture, kind):
    return [mark for mark in picture.marks if isinstance(mark, kind)]


def words(picture):
    return [mark.text for mark in of(picture, Word)]


def test_bars_are_as_long_as_their_points():
    found = of(bars(three(), "zh"), Box)
    # Full points are as long as the room beside the names and numbers: 154 − 34 − 18 = 102 mm.
    assert [box.width for box in found] == [Decimal("91.80"), Decimal("82.11"), Decimal("71.40")]
    assert {box.x for box in found} == {NAME}
    # 80.1666… is the mean: only who reaches it is dark.
    assert [box.shade for box in found] == [Shade.MID, Shade.MID, Shade.LIGHT]
    assert [text for text in words(bars(three(), "zh")) if "." in text] == [
        *("90.00", "80.50", "70.00", "平均 80.17")
    ]


def test_the_line_of_the_mean_stands_where_it_belongs():
    dashed = [line for line in of(bars(three(), "zh"), Stroke) if line.dash is Dash.DASHED]
    assert [line.x1 for line in dashed] == [Decimal("115.77")]  # 34 + 102 × 0.801666…


def test_slopes_tell_rising_from_falling_without_colour():
    picture = slopes(PLACES, three(), "zh")
    lines = [line for line in of(picture, Stroke) if line.dash is not Dash.DOTTED]
    assert [(line.weight, line.dash) for line in lines] == [
        (Decimal("2.2"), Dash.SOLID),
        (Decimal("0.8"), Dash.SOLID),
        (Decimal("0.8"), Dash.DASHED),
    ]
    assert [dot.filled for dot in of(picture, Dot)] == [True, True, True, True, False, False]
    assert {"东区 3", "1 东区", "西市 1", "3 西市"} <= set(words(picture))


def test_one_checkpoint_has_no_slopes():
    assert slopes(PLACES[1:], three(), "zh") is None


@pytest.mark.parametrize(
    ("rate", "shade"),
    [
        *(("1", "none"), ("0.95", "none"), ("0.9499", "light"), ("0.85", "light"), ("0.70", "hatch")),
        *(("0.6999", "mid"), ("0.5", "mid"), ("0.49", "dark"), ("0", "dark"), ("-3", "dark")),
    ],
)
def test_lower_rates_are_darker(rate, shade):
    assert shade_of(Decimal(rate)) == Shade(shade)


def test_the_map_says_its_numbers():
    said = words(heat(three(), "zh"))
    assert [text for text in said if text.isdigit()] == ["90", "80", "100", "50", "60"]
    assert said.count("—") == 1  # 西市 in 固定资产投资增速
    assert "加分" not in said


def test_nothing_is_drawn_of_what_may_not_be_told():
    grades, places = without(three(), Disclosed.GRADES), without(three(), Disclosed.RANKS)
    assert [bars(grades, "zh"), heat(grades, "zh"), bars(places, "zh"), heat(places, "zh")] == [None] * 4


@pytest.mark.parametrize("picture", [bars(three(), "zh"), heat(three(), "zh"), slopes(PLACES, three(), "en")])
def test_marks_lie_within_the_plane(picture):
    assert picture.width == WIDTH
    for box in of(picture, Box):
        assert min(box.x, box.y) >= 0
        assert box.x + box.width <= picture.width + Decimal("0.01")
        assert box.y + box.height <= picture.height
    for mark in [*of(picture, Word), *of(picture, Dot)]:
        assert 0 <= mark.x <= picture.width and 0 <= mark.y <= picture.height


def test_pictures_of_many_units_fit_on_a_page_or_are_not_drawn():
    many = three()
    crowd = replace(many, units=many.units * 20)
    assert bars(crowd, "zh").height <= 200
    assert bars(replace(many, units=many.units * 21), "zh") is None
    assert heat(replace(many, units=many.units * 9), "zh") is None
    far = [(name, {**places, "east": 61}) for name, places in PLACES]
    assert slopes(far, many, "zh") is None


def test_long_chinese_names_stand_upright_over_narrow_columns():
    standing = three()
    long = replace(
        standing, units=tuple(replace(unit, name="甲乙丙丁戊己庚辛") for unit in standing.units) * 8
    )
    found = of(heat(long, "zh"), Word)
    heads = [mark for mark in found if mark.text == "甲"]
    assert len(heads) == 24
    column = sorted((mark for mark in found if mark.x == heads[0].x), key=lambda mark: mark.y)
    assert "".join(mark.text for mark in column)[:8] == "甲乙丙丁戊己庚辛"
