"""A group of three units whose numbers can be followed in one's head."""

from decimal import Decimal

from sikao.core.wording import Term
from sikao.office.bulletins.content.measures import Measure
from sikao.office.bulletins.content.standing import ALL, Disclosed, Row, Scored, Standing, UnitStanding


def scored(points: str, rate: str, place: int | None, before: int | None = None, **more) -> Scored:
    return Scored(Decimal(points), Decimal(rate), place, before, **more)


def three(disclosed: Disclosed = ALL, *, grades: bool = True) -> Standing:
    """东区 rose from third to first, 西市 fell from first to third, 中区 kept its second place."""
    percent = Term("%", "%")
    grade = {"east": "优秀", "middle": "良好", "west": "良好"} if grades else {}
    totals = {
        "east": scored("90", "0.9", 1, 3),
        "middle": scored("80.5", "0.805", 2, 2),
        "west": scored("70", "0.7", 3, 1),
    }
    names = {"east": "东区", "middle": "中区", "west": "西市"}
    invested = {
        "east": scored("36", "0.9", 1, 1, measure=Measure(Decimal("7.805"), percent)),
        "middle": scored("32", "0.8", 2, 2, measure=Measure(Decimal("-5.2"), percent), doubted=True),
        "west": Scored(absent="不适用"),
    }
    traded = {
        "east": scored("60", "1", 1),
        "middle": scored("30", "0.5", 3),
        "west": scored("36", "0.6", 2),
    }
    return Standing(
        group="districts",
        name="区市",
        table="main",
        table_name="主表",
        checkpoint="半年",
        earlier="一季度",
        full=Decimal(100),
        units=tuple(
            UnitStanding(code, names[code], totals[code], grade.get(code, ""), True) for code in names
        ),
        rows=(
            Row("growth", "发展", True, False, Decimal(100), totals),
            Row("fai", "固定资产投资增速", False, True, Decimal(40), invested),
            Row("trade", "进出口", False, True, Decimal(60), traded),
            Row("bonus", "加分", False, False, Decimal(5), dict.fromkeys(names, scored("0", "0", 1))),
        ),
        grades=("优秀", "良好", "合格"),
        disclosed=disclosed,
        complete=True,
    )
