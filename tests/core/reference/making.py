"""Small compiled schemes and figures for the tests, written as the contract writes them."""

from fractions import Fraction
from typing import Any

from sikao.core.reference import calculate

YEAR = {"checkpoint": "year", "share": ["1", "1"]}
QUARTERLY = [
    {"checkpoint": "q1", "share": ["10", "100"]},
    {"checkpoint": "h1", "share": ["20", "100"]},
    {"checkpoint": "q3", "share": ["30", "100"]},
    {"checkpoint": "year", "share": ["40", "100"]},
]
PERIODS = {"q1": "2020-01..03", "h1": "2020-01..06", "q3": "2020-01..09", "year": "2020"}
REFUSE_ALL = {
    kind: ["refuse"] for kind in ("missing", "not_applicable", "not_yet_due", "withheld", "undefined")
}

_DEFAULTS: dict[str, dict[str, Any]] = {
    "attainment": {"target": ["param", "target"], "short": "100%", "inverse": "reciprocal"},
    "all_or_nothing": {"target": ["param", "target"], "met": "100%", "unmet": "0%"},
    "steps": {
        "target": ["param", "target"],
        "base": "100%",
        "up": "0",
        "down": "0",
        "per": ["num", "1"],
        "whole": False,
        "up_by": None,
    },
    "efficacy": {"base": "60%", "low": ["group"], "high": ["group"], "equal": "100%"},
    "tiers": {"below": "0%"},
    "relative_best": {"best": ["group"]},
    "rank_step": {"first": "100%", "ties": "best"},
    "rank_interval": {"first": "100%", "last": "60%", "ties": "best"},
    "rank_ladder": {"bottom": [], "rest": "0", "ties": "best"},
    "bands": {"otherwise": "0"},
    "tally": {"start": "100%", "choose": "sum", "over": None},
}
_EXPRESSIONS = {"target", "per", "low", "high", "best", "standards", "size", "at_least", "at_most", "count"}
_LISTS = {"bands", "entries", "standards", "coefficients", "ladder", "bottom"}
_WORDS = {"kind", "name", "ties", "choose", "inverse", "over"}


def number(text: str) -> list[Any]:
    return ["num", text]


def figure(item: str = "x", kind: str = "level", member: str | None = None, years: int = 0) -> list[Any]:
    return ["fig", item, member, kind, None, years]


def amount(text: Any) -> Any:
    """``80%`` is a share of the full points, ``2`` points; anything else is taken as it is."""
    if not isinstance(text, str):
        return text
    if text.endswith("%"):
        share = Fraction(text[:-1]) / 100
        return ["share", str(float(share)) if share.denominator > 1 else str(share)]
    return ["points", text]


def _written(key: str, value: Any) -> Any:
    if key in _WORDS or value is None or isinstance(value, bool):
        return value
    if isinstance(value, dict):
        return {name: _written(name, content) for name, content in value.items()}
    if isinstance(value, list) and key in _LISTS:
        return [_written(key, element) for element in value]
    if key in _EXPRESSIONS:
        return number(value) if isinstance(value, str) else value
    return amount(value)


def method(kind: str, role: str = "main", **parameters: Any) -> dict[str, Any]:
    """A compiled method with the defaults filled in; numbers and amounts may be given as plain text."""
    bounds = {"cap": "0", "floor": "-100%"} if role == "deduction" else {"cap": "100%", "floor": "0%"}
    if kind == "tally" and role != "main":
        bounds["start"] = "0"
    given = {"kind": kind, **_DEFAULTS[kind], **bounds, **parameters}
    return {key: _written(key, value) for key, value in given.items()}


def leaf(code: str = "leaf", points: str = "100", **own: Any) -> dict[str, Any]:
    """A compiled leaf; ``target`` is a value for all units, by unit, or by unit and checkpoint."""
    units = own.pop("units", None)
    parameters = dict(own.pop("parameters", {}))
    if "target" in own:
        parameters["target"] = own.pop("target")
    role = own.pop("role", "main")
    node = {
        "code": code,
        "parent": own.pop("parent", None),
        "depth": own.pop("depth", 1),
        "role": role,
        "weight": own.pop("weight", None),
        "prorate": own.pop("prorate", False),
        "parameters": parameters,
    }
    variant = {
        "units": units,
        "points": points,
        "measure": own.pop("measure", figure()),
        "beside": None,
        "direction": "higher",
        "method": method("attainment", role),
        "coefficient": None,
        "windows": [YEAR],
        "among": own.pop("among", units),
        "absence": {**REFUSE_ALL, **own.pop("absence", {})},
        "places": {"checkpoint": 2, "score": 2},
    }
    return {**node, "variants": [{**variant, **own}]}


def branch(code: str, **own: Any) -> dict[str, Any]:
    units = own.pop("units", None)
    points = own.pop("points", None)
    node = {"code": code, "parent": None, "depth": 1, "role": "main", "weight": None, "combine": "sum"}
    return {**node, "cap": None, **own, "variants": [{"units": units, "points": points}]}


def scheme(nodes: list[dict[str, Any]], units: list[str], **own: Any) -> dict[str, Any]:
    """A compiled scheme with one table; nodes without units apply to all, parameters may be one text."""
    unranked = own.pop("unranked", [])
    ranked = [unit for unit in units if unit not in unranked]
    for node in nodes:
        for variant in node["variants"]:
            variant["units"] = variant["units"] or list(units)
            if "among" in variant:
                variant["among"] = variant["among"] or ranked
        for name, values in node.get("parameters", {}).items():
            by_unit = dict.fromkeys(units, values) if isinstance(values, str) else values
            node["parameters"][name] = {
                unit: {"*": value} if isinstance(value, str) else value for unit, value in by_unit.items()
            }
    item = {"frequency": "month", "cover": "cumulative", "lag": 0, "members": None, "shares": None}
    table = {
        "scorecard": "card",
        "group": "districts",
        "units": list(units),
        "full_points": "100",
        "nodes": nodes,
        "checkpoint_table": own.pop("checkpoint_table", None),
    }
    return {
        "format": "sikao-compiled/1",
        "scheme": "example_2020",
        "digest": "0" * 64,
        "year": 2020,
        "rounding": {"rule": "half_up", "checkpoint": 2, "score": 2, "total": 2},
        "ranking": {"by": "rounded", "ties": "competition", "tie_break": []},
        "checkpoints": [
            {"code": "q1", "through": 3, "ranked": True},
            {"code": "h1", "through": 6, "ranked": True},
            {"code": "q3", "through": 9, "ranked": True},
            {"code": "year", "through": 12, "ranked": True},
        ],
        "items": {code: {**item, **special} for code, special in {"x": {}, **own.pop("items", {})}.items()},
        "units": [
            {"code": unit, "name": unit, "group": "districts", "ranked": unit in ranked} for unit in units
        ],
        "tables": [table],
        "grades": own.pop("grades", {}),
        "vetoes": own.pop("vetoes", []),
        "awards": own.pop("awards", []),
        **own,
    }


def row(
    unit: str, value: str | None, indicator: str = "x", period: str = "2020", **own: Any
) -> dict[str, Any]:
    """A canonical figure; a word such as ``not_applicable`` as value is an absence."""
    absent = value is not None and value[:1].isalpha()
    return {
        "unit": unit,
        "indicator": indicator,
        "kind": "level",
        "period": period,
        "value": None if absent else value,
        "absence": value if absent else None,
        "flags": [],
        "caliber": "",
        "source": "",
        "unit_of_measure": "",
        **own,
    }


def rows_of(values: dict[str, Any], indicator: str = "x", **own: Any) -> list[dict[str, Any]]:
    """Figures of one item by unit; by checkpoint where a mapping is given."""
    rows = []
    for unit, value in values.items():
        if isinstance(value, dict):
            rows += [row(unit, one, indicator, PERIODS[at], **own) for at, one in value.items()]
        else:
            rows.append(row(unit, value, indicator, **own))
    return rows


def found(book: dict[str, Any], unit: str, node: str = "leaf", at: str = "year", card: str = "card") -> Any:
    """The row of a unit and node."""
    wanted = (unit, node, at, card)
    matching = [
        row
        for row in book["rows"]
        if (row["unit"], row["node"], row["checkpoint"], row["scorecard"]) == wanted
    ]
    assert len(matching) == 1, wanted
    return matching[0]


def points_of(book: dict[str, Any], node: str = "leaf", at: str = "year") -> dict[str, str | None]:
    """Points by unit at one node."""
    return {
        row["unit"]: row["points"]
        for row in book["rows"]
        if (row["node"], row["checkpoint"], row["scorecard"]) == (node, at, "card")
    }


def scored(values: dict[str, Any], points: str = "100", **own: Any) -> dict[str, str | None]:
    """The year's points by unit for one leaf."""
    compiled = scheme([leaf(points=points, **own)], list(values))
    return points_of(calculate(compiled, rows_of(values)))


def reported(item: str = "x") -> dict:
    """Points as they are reported."""
    return method("bands", bands=[], otherwise=["expr", figure(item)])


def judged(code: str, points: str, **own) -> dict:
    """A leaf whose points are the figure of an item of its own name."""
    return leaf(code, points, measure=figure(code), method=reported(code), **own)


def book_of(nodes: list, values: dict, units: list, at: str | None = None, **own):
    items = {node["code"]: {} for node in nodes if "parameters" in node}
    rows = [one for code, by_unit in values.items() for one in rows_of(by_unit, code)]
    return calculate(scheme(nodes, units, items=items, **own), rows, at)


def turned() -> list[dict[str, Any]]:
    """One leaf, higher is better for a and b and lower for c and d; all four are compared."""
    node = leaf(method=method("rank_step", step="10"))
    (first,) = node["variants"]
    node["variants"] = [
        {**first, "units": ["a", "b"]},
        {**first, "units": ["c", "d"], "direction": "lower"},
    ]
    return [node]
