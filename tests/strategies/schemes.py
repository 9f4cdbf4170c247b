"""Random compiled schemes: every method, expression, effect of absence and combination, in small tables."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import strategies as st

from tests.strategies.choices import Choices
from tests.strategies.methods import KINDS, REFERENCE, Vocabulary, expression, measure, method_of
from tests.strategies.outcomes import (
    random_awards,
    random_grades,
    random_item_awards,
    random_promotions,
    random_vetoes,
)

__all__ = ["KINDS", "REFERENCE", "compiled_schemes"]

YEAR = 2020
MOMENTS = (("q1", 3), ("h1", 6), ("q3", 9), ("year", 12))
EFFECTS = (
    ["zero"],
    ["full"],
    ["share", "0.6"],
    ["group_mean"],
    ["redistribute", "parent"],
    ["redistribute", "block"],
    ["redistribute", "table"],
    ["exclude"],
    ["hold"],
    ["refuse"],
)
ABSENCES = ("missing", "not_applicable", "not_yet_due", "withheld", "undefined")


@st.composite
def compiled_schemes(draw: st.DrawFn) -> dict:
    """A compiled scheme of one or two tables."""
    c = Choices(draw)
    moments = c.some(MOMENTS, 1)
    checkpoints = [{"code": code, "through": through, "ranked": c.sometimes(2)} for code, through in moments]
    checkpoints[-1]["ranked"] = True
    sizes = c.several(1, 2, lambda: c.whole(1, 5))
    groups = [[f"u{table}{place}" for place in range(size)] for table, size in enumerate(sizes)]
    units = [unit for group in groups for unit in group]
    items = _items(c, units)
    ranked = {unit: c.whole(0, 5) > 0 for unit in units}
    tables = _tables(c, groups, ranked, items, checkpoints)
    conditions = Vocabulary(items, units, [])
    grades = {table["group"]: random_grades(c) for table in tables}
    return {
        "format": "sikao-compiled/1",
        "scheme": "random",
        "digest": "0" * 64,
        "year": YEAR,
        "rounding": _rounding(c),
        "ranking": {
            "by": c.one("rounded", "exact"),
            "ties": c.one("competition", "dense"),
            "tie_break": c.one([], [tables[0]["nodes"][0]["code"]]),
        },
        "checkpoints": checkpoints,
        "items": items,
        "units": [
            {"code": unit, "name": unit, "group": f"g{number}", "ranked": ranked[unit]}
            for number, group in enumerate(groups)
            for unit in group
        ],
        "tables": tables,
        "grades": grades,
        "vetoes": random_vetoes(c, conditions),
        "promotions": random_promotions(c, conditions, grades),
        "awards": random_awards(c, conditions),
        "item_awards": random_item_awards(c, tables),
    }


def _tables(
    c: Choices, groups: list[list[str]], ranked: dict[str, bool], items: dict, checkpoints: list[dict]
) -> list[dict]:
    """One table a group; two tables may share a scorecard, and then compare all their units."""
    shared = len(groups) == 2 and c.sometimes(2)
    units = [unit for group in groups for unit in group]
    tables = []
    for number, group in enumerate(groups):
        others = [unit for unit in units if ranked[unit]] if shared else [u for u in group if ranked[u]]
        code = "card" if shared else f"card{number}"
        nodes = _nodes(c, group, others, items, [one["code"] for one in checkpoints])
        if shared and number:
            nodes = _for_units(tables[0]["nodes"], group)
        tables.append(
            {
                "scorecard": code,
                "group": f"g{number}",
                "units": group,
                "full_points": "100",
                "nodes": nodes,
                "checkpoint_table": _checkpoint_table(c, nodes, checkpoints),
            }
        )
    return tables


def _rounding(c: Choices) -> dict:
    places = (2, 0, 1, 2, 3)
    return {
        "rule": c.one("half_up", "half_even"),
        "checkpoint": c.of(places),
        "score": c.of(places),
        "total": c.of(places),
    }


def _items(c: Choices, units: list[str]) -> dict:
    items = {}
    for number in range(c.whole(1, 3)):
        items[f"i{number}"] = _item(c, None, None)
    if c.sometimes(2):
        members = {unit: [f"m{place}" for place in range(c.whole(0, 3))] for unit in (*units, REFERENCE)}
        shares = None
        if c.sometimes(2):
            shares = {unit: dict.fromkeys(of[:1], "0.3") for unit, of in members.items()}
        items["listed"] = _item(c, members, shares)
        if c.sometimes(2):
            items["listed2"] = _item(c, members, shares)
    return items


def _item(c: Choices, members: dict | None, shares: dict | None) -> dict:
    return {
        "frequency": c.one("month", "quarter", "half_year", "year"),
        "cover": c.one("cumulative", "single", "point"),
        "lag": c.one(0, 0, 1),
        "merged_january": c.sometimes(2),
        "revision": c.one("prospective", "retroactive"),
        "members": members,
        "shares": shares,
        "range": {},
    }


def _nodes(c: Choices, units: list[str], among: list[str], items: dict, checkpoints: list[str]) -> list[dict]:
    nodes: list[dict] = []
    for number in range(c.whole(1, 3)):
        role = c.one("main", "main", "main", "bonus", "deduction") if number else "main"
        if c.whole(0, 3) == 0:
            nodes.append(_leaf(c, f"n{number}", None, 1, role, units, among, items, checkpoints))
        else:
            nodes.extend(_branch(c, f"n{number}", None, 1, role, units, among, items, checkpoints))
    leaves = [node for node in nodes if "combine" not in node]
    for place, leaf in enumerate(leaves[:-1]):
        goals = [later["code"] for later in leaves[place + 1 :] if len(_units_of(later)) == len(units)]
        if goals and c.whole(0, 3) == 0:
            goal = c.of(goals)
            for variant in leaf["variants"]:
                kinds = c.some(ABSENCES, 1)
                variant["absence"] = {
                    **variant["absence"],
                    **{kind: ["transfer", goal] for kind in kinds},
                }
    return nodes


def _units_of(node: dict) -> list[str]:
    return [unit for variant in node["variants"] for unit in variant["units"]]


def _branch(
    c: Choices,
    code: str,
    parent: str | None,
    depth: int,
    role: str,
    units: list[str],
    among: list[str],
    items: dict,
    checkpoints: list[str],
) -> list[dict]:
    combine = c.one("sum", "sum", "weighted", "geometric", "harmonic")
    children: list[dict] = []
    for number in range(c.whole(1, 3)):
        name = f"{code}_{number}"
        if depth < 2 and combine == "sum" and c.whole(0, 3) == 0:
            children.extend(_branch(c, name, code, depth + 1, role, units, among, items, checkpoints))
        else:
            children.append(_leaf(c, name, code, depth + 1, role, units, among, items, checkpoints))
    if combine != "sum":
        _give_weights(c, children)
    cap = c.one(None, "5", "12.5") if role != "main" else None
    mine = sorted({unit for child in children for unit in _units_of(child)})
    head = {
        "code": code,
        "parent": parent,
        "depth": depth,
        "role": role,
        "combine": combine,
        "weight": None,
        "cap": cap,
        "variants": [{"units": mine, "points": None}],
    }
    return [head, *children]


def _give_weights(c: Choices, children: list[dict]) -> None:
    weights = [c.whole(1, 5) for _ in children]
    for child, weight in zip(children, weights, strict=True):
        child["weight"] = str(weight)
        for variant in child["variants"]:
            variant["points"] = str(Fraction(40 * weight, sum(weights)))


def _leaf(
    c: Choices,
    code: str,
    parent: str | None,
    depth: int,
    role: str,
    units: list[str],
    among: list[str],
    items: dict,
    checkpoints: list[str],
) -> dict:
    parameters = _node_parameters(c, [*units, *among], checkpoints)
    vocabulary = Vocabulary(items, units, sorted(parameters))
    # Overrides leave the direction alone, but the compiled form has one a variant.
    direction = c.one("higher", "higher", "lower", "range")
    turned = c.one(direction, "higher", "lower")
    first = _variant(c, vocabulary, role, direction, among, checkpoints)
    variants = [{**first, "units": units}]
    if len(units) > 1 and c.whole(0, 2) == 0:
        cut = c.whole(1, len(units) - 1)
        other = c.one(
            None,
            {**first, "points": c.text(1, 60, 1)},
            _variant(c, vocabulary, role, turned, among, checkpoints),
        )
        variants = [{**first, "units": units[:cut]}]
        if other is not None:
            variants.append({**other, "units": units[cut:]})
    return {
        "code": code,
        "parent": parent,
        "depth": depth,
        "role": role,
        "weight": None,
        "prorate": c.sometimes(2),
        "parameters": parameters,
        "variants": variants,
    }


def _node_parameters(c: Choices, units: list[str], checkpoints: list[str]) -> dict:
    if c.sometimes(2):
        return {}
    by_unit = {}
    for unit in sorted(set(units)):
        fate = c.whole(0, 5)
        if fate == 0:
            continue
        if fate == 1:
            by_unit[unit] = {c.of(checkpoints): c.text(0, 20, 2)}
        elif fate == 2:
            by_unit[unit] = {c.of(["*", *checkpoints]): None}
        else:
            by_unit[unit] = {"*": c.text(0, 20, 2)}
    return {"target": by_unit}


def _variant(
    c: Choices, vocabulary: Vocabulary, role: str, direction: str, among: list[str], checkpoints: list[str]
) -> dict:
    method = method_of(c, vocabulary, direction, role)
    measured = measure(c, vocabulary)
    if method["kind"] == "tally" and direction != "range" and c.sometimes(2):
        measured = None
    return {
        "units": [],
        "points": c.text(1, 60, 1) if c.sometimes(2) else c.one("10", "80", "12.5"),
        "measure": measured,
        "beside": None,
        "direction": direction,
        "method": method,
        "coefficient": expression(c, vocabulary, 0) if c.sometimes(3) else None,
        "windows": _windows(c, checkpoints),
        "among": among,
        "absence": {kind: c.of(EFFECTS) for kind in ABSENCES},
        "places": {"checkpoint": c.whole(0, 3), "score": c.whole(0, 3)},
    }


def _windows(c: Choices, checkpoints: list[str]) -> list[dict]:
    chosen = c.some(tuple(checkpoints), 1)
    parts = [c.whole(1, 4) for _ in chosen]
    return [
        {"checkpoint": code, "share": [str(part), str(sum(parts))]}
        for code, part in zip(chosen, parts, strict=True)
    ]


def _checkpoint_table(c: Choices, nodes: list[dict], checkpoints: list[dict]) -> dict | None:
    leaves = tuple(node["code"] for node in nodes if "combine" not in node)
    if c.sometimes(2):
        return None
    chosen = [one["code"] for one in checkpoints if c.sometimes(2)]
    return {
        "code": "points_table",
        "convert_to": c.one("100", "50"),
        "nodes": {code: c.some(leaves, 1) for code in chosen},
    }


def _for_units(nodes: list[dict], units: list[str]) -> list[dict]:
    """The nodes of another table of the same scorecard: the first variant of each leaf, for other units.

    Parameters stay what they are: a unit has one value of each, whatever table looks at it.
    """
    return [{**node, "variants": [{**node["variants"][0], "units": units}]} for node in nodes]


def renew_leaf(c: Choices, leaf: dict, compiled: dict) -> None:
    """Give the variants of a leaf other methods, windows and effects, and sometimes fewer units."""
    units = [unit["code"] for unit in compiled["units"]]
    checkpoints = [checkpoint["code"] for checkpoint in compiled["checkpoints"]]
    vocabulary = Vocabulary(compiled["items"], units, sorted(leaf["parameters"]))
    for variant in leaf["variants"]:
        made = _variant(c, vocabulary, leaf["role"], variant["direction"], variant["among"], checkpoints)
        kept = variant["units"][:-1] if c.sometimes(3) else variant["units"]
        variant.update({**made, "units": kept, "points": variant["points"]})
