"""Scoring formulas as text: in general terms, and with their numbers put in.

Numbers arrive as exact texts; what has more than six decimals is shown to six with ``≈``. The sentences add
nothing to the calculation: every number in them was computed by a calculator.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Context, Decimal
from typing import Any

from sikao.core.wording.language import Language, Term

SHOWN_PLACES = 6
# The largest numbers have 24 digits before the point; the default of 28 would not hold six decimals more.
_ALL_DIGITS = Context(prec=60)


@dataclass(frozen=True, slots=True)
class Given:
    """What a method had in hand: full points ``w``, measure ``x``, place, its parameters as number texts."""

    w: str
    x: str
    higher: bool
    method: Mapping[str, Any]
    place: str = ""
    size: str = ""

    def number(self, name: str) -> str:
        """One parameter, ready to stand in a formula."""
        return operand(str(self.method[name]))


@dataclass(frozen=True, slots=True)
class Formula:
    """The general formula and the same with its numbers (without the result)."""

    general: Term
    filled: Term


def shown(number: str) -> str:
    """An exact number text for people: at most six decimals, no trailing zeros, ``≈`` when cut."""
    value = Decimal(number)
    short = value.quantize(Decimal(1).scaleb(-SHOWN_PLACES), context=_ALL_DIGITS)
    text = f"{short:f}".rstrip("0").rstrip(".")
    text = "0" if text == "-0" else text.replace("-", "−")
    return text if short == value else f"≈{text}"


def operand(number: str) -> str:
    """A number inside a formula: negative ones in brackets."""
    text = shown(number)
    return f"({text})" if text.lstrip("≈").startswith("−") else text


def formula(kind: str, given: Given) -> Formula:
    """The formula of a scoring method."""
    return _FORMULAS[kind](given)


def _both(text: str) -> Term:
    return Term(text, text)


def _ahead(given: Given, bound: str) -> str:
    return f"{operand(given.x)} − {bound}" if given.higher else f"{bound} − {operand(given.x)}"


def _attainment(given: Given) -> Formula:
    target, x, w = given.number("target"), operand(given.x), shown(given.w)
    beyond = Decimal(given.x) - Decimal(str(given.method["target"]))
    met = beyond >= 0 if given.higher else beyond <= 0
    if given.higher:
        rate, filled = ("实际 ÷ 目标", "actual ÷ target"), f"{x} ÷ {target}"
    elif given.method.get("inverse") == "mirror":
        rate, filled = ("(2 − 实际 ÷ 目标)", "(2 − actual ÷ target)"), f"(2 − {x} ÷ {target})"
    else:
        rate, filled = ("目标 ÷ 实际", "target ÷ actual"), f"{target} ÷ {x}"
    short = str(given.method.get("short") or given.w)
    if Decimal(short) == Decimal(given.w):
        general = Term(f"分值 × {rate[0]}", f"points × {rate[1]}")
        return Formula(general, _both(f"{w} × {filled}"))
    general = Term(
        f"达标得分值；未达标得折算分 × {rate[0]}", f"points when met; else reduced points × {rate[1]}"
    )
    if met:
        return Formula(
            general, Term(f"{x} 已达到目标 {target}，得分值", f"{x} meets the target {target}, full points")
        )
    return Formula(general, _both(f"{shown(short)} × {filled}"))


def _all_or_nothing(given: Given) -> Formula:
    target, x = given.number("target"), shown(given.x)
    sign = "≥" if given.higher else "≤"
    return Formula(
        Term(
            f"实际 {sign} 目标得达标分，否则得未达标分",
            f"the full award when actual {sign} target, else the other",
        ),
        Term(f"{x} 与目标 {target} 相比", f"{x} against the target {target}"),
    )


def _steps(given: Given) -> Formula:
    above = Decimal(given.x) > Decimal(str(given.method["target"]))
    good = above if given.higher else not above
    target, base = given.number("target"), given.number("base")
    per = "" if Decimal(str(given.method["per"])) == 1 else f" ÷ {given.number('per')}"
    general = Term(
        "达标分 + 加分率 × 超出目标，或达标分 − 扣分率 × 未达目标",
        "base + rate × beyond the target, or base − rate × short of it",
    )
    if Decimal(given.x) == Decimal(str(given.method["target"])):
        return Formula(general, _both(base))
    turned = given if good else Given(given.w, given.x, not given.higher, given.method)
    count = f"({_ahead(turned, target)}){per}"
    whole = count if per else _ahead(turned, target)
    steps = Term(f"取整({whole})", f"whole({whole})") if given.method.get("whole") else _both(count)
    rate = f"{base} + {_rate_above(given)}" if good else f"{base} − {given.number('down')}"
    return Formula(general, Term(f"{rate} × {steps.zh}", f"{rate} × {steps.en}"))


def _rate_above(given: Given) -> str:
    """The rate beyond the target: that of the first band which the size reaches, else the plain one."""
    by_size = given.method.get("up_by")
    if by_size is not None:
        size = Decimal(by_size["size"])
        for band in by_size["bands"]:
            if size >= Decimal(band["at_least"]):
                return operand(band["rate"])
    return given.number("up")


def _efficacy(given: Given) -> Formula:
    low, high, base, w = given.number("low"), given.number("high"), given.number("base"), shown(given.w)
    general = Term(
        "基础分 + (分值 − 基础分) × (实际 − 最差) ÷ (最优 − 最差)",
        "base + (points − base) × (actual − worst) ÷ (best − worst)",
    )
    if Decimal(str(given.method["low"])) == Decimal(str(given.method["high"])):
        return Formula(
            general, Term(f"各单位相同：{given.number('equal')}", f"all equal: {given.number('equal')}")
        )
    span = f"{high} − {low}" if given.higher else f"{low} − {high}"
    return Formula(general, _both(f"{base} + ({w} − {base}) × ({_ahead(given, low)}) ÷ ({span})"))


def tier_reached(x: str, standards: Sequence[Any], *, higher: bool) -> int | None:
    """The index of the best tier whose standard a measure reaches, best first; null below the last."""
    for tier, standard in enumerate(standards):
        beyond = Decimal(x) - Decimal(str(standard))
        if beyond >= 0 if higher else beyond <= 0:
            return tier
    return None


def _tiers(given: Given) -> Formula:
    standards, scores = given.method["standards"], given.method["coefficients"]
    general = Term(
        "本档基础分 + (实际 − 本档标准) ÷ (上档标准 − 本档标准) × (上档分 − 本档分)",
        "score of the tier reached + (actual − its standard) ÷ (next standard − its standard)"
        " × (next score − its score)",
    )
    reached = tier_reached(given.x, standards, higher=given.higher)
    if reached is None:
        return Formula(general, Term("未达末档", "below the last tier"))
    own, score = operand(str(standards[reached])), operand(str(scores[reached]))
    if reached == 0:
        return Formula(
            general, Term(f"{shown(given.x)} 已达首档 {own}", f"{shown(given.x)} reaches the best {own}")
        )
    better, more = operand(str(standards[reached - 1])), operand(str(scores[reached - 1]))
    span = f"{better} − {own}" if given.higher else f"{own} − {better}"
    return Formula(general, _both(f"{score} + ({_ahead(given, own)}) ÷ ({span}) × ({more} − {score})"))


def _relative_best(given: Given) -> Formula:
    best, x, w = given.number("best"), operand(given.x), shown(given.w)
    if given.higher:
        return Formula(Term("分值 × 实际 ÷ 最优", "points × actual ÷ best"), _both(f"{w} × {x} ÷ {best}"))
    return Formula(Term("分值 × 最优 ÷ 实际", "points × best ÷ actual"), _both(f"{w} × {best} ÷ {x}"))


def _rank_step(given: Given) -> Formula:
    return Formula(
        Term("首位分 − 级差 × (位次 − 1)", "first − step × (place − 1)"),
        _both(f"{given.number('first')} − {given.number('step')} × ({shown(given.place)} − 1)"),
    )


def _rank_interval(given: Given) -> Formula:
    first, last = given.number("first"), given.number("last")
    return Formula(
        Term(
            "首位分 − (首位分 − 末位分) × (位次 − 1) ÷ (单位数 − 1)",
            "first − (first − last) × (place − 1) ÷ (n − 1)",
        ),
        _both(f"{first} − ({first} − {last}) × ({shown(given.place)} − 1) ÷ ({given.size} − 1)"),
    )


def _rank_ladder(given: Given) -> Formula:
    place, size = shown(given.place), given.size
    return Formula(
        Term("按名次对应得分", "the score of the place"),
        Term(f"{size} 个单位中第 {place} 名", f"place {place} of {size}"),
    )


def _bands(given: Given) -> Formula:
    bounds = [
        (
            f"≥{shown(str(band['at_least']))}"
            if band.get("at_least") is not None
            else f"≤{shown(str(band['at_most']))}"
        )
        + f"→{shown(str(band['score']))}"
        for band in given.method["bands"]
    ]
    bands = ", ".join(bounds)
    return Formula(
        Term("按所达到的第一档得分", "the score of the first band reached"),
        Term(f"{shown(given.x)} 对照 {bands}", f"{shown(given.x)} against {bands}"),
    )


def counted_entries(members: Sequence[Sequence[Mapping[str, Any]]]) -> list[list[Mapping[str, Any]]]:
    """The entries of a tally that occurred, member by member; members without one are left out."""
    occurred = [[entry for entry in entries if Decimal(entry["count"]) != 0] for entries in members]
    return [entries for entries in occurred if entries]


def _tally(given: Given) -> Formula:
    counted = [[_entry(entry) for entry in entries] for entries in counted_entries(given.method["members"])]
    start = given.number("start")
    if given.method["choose"] == "highest":
        general = Term("起始分 + 分值最高的一项", "start + the highest entry")
        return Formula(general, _sum(start, [_highest(entries) for entries in counted]))
    general = Term("起始分 + 各项每次分值 × 次数", "start + Σ points each × number")
    return Formula(general, _sum(start, [term for entries in counted for term in entries]))


def _sum(start: str, terms: Sequence[Term]) -> Term:
    zh, en = (" + ".join([start, *(term.text(lang) for term in terms)]) for lang in ("zh", "en"))
    return Term(zh, en)


def _entry(entry: Mapping[str, Any]) -> Term:
    """Points each times number, bounded in size by the most that the entry may come to."""
    text = f"{operand(entry['each'])} × {shown(entry['count'])}"
    most = entry.get("most")
    if most is not None:
        bound = shown(str(abs(Decimal(most))))
        text = (
            f"min({text}, {bound})"
            if Decimal(entry["each"]) * Decimal(entry["count"]) > 0
            else f"max({text}, −{bound})"
        )
    return Term(f"{text}（{entry['name']}）", f"{text} ({entry['name']})")


def _highest(entries: Sequence[Term]) -> Term:
    if len(entries) == 1:
        return entries[0]
    zh, en = "；".join(entry.zh for entry in entries), "; ".join(entry.en for entry in entries)
    return Term(f"最高（{zh}）", f"highest({en})")


_FORMULAS: Mapping[str, Callable[[Given], Formula]] = {
    "attainment": _attainment,
    "all_or_nothing": _all_or_nothing,
    "steps": _steps,
    "efficacy": _efficacy,
    "tiers": _tiers,
    "relative_best": _relative_best,
    "rank_step": _rank_step,
    "rank_interval": _rank_interval,
    "rank_ladder": _rank_ladder,
    "bands": _bands,
    "tally": _tally,
}

PART_NAMES: Mapping[str, Term] = {
    "attained": Term("完成得分", "attained"),
    "met": Term("达标得分", "met or not"),
    "base": Term("基础分", "base"),
    "above": Term("超出目标加分", "beyond the target"),
    "below": Term("未达目标扣分", "short of the target"),
    "range": Term("区间得分", "within the range"),
    "tier": Term("本档基础分", "tier"),
    "adjustment": Term("调整分", "adjustment"),
    "place": Term("位次得分", "by place"),
    "band": Term("档次得分", "band"),
    "start": Term("起始分", "start"),
    "highest": Term("就高计分", "highest entry"),
    "coefficient": Term("系数影响", "coefficient"),
    "floor": Term("保底", "floor"),
    "cap": Term("封顶", "cap"),
    "absence": Term("缺数处理", "absence"),
    "rounding": Term("舍入", "rounding"),
    "combination": Term("合成差额", "combination"),
    "redistribution": Term("分值摊入", "redistribution"),
    "conversion": Term("折算", "conversion"),
}


def part_name(part: str, names: Mapping[str, str], lang: Language) -> str:
    """The name of a part on screen; ``names`` gives those of nodes and checkpoints by code."""
    head, _, code = part.partition(":")
    if code:
        return code if head == "entry" else names.get(code, code)
    return PART_NAMES[head].text(lang)
