"""Code ids, and names that only look like a known name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sikao.core.figures.codes import (
    check_code,
    check_distinct_names,
    check_indicator,
    check_name,
    is_code,
    skeleton,
    split_indicator,
    unusual_character,
    with_known_codes,
)

KNOWN = (
    "市南区",
    "市北区",
    "李沧区",
    "崂山区",
    "黄岛区",
    "城阳区",
    "即墨区",
    "胶州市",
    "平度市",
    "莱西市",
    "财政局（国资委）",
)

# One replacement each: (character of a known name, what it is confused with).
SWAPS = [
    ("市", "巿"), ("区", "區"), ("黄", "⻩"), ("黄", "黃"), ("岛", "島"), ("即", "卽"), ("胶", "膠"),
    ("阳", "陽"),
    ("莱", "萊"), ("崂", "嶗"), ("李", "季"), ("城", "诚"), ("平", "乎"), ("西", "⻄"), ("国", "國"),
    ("北", "\uf963"), ("南", "\U0002f824"),
]  # fmt: skip
HIDDEN = [
    "\u200b",
    "\u200c",
    "\u200d",
    "\u2060",
    "\ufeff",
    "\u202e",
    "\u202d",
    "\u2066",
    "\u00ad",
    "\ufe00",
    "\u00a0",
    "\u3000",
    "\u3164",
    "\u2800",
    "\u1160",
]


def confusable_pairs() -> list[tuple[str, str]]:
    """Known names spoilt in one place: a look-alike character, an unseen character, a space at either end."""
    pairs = [(name, name.replace(true, false)) for name in KNOWN for true, false in SWAPS if true in name]
    pairs += [(name, name[:1] + hidden + name[1:]) for name in KNOWN for hidden in HIDDEN]
    pairs += [(name, name + " ") for name in KNOWN] + [(name, " " + name) for name in KNOWN]
    return pairs


def test_there_are_enough_pairs() -> None:
    pairs = confusable_pairs()
    assert len(set(pairs)) == len(pairs) >= 100


@pytest.mark.parametrize(("name", "twin"), confusable_pairs())
def test_a_confusable_name_is_refused(name: str, twin: str) -> None:
    assert twin != name
    assert check_name(name, KNOWN) == ()
    (finding,) = check_name(twin, KNOWN)
    assert finding.code in {"name.look_alike", "name.unusual_character"}
    assert [finding.code for finding in check_code(twin)] == ["code.name_instead"]


def test_a_look_alike_names_its_twin() -> None:
    (finding,) = check_name("巿北區", KNOWN)
    assert (finding.code, finding.details["known"]) == ("name.look_alike", "市北区")


def test_a_name_nobody_knows() -> None:
    assert [finding.code for finding in check_name("历下区", KNOWN)] == ["name.unknown"]


def test_known_names_are_distinct_and_usual() -> None:
    assert check_distinct_names(KNOWN) == ()


@pytest.mark.parametrize("name", ["Е\u0430st", "\u0410", "\u039f", "S\u03bfuth"])
def test_letters_that_pass_for_latin_ones_are_unusual(name: str) -> None:
    assert unusual_character(name) is not None


@pytest.mark.parametrize("name", ["East county", "PM2.5（µg/m³）", "β系数", "Ⅲ类水质", "Lüshun", "㎡"])
def test_letters_of_latin_names_and_units_of_measure_are_usual(name: str) -> None:
    assert unusual_character(name) is None


def test_a_list_with_twins_is_refused() -> None:
    codes = [
        finding.code
        for finding in check_distinct_names(["市南区", "巿南区", "市\u200b北区", "李沧区", "李沧区"])
    ]
    assert codes == ["name.look_alike", "name.unusual_character"]


@pytest.mark.parametrize("text", ["gdp", "a", "x_1", "a" * 40, "q1"])
def test_codes(text: str) -> None:
    assert is_code(text)
    assert check_code(text) == ()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "code.blank"),
        ("Gdp", "code.malformed"),
        ("1gdp", "code.malformed"),
        ("a" * 41, "code.malformed"),
        ("gdp ", "code.malformed"),
        ("gdp\n", "code.malformed"),
        ("_gdp", "code.malformed"),
        ("g-dp", "code.malformed"),
        ("gdр", "code.name_instead"),
        ("ｇdp", "code.name_instead"),
        ("gdp\u200b", "code.name_instead"),
    ],
)
def test_what_is_not_a_code(text: str, code: str) -> None:
    assert [finding.code for finding in check_code(text)] == [code]


def test_indicators() -> None:
    assert split_indicator("trade") == ("trade", None)
    assert split_indicator("trade/export") == ("trade", "export")
    for text in ("", "trade/", "/export", "a/b/c", "trade/Export"):
        assert split_indicator(text) is None
    assert [finding.code for finding in check_indicator("a/b/c")] == ["code.malformed_indicator"]


@given(st.text())
def test_a_code_is_ascii_and_short(text: str) -> None:
    if is_code(text):
        assert text.isascii() and len(text) <= 40


def test_a_text_that_is_no_code_is_answered_with_the_code_it_means() -> None:
    known = {skeleton("张店区"): ("zhangdian",)}
    (told,) = with_known_codes(check_code("张店区"), known)
    assert (told.code, told.remedy("zh")) == ("code.meant", "这里写代码，不写名称，请改为：zhangdian。")
    assert with_known_codes(check_code("淄川区"), known) == check_code("淄川区")
