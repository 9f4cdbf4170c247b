from sikao.core.scheme.model import Item, Member, Register
from sikao.core.scheme.shape import Table


def test_the_main_kind_is_the_only_one_or_the_level():
    def item(*kinds):
        units = Table(dict.fromkeys(kinds, "%"))
        return Item(code="x", name="x", kinds=units, provider="self", frequency="year")

    assert item("growth").main_kind == "growth"
    assert item("level", "growth").main_kind == "level"
    assert item("growth", "rank").main_kind == "level"


def test_members_are_the_units_own_and_those_common_to_all():
    own, common = Member(code="a", name="甲"), Member(code="b", name="乙")
    register = Register(
        code="r", name="册", entries=Table({"all": Table({"b": common}), "east": Table({"a": own})})
    )
    assert list(register.members_of("east")) == ["a", "b"]
    assert list(register.members_of("west")) == ["b"]
