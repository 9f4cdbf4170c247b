"""Random compiled schemes: every method, expression, effect of absence and way to combine, in small tables."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from hypothesis import strategies as st

from tests.strategies.figures import fraction_text, texts

YEAR = 2020
MOMENTS = (("q1", 3), ("h1", 6), ("q3", 9), ("year", 12))
KINDS = ("level", "growth")
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
REFERENCE = "city"


@dataclass(frozen=True)
class Vocabulary:
    """What expressions of one leaf may name."""

    items: dict
    units: list[str]
    parameters: list[str]

    @property
    def plain(self) -> list[str]:
        return [code for code, item in self.items.items() if item["members"] is None]

    @property
    def listed(self) -> list[str]:
        return [code for code, item in self.items.items() if item["members"] is not None]


@st.composite
def compiled_schemes(draw: st.DrawFn) -> dict:
    """A compiled scheme of one or two tables."""
    moments = _some(draw, MOMENTS, least=1)
    checkpoints = [{"code": code, "through": through, "ranked": draw(st.booleans())} for code, through in moments]
    checkpoints[-1]["ranked"] = True
    sizes = draw(st.lists(st.integers(1, 5), min_size=1, max_size=2))
    groups = [[f"u{table}{place}" for place in range(size)] for table, size in enumerate(sizes)]
    units = [unit for group in groups for unit in group]
    items = draw(_items(units))
    shared = len(groups) == 2 and draw(st.booleans())
    ranked = {unit: draw(st.integers(0, 5)) > 0 for unit in units}
    tables = []
    for number, group in enumerate(groups):
        others = [unit for unit in units if ranked[unit]] if shared else [u for u in group if ranked[u]]
        code = "card" if shared else f"card{number}"
        nodes = draw(_nodes(group, others, items, [one["code"] for one in checkpoints]))
        if shared and number:
            nodes = _for_units(tables[0]["nodes"], groups[0], group)
        tables.append(
            {
                "scorecard": code,
                "group": f"g{number}",
                "units": group,
                "full_points": "100",
                "nodes": nodes,
                "checkpoint_table": draw(_checkpoint_table(nodes, checkpoints)),
            }
        )
    conditions = Vocabulary(items, units, [])
    return {
        "format": "sikao-compiled/1",
        "scheme": "random",
        "digest": "0" * 64,
        "year": YEAR,
        "rounding": draw(_rounding()),
        "ranking": {
            "by": draw(st.sampled_from(("rounded", "exact"))),
            "ties": draw(st.sampled_from(("competition", "dense"))),
            "tie_break": draw(st.sampled_from(([], [tables[0]["nodes"][0]["code"]]))),
        },
        "checkpoints": checkpoints,
        "items": items,
        "units": [
            {"code": unit, "name": unit, "group": f"g{number}", "ranked": ranked[unit]}
            for number, group in enumerate(groups)
            for unit in group
        ],
        "tables": tables,
        "grades": {table["group"]: draw(_grades()) for table in tables},
        "vetoes": draw(_vetoes(conditions)),
        "awards": draw(_awards(conditions)),
    }


def _some(draw: st.DrawFn, options: tuple, least: int) -> list:
    chosen = draw(st.sets(st.sampled_from(range(len(options))), min_size=least))
    return [options[index] for index in sorted(chosen)]


@st.composite
def _rounding(draw: st.DrawFn) -> dict:
    places = st.sampled_from((0, 1, 2, 2, 3))
    return {
        "rule": draw(st.sampled_from(("half_up", "half_even"))),
        "checkpoint": draw(places),
        "score": draw(places),
        "total": draw(places),
    }


@st.composite
def _items(draw: st.DrawFn, units: list[str]) -> dict:
    items = {}
    for number in range(draw(st.integers(1, 3))):
        items[f"i{number}"] = draw(_item(None, None))
    if draw(st.booleans()):
        members = {unit: [f"m{place}" for place in range(draw(st.integers(0, 3)))] for unit in (*units, REFERENCE)}
        shares = None
        if draw(st.booleans()):
            shares = {unit: dict.fromkeys(of[:1], "0.3") for unit, of in members.items()}
        items["listed"] = draw(_item(members, shares))
        if draw(st.booleans()):
            items["listed2"] = draw(_item(members, shares))
    return items


@st.composite
def _item(draw: st.DrawFn, members: dict | None, shares: dict | None) -> dict:
    return {
        "frequency": draw(st.sampled_from(("month", "quarter", "half_year", "year"))),
        "cover": draw(st.sampled_from(("cumulative", "single", "point"))),
        "lag": draw(st.sampled_from((0, 0, 1))),
        "merged_january": draw(st.booleans()),
        "members": members,
        "shares": shares,
        "range": {},
    }


def _figure(vocabulary: Vocabulary) -> st.SearchStrategy[list]:
    if not vocabulary.plain:
        return st.just(["num", "3"])
    return st.builds(
        lambda item, kind, carrier, years: ["fig", item, None, kind, carrier, years],
        st.sampled_from(vocabulary.plain),
        st.sampled_from(KINDS),
        st.sampled_from((None, None, None, None, REFERENCE)),
        st.sampled_from((0, 0, 0, -1)),
    )


def _over_members(vocabulary: Vocabulary) -> st.SearchStrategy[list]:
    def tree(function: str, item: str, kind: str, cut: tuple[int, int]) -> list:
        figure = ["fig", item, "*", kind, None, 0]
        return [function, figure, *cut] if function == "trimmed_mean" else [function, figure]

    functions = ("sum", "mean", "count", "weighted_mean", "trimmed_mean")
    cuts = st.sampled_from(((0, 0), (1, 0), (1, 1)))
    return st.builds(
        tree, st.sampled_from(functions), st.sampled_from(vocabulary.listed), st.sampled_from(KINDS), cuts
    )


def expressions(vocabulary: Vocabulary, depth: int = 2) -> st.SearchStrategy[list]:
    """Expression trees over a vocabulary."""
    leaves = [_figure(vocabulary), _figure(vocabulary), st.builds(lambda text: ["num", text], texts(-5, 20, 2))]
    if vocabulary.parameters:
        leaves.append(st.sampled_from([["param", name] for name in vocabulary.parameters]))
    if vocabulary.listed:
        leaves.append(_over_members(vocabulary))
    if depth == 0:
        return st.one_of(leaves)
    below = expressions(vocabulary, depth - 1)
    two = st.sampled_from(("+", "-", "*", "/", "growth", "min", "max", "<", "<=", ">", ">=", "=", "!=", "and", "or"))
    one = st.sampled_from(("neg", "abs", "not", "group_min", "group_max", "group_mean", "group_sum"))
    return st.one_of(
        *leaves,
        st.builds(lambda name, a, b: [name, a, b], two, below, below),
        st.builds(lambda name, a: [name, a], one, below),
        st.builds(lambda a, b, c: ["if", a, b, c], below, below, below),
        st.builds(lambda a: ["clamp", a, ["num", "0"], ["num", "10"]], below),
        st.builds(lambda a: ["^", a, 2], below),
    )


def _measures(vocabulary: Vocabulary) -> st.SearchStrategy[list]:
    return st.one_of(_figure(vocabulary), _figure(vocabulary), expressions(vocabulary))


def _amounts(vocabulary: Vocabulary, lowest: int = 0) -> st.SearchStrategy[list]:
    return st.one_of(
        st.builds(lambda text: ["share", text], st.sampled_from(("0", "0.5", "0.6", "0.8", "1", "1.2"))),
        st.builds(lambda text: ["points", text], texts(lowest, 20, 2)),
        st.builds(lambda tree: ["expr", tree], expressions(vocabulary, 1)),
    )


def _plain_amounts(lowest: int = 0) -> st.SearchStrategy[list]:
    return st.one_of(
        st.builds(lambda text: ["share", text], st.sampled_from(("0", "0.1", "0.5", "0.6", "1"))),
        st.builds(lambda text: ["points", text], texts(lowest, 20, 2)),
    )


@st.composite
def _methods(draw: st.DrawFn, vocabulary: Vocabulary, direction: str, role: str) -> dict:
    kinds = ("attainment", "all_or_nothing", "steps") if direction == "range" else _PARAMETERS
    kind = draw(st.sampled_from(tuple(kinds)))
    method = {"kind": kind, **_PARAMETERS[kind](draw, vocabulary, direction)}
    if direction == "range":
        method["target"] = {"low": ["num", "2"], "high": draw(expressions(vocabulary, 0))}
    if role == "deduction":
        return {**method, "floor": ["share", "-1"], "cap": ["points", "0"]}
    floor = draw(st.sampled_from((["points", "0"], ["share", "0"], ["points", "-5"], ["share", "0.2"])))
    return {**method, "floor": floor, "cap": draw(st.sampled_from((["share", "1"], ["share", "1.2"], ["points", "7.5"])))}


def _target(draw: st.DrawFn, vocabulary: Vocabulary) -> list:
    return draw(st.one_of(st.builds(lambda text: ["num", text], texts(0, 20, 2)), expressions(vocabulary, 1)))


def _attainment(draw: st.DrawFn, vocabulary: Vocabulary, _direction: str) -> dict:
    short = draw(st.one_of(st.just(["share", "1"]), _amounts(vocabulary)))
    inverse = draw(st.sampled_from(("reciprocal", "mirror")))
    return {"target": _target(draw, vocabulary), "short": short, "inverse": inverse}


def _all_or_nothing(draw: st.DrawFn, vocabulary: Vocabulary, _direction: str) -> dict:
    amounts = _amounts(vocabulary)
    return {"target": _target(draw, vocabulary), "met": draw(amounts), "unmet": draw(amounts)}


def _steps(draw: st.DrawFn, vocabulary: Vocabulary, _direction: str) -> dict:
    amounts = _amounts(vocabulary)
    band = st.fixed_dictionaries({"at_least": expressions(vocabulary, 0), "rate": amounts})
    by_size = st.fixed_dictionaries(
        {"size": expressions(vocabulary, 0), "bands": st.lists(band, min_size=1, max_size=2)}
    )
    return {
        "target": _target(draw, vocabulary),
        "base": draw(amounts),
        "up": draw(amounts),
        "down": draw(amounts),
        "per": draw(st.one_of(st.just(["num", "1"]), st.just(["num", "0.3"]), expressions(vocabulary, 0))),
        "whole": draw(st.booleans()),
        "up_by": draw(st.one_of(st.none(), by_size)),
    }


def _efficacy(draw: st.DrawFn, vocabulary: Vocabulary, _direction: str) -> dict:
    bound = st.one_of(st.just(["group"]), expressions(vocabulary, 1))
    return {
        "base": draw(_amounts(vocabulary)),
        "low": draw(bound),
        "high": draw(bound),
        "equal": draw(_amounts(vocabulary)),
    }


def _tiers(draw: st.DrawFn, vocabulary: Vocabulary, direction: str) -> dict:
    number = draw(st.integers(1, 4))
    standards = sorted(draw(st.lists(st.integers(0, 40), min_size=number, max_size=number)))
    if direction == "higher":
        standards.reverse()
    return {
        "standards": [["num", str(standard)] for standard in standards],
        "coefficients": [draw(_amounts(vocabulary)) for _ in standards],
        "below": draw(_amounts(vocabulary)),
    }


def _relative_best(draw: st.DrawFn, vocabulary: Vocabulary, _direction: str) -> dict:
    return {"best": draw(st.one_of(st.just(["group"]), expressions(vocabulary, 1)))}


def _rank_step(draw: st.DrawFn, vocabulary: Vocabulary, _direction: str) -> dict:
    return {"first": draw(_amounts(vocabulary)), "step": draw(_plain_amounts()), "ties": draw(_TIES)}


def _rank_interval(draw: st.DrawFn, vocabulary: Vocabulary, _direction: str) -> dict:
    return {"first": draw(_amounts(vocabulary)), "last": draw(_plain_amounts()), "ties": draw(_TIES)}


def _rank_ladder(draw: st.DrawFn, vocabulary: Vocabulary, _direction: str) -> dict:
    return {
        "ladder": draw(st.lists(_amounts(vocabulary), min_size=1, max_size=3)),
        "bottom": draw(st.lists(_plain_amounts(-5), max_size=2)),
        "rest": draw(_plain_amounts()),
        "ties": draw(_TIES),
    }


def _bands(draw: st.DrawFn, vocabulary: Vocabulary, direction: str) -> dict:
    key = "at_least" if direction == "higher" else "at_most"
    band = st.fixed_dictionaries({key: expressions(vocabulary, 0), "score": _amounts(vocabulary)})
    return {"bands": draw(st.lists(band, min_size=1, max_size=3)), "otherwise": draw(_plain_amounts())}


def _tally(draw: st.DrawFn, vocabulary: Vocabulary, _direction: str) -> dict:
    over = bool(vocabulary.listed) and draw(st.booleans())
    count = expressions(vocabulary, 1)
    if over:
        each = st.builds(
            lambda item, kind: ["fig", item, "each", kind, None, 0],
            st.sampled_from(vocabulary.listed),
            st.sampled_from(KINDS),
        )
        count = st.one_of(each, st.builds(lambda a, b: ["if", [">", a, ["num", "5"]], b, a], each, count))
    entries = []
    for number in range(draw(st.integers(1, 3))):
        most = draw(st.one_of(st.none(), _plain_amounts()))
        entries.append({"name": f"e{number}", "count": draw(count), "each": draw(_plain_amounts(-5)), "most": most})
    return {
        "start": draw(_amounts(vocabulary)),
        "entries": entries,
        "choose": draw(st.sampled_from(("sum", "highest"))),
        "over": "register" if over else None,
    }


_TIES = st.sampled_from(("best", "average", "worst"))
_PARAMETERS = {
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


@st.composite
def _nodes(draw: st.DrawFn, units: list[str], among: list[str], items: dict, checkpoints: list[str]) -> list[dict]:
    nodes: list[dict] = []
    for number in range(draw(st.integers(1, 3))):
        role = draw(st.sampled_from(("main", "main", "main", "bonus", "deduction"))) if number else "main"
        if draw(st.integers(0, 3)) == 0:
            nodes.append(draw(_leaf(f"n{number}", None, 1, role, units, among, items, checkpoints)))
        else:
            nodes.extend(draw(_branch(f"n{number}", None, 1, role, units, among, items, checkpoints)))
    leaves = [node for node in nodes if "combine" not in node]
    for place, leaf in enumerate(leaves[:-1]):
        goals = [later["code"] for later in leaves[place + 1 :] if len(_units_of(later)) == len(units)]
        if goals and draw(st.integers(0, 3)) == 0:
            goal = draw(st.sampled_from(goals))
            for variant in leaf["variants"]:
                kinds = draw(st.sets(st.sampled_from(ABSENCES), min_size=1))
                variant["absence"] = {**variant["absence"], **{kind: ["transfer", goal] for kind in sorted(kinds)}}
    return nodes


def _units_of(node: dict) -> list[str]:
    return [unit for variant in node["variants"] for unit in variant["units"]]


@st.composite
def _branch(
    draw: st.DrawFn,
    code: str,
    parent: str | None,
    depth: int,
    role: str,
    units: list[str],
    among: list[str],
    items: dict,
    checkpoints: list[str],
) -> list[dict]:
    combine = draw(st.sampled_from(("sum", "sum", "weighted", "geometric", "harmonic")))
    children: list[dict] = []
    for number in range(draw(st.integers(1, 3))):
        name = f"{code}_{number}"
        if depth < 2 and combine == "sum" and draw(st.integers(0, 3)) == 0:
            children.extend(draw(_branch(name, code, depth + 1, role, units, among, items, checkpoints)))
        else:
            children.append(draw(_leaf(name, code, depth + 1, role, units, among, items, checkpoints)))
    if combine != "sum":
        _give_weights(draw, children)
    cap = draw(st.sampled_from((None, "5", "12.5"))) if role != "main" else None
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


def _give_weights(draw: st.DrawFn, children: list[dict]) -> None:
    weights = [draw(st.integers(1, 5)) for _ in children]
    for child, weight in zip(children, weights, strict=True):
        child["weight"] = str(weight)
        for variant in child["variants"]:
            variant["points"] = fraction_text(Fraction(40 * weight, sum(weights)))


@st.composite
def _leaf(
    draw: st.DrawFn,
    code: str,
    parent: str | None,
    depth: int,
    role: str,
    units: list[str],
    among: list[str],
    items: dict,
    checkpoints: list[str],
) -> dict:
    parameters = draw(_node_parameters([*units, *among], checkpoints))
    vocabulary = Vocabulary(items, units, sorted(parameters))
    first = draw(_variant(vocabulary, role, among, checkpoints))
    variants = [{**first, "units": units}]
    if len(units) > 1 and draw(st.integers(0, 2)) == 0:
        cut = draw(st.integers(1, len(units) - 1))
        other = draw(
            st.sampled_from(
                (
                    None,
                    {**first, "points": draw(texts(1, 60, 1))},
                    draw(_variant(vocabulary, role, among, checkpoints)),
                )
            )
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
        "prorate": draw(st.booleans()),
        "parameters": parameters,
        "variants": variants,
    }


@st.composite
def _node_parameters(draw: st.DrawFn, units: list[str], checkpoints: list[str]) -> dict:
    if draw(st.booleans()):
        return {}
    by_unit = {}
    for unit in sorted(set(units)):
        fate = draw(st.integers(0, 5))
        if fate == 0:
            continue
        if fate == 1:
            by_unit[unit] = {draw(st.sampled_from(checkpoints)): draw(texts(0, 20, 2))}
        else:
            by_unit[unit] = {"*": draw(texts(0, 20, 2))}
    return {"target": by_unit}


@st.composite
def _variant(
    draw: st.DrawFn, vocabulary: Vocabulary, role: str, among: list[str], checkpoints: list[str]
) -> dict:
    direction = draw(st.sampled_from(("higher", "higher", "lower", "range")))
    method = draw(_methods(vocabulary, direction, role))
    measure = draw(_measures(vocabulary))
    if method["kind"] == "tally" and direction != "range" and draw(st.booleans()):
        measure = None
    return {
        "units": [],
        "points": draw(st.one_of(st.sampled_from(("10", "80", "12.5")), texts(1, 60, 1))),
        "measure": measure,
        "beside": None,
        "direction": direction,
        "method": method,
        "coefficient": draw(st.one_of(st.none(), st.none(), expressions(vocabulary, 0))),
        "windows": draw(_windows(checkpoints)),
        "among": among,
        "absence": {kind: draw(st.sampled_from(EFFECTS)) for kind in ABSENCES},
        "places": {"checkpoint": draw(st.integers(0, 3)), "score": draw(st.integers(0, 3))},
    }


@st.composite
def _windows(draw: st.DrawFn, checkpoints: list[str]) -> list[dict]:
    chosen = _some(draw, tuple(checkpoints), least=1)
    parts = [draw(st.integers(1, 4)) for _ in chosen]
    return [
        {"checkpoint": code, "share": [str(part), str(sum(parts))]} for code, part in zip(chosen, parts, strict=True)
    ]


@st.composite
def _checkpoint_table(draw: st.DrawFn, nodes: list[dict], checkpoints: list[dict]) -> dict | None:
    leaves = tuple(node["code"] for node in nodes if "combine" not in node)
    if draw(st.booleans()):
        return None
    chosen = [one["code"] for one in checkpoints if draw(st.booleans())]
    return {
        "code": "points_table",
        "convert_to": draw(st.sampled_from(("100", "50"))),
        "nodes": {code: _some(draw, leaves, least=1) for code in chosen},
    }


@st.composite
def _grades(draw: st.DrawFn) -> list[dict]:
    quota = st.sampled_from(
        (
            {"count": 1, "share": None},
            {"count": 2, "share": None},
            {"count": None, "share": "0.3"},
            {"count": None, "share": "0.5"},
        )
    )
    bound = st.sampled_from((None, None, ["share", "0.5"], ["points", "20"]))
    grades = []
    for code in _some(draw, ("excellent", "good", "fair"), least=1):
        rounding = draw(st.sampled_from(("half_up", "up", "down")))
        grades.append({"grade": code, **draw(quota), "rounding": rounding, "at_least": draw(bound)})
    return [*grades, {"grade": "rest", "count": None, "share": None, "rounding": "half_up", "at_least": None}]


@st.composite
def _vetoes(draw: st.DrawFn, vocabulary: Vocabulary) -> list[dict]:
    vetoes = []
    for number in range(draw(st.integers(0, 2))):
        effect = draw(st.sampled_from(("lose_award", "bar_excellent", "set_grade")))
        vetoes.append(
            {
                "code": f"v{number}",
                "groups": draw(st.sampled_from((["g0"], ["g0", "g1"]))),
                "when": draw(expressions(vocabulary, 1)),
                "effect": effect,
                "grade": "rest" if effect == "set_grade" else None,
                "vacancy": draw(st.sampled_from(("fill_next", "leave"))),
            }
        )
    return vetoes


@st.composite
def _awards(draw: st.DrawFn, vocabulary: Vocabulary) -> list[dict]:
    if draw(st.booleans()):
        return []
    return [
        {
            "code": "advance",
            "group": "g0",
            "last_rank": draw(_figure(vocabulary)),
            "places": draw(st.sampled_from(("1", "2"))),
            "most": draw(st.sampled_from((None, "1", "2"))),
        }
    ]


def _for_units(nodes: list[dict], old: list[str], new: list[str]) -> list[dict]:
    """The nodes of another table of the same scorecard: the first variant of each leaf, for other units."""
    copied = []
    for node in nodes:
        variant = {**node["variants"][0], "units": new}
        parameters = {
            name: {**values, **{unit: values[old[place % len(old)]] for place, unit in enumerate(new) if old[place % len(old)] in values}}
            for name, values in node.get("parameters", {}).items()
        }
        copied.append({**node, "variants": [variant]} | ({"parameters": parameters} if "parameters" in node else {}))
    return copied
