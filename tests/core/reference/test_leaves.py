"""What the absence of a figure does to a leaf."""

import pytest

from tests.core.reference.making import (
    book_of,
    figure,
    found,
    judged,
    leaf,
)


class TestAbsence:
    def one(self, effect, value="missing", **own):
        """Two leaves of 60 and 40 points; the second is absent for ``a`` and has 10 and 21 for others."""
        nodes = [judged("sure", "60"), judged("late", "40", absence={value: effect}, **own)]
        values = {
            "sure": {"a": "50", "b": "50", "c": "50"},
            "late": {"a": value, "b": "10", "c": "21"},
        }
        return book_of(nodes, values, ["a", "b", "c"])

    @pytest.mark.parametrize(
        ("effect", "late", "total", "full"),
        [
            (["zero"], "0", "50", "100"),
            (["full"], "40", "90", "100"),
            (["share", "0.6"], "24", "74", "100"),
            (["group_mean"], "15.5", "65.5", "100"),
            (["exclude"], None, "50", "60"),
            (["hold"], None, "50", "60"),
            (["refuse"], None, "50", "60"),
            (["redistribute", "table"], None, "83.33", "100"),  # 50 x 100/60
        ],
    )
    def test_effects(self, effect, late, total, full):
        book = self.one(effect)
        assert found(book, "a", "late")["points"] == late
        row = found(book, "a", "total")
        assert (row["points"], row["full_points"]) == (total, full)

    def test_what_an_effect_leaves_behind(self):
        assert found(self.one(["zero"]), "a", "late")["parts"] == {"checkpoint:year": "0"}
        held, refused = self.one(["hold"]), self.one(["refuse"])
        assert found(held, "a", "total")["flags"] == ["missing", "pending"]
        assert held["complete"] is True
        assert found(refused, "a", "total")["flags"] == ["missing", "refused"]
        assert refused["complete"] is False
        assert found(refused, "b", "total")["flags"] == []

    def test_a_group_mean_of_nobody_is_refused(self):
        nodes = [judged("late", "40", absence={"missing": ["group_mean"]})]
        book = book_of(nodes, {}, ["a", "b"])
        assert found(book, "a", "late")["flags"] == ["missing", "refused"]

    def test_zero_is_a_value(self):
        nodes = [judged("one", "40", absence={"missing": ["full"]})]
        assert found(book_of(nodes, {"one": {"a": "0"}}, ["a"]), "a", "one")["points"] == "0"

    def test_absence_takes_a_share_of_a_deduction(self):
        nodes = [judged("sure", "60")]
        for effect, points in ((["zero"], "0"), (["share", "0.5"], "-10"), (["full"], "-20")):
            minus = leaf(
                "minus",
                "20",
                role="deduction",
                measure=figure("minus"),
                absence={"missing": effect},
                target="1",
            )
            book = book_of([*nodes, minus], {"sure": {"a": "50"}}, ["a"])
            assert found(book, "a", "minus")["points"] == points
