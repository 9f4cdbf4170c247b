"""Parts as decimals that sum to the points."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from sikao.core.reference.shown import shown_parts


def test_the_last_part_takes_what_is_missing():
    parts = {"one": Fraction(1, 3), "two": Fraction(1, 2)}
    assert shown_parts(parts, Fraction("0.83")) == {
        "one": "0.333333333333",
        "two": "0.5",
        "rounding": "-0.003333333333",
    }
    assert shown_parts({"one": Fraction(1, 2)}, Fraction(1, 2)) == {"one": "0.5"}
    assert shown_parts({"one": Fraction(1, 2)}, None) == {}


@given(
    st.dictionaries(st.text(min_size=1).filter(lambda name: name != "rounding"), st.fractions()),
    st.decimals(-99, 99, places=2),
)
def test_texts_sum_exactly(parts, points):
    texts = shown_parts(parts, Fraction(points))
    assert sum(map(Fraction, texts.values()), Fraction(0)) == Fraction(points)
