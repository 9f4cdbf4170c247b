"""Reads the worked cases of policy people and sets each one up as a small scheme of its own.

A case gives only what matters: nodes, figures by unit, expected points by unit and node. Names, items,
registers and groups that the language asks for beyond that are filled in here.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from sikao.core.figures.reading import read_figures
from sikao.core.scheme import compile_scheme, load_scheme
from sikao.core.scheme.text.yaml_tree import read_yaml
from sikao.core.scheme.tree import Keyed, Scalar, Tree
from sikao.core.wording import Findings, render_text

SCHEMES = Path(__file__).parents[2] / "schemes"
ABSENCES = ("missing", "not_applicable", "not_yet_due", "withheld")
WORDS = ("grade", "rank")
KEYS = {
    "case",
    "case_en",
    "source",
    "note",
    "scheme",
    "figures",
    "expect",
    "expect_at",
    "expect_table",
    "awards",
}
OUTCOME_KEYS = ("vetoes", "promotions", "item_awards")
FRAME_KEYS = {
    *("nodes", "absence", "rounding", "checkpoints", "schedules", "grades", "unranked"),
    *OUTCOME_KEYS,
}
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Case:
    """A case ready to be calculated: the compiled scheme, the rows, and what is expected where."""

    path: Path
    content: Mapping[str, Any]
    compiled: dict[str, Any]
    rows: list[Row]

    def expectations(self) -> Iterator[tuple[str, bool, str, str, str]]:
        """Checkpoint, whether in the checkpoint table, unit, node (or ``grade``, ``rank``), expected text."""
        last = self.compiled["checkpoints"][-1]["code"]
        for checkpoint, in_table, by_unit in (
            (last, False, self.content["expect"]),
            *((code, False, units) for code, units in self.content.get("expect_at", {}).items()),
            *((code, True, units) for code, units in self.content.get("expect_table", {}).items()),
        ):
            for unit, nodes in by_unit.items():
                for node, value in nodes.items():
                    yield checkpoint, in_table, unit, node, value


def case_paths() -> list[Path]:
    """Every worked case of the repository."""
    return sorted(SCHEMES.glob("**/cases/*.yaml"))


def plain(tree: Tree) -> Any:
    """Mappings, lists and text of a strict tree."""
    if isinstance(tree, Scalar):
        return tree.text
    if isinstance(tree, Keyed):
        return {key.text: plain(value) for key, value in tree.entries}
    return [plain(item) for item in tree.items]


def read_content(path: Path) -> dict[str, Any]:
    """What a case file says, as mappings, lists and text."""
    found = Findings()
    tree = read_yaml(path.read_bytes(), path.name, found)
    assert tree is not None, render_text(found, "en")
    content = plain(tree)
    assert set(content) <= KEYS, set(content) - KEYS
    return content


def read_case(path: Path, scratch: Path) -> Case:
    """The case in a file; ``scratch`` is an empty folder for the scheme of an inline case."""
    content = read_content(path)
    if isinstance(content["scheme"], str):
        compiled, rows = _of_scheme(path.parents[1], content)
    else:
        compiled, rows = _inline(content, scratch)
    return Case(path, content, compiled, rows)


@cache
def compiled_scheme(folder: Path) -> dict[str, Any]:
    """The compiled scheme in a folder, which must be in order; nobody changes what this returns."""
    scheme, findings = load_scheme(folder)
    assert scheme is not None, render_text(findings, "en")
    return compile_scheme(scheme)


@cache
def figure_rows(*files: Path) -> dict[tuple[str, str, str, str, str], Row]:
    """Canonical rows by key, a later file replacing earlier ones; nobody changes what this returns."""
    rows: dict[tuple[str, str, str, str, str], Row] = {}
    for file in files:
        figures, findings = read_figures(file)
        assert figures is not None, render_text(findings, "en")
        for row in figures.canonical_rows():
            rows[row["unit"], row["indicator"], row["kind"], row["period"], row["since"]] = dict(row)
    return rows


def _of_scheme(folder: Path, content: Mapping[str, Any]) -> tuple[dict[str, Any], list[Row]]:
    """A case on a whole scheme: its own figures, some of them replaced or taken away."""
    compiled = compiled_scheme(folder)
    assert compiled["scheme"] == content["scheme"]
    rows = dict(figure_rows(*sorted(folder.glob("figures/*.csv"))))
    for given in content["figures"]:
        key = (given["unit"], given["indicator"], given["kind"], given["period"])
        versions = [version for version in rows if version[:4] == key]
        assert versions, key
        replaced = {"value": given.get("value"), "absence": given.get("absence"), "flags": []}
        for version in versions:
            rows[version] = {**rows[version], **replaced}
    return {**compiled, "tables": _tables_of(compiled, content)}, list(rows.values())


def _tables_of(compiled: dict[str, Any], content: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The tables of the units that the case is about: the others change nothing for them."""
    nested = [
        content["expect"],
        *content.get("expect_at", {}).values(),
        *content.get("expect_table", {}).values(),
    ]
    units = {unit for by_unit in nested for unit in by_unit}
    return [table for table in compiled["tables"] if units & set(table["units"])]


def _inline(content: Mapping[str, Any], scratch: Path) -> tuple[dict[str, Any], list[Row]]:
    frame, figures = content["scheme"], content["figures"]
    assert set(frame) <= FRAME_KEYS, set(frame) - FRAME_KEYS
    for name, sections in _files(content["case"], frame, figures).items():
        path = scratch / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(sections, ensure_ascii=False, indent=1), encoding="utf-8")
    return compiled_scheme(scratch), list(_rows(frame, figures))


def _checkpoints(frame: Mapping[str, Any]) -> dict[str, int]:
    return {code: int(month) for code, month in frame.get("checkpoints", {"year": "12"}).items()}


def _files(rule: str, frame: Mapping[str, Any], figures: Mapping[str, Any]) -> dict[str, Any]:
    nodes = [_node(node, rule) for node in frame["nodes"]]
    main = sum(Decimal(node["points"]) for node in nodes if node.get("role", "main") == "main")
    files = {
        "scheme.yaml": {
            "language": "1",
            "code": "worked_case",
            "year": "2020",
            "title": rule,
            "checkpoints": {
                code: {"name": code, "through": str(end)} for code, end in _checkpoints(frame).items()
            },
            "schedules": {
                "annual": {"name": "annual", "shares": {list(_checkpoints(frame))[-1]: "100%"}},
                **{code: {"name": code, **shares} for code, shares in frame.get("schedules", {}).items()},
            },
            **{key: frame[key] for key in ("absence", "rounding") if key in frame},
        },
        "units.yaml": {
            "groups": {"units": {"name": "units", "scorecard": "card", "ranked": "true"}},
            "units": {unit: _unit(unit, ranked=unit not in frame.get("unranked", ())) for unit in figures},
            "registers": _registers(figures),
        },
        "items.yaml": {"items": _items(figures)},
        "scorecards/card.yaml": {
            "scorecard": "card",
            "name": "card",
            "full_points": f"{main:f}",
            "nodes": nodes,
        },
    }
    outcomes: dict[str, Any] = {key: frame[key] for key in OUTCOME_KEYS if key in frame}
    if "grades" in frame:
        outcomes["grades"] = {"units": frame["grades"]}
    if outcomes:
        files["grades.yaml"] = outcomes
    return files


def _unit(code: str, *, ranked: bool) -> dict[str, str]:
    return {"name": f"unit {code}", "group": "units", "ranked": "true" if ranked else "false"}


def _node(node: Mapping[str, Any], rule: str) -> dict[str, Any]:
    filled = {"name": node["code"], **node}
    if "children" in node:
        filled["children"] = [_node(child, rule) for child in node["children"]]
    else:
        filled.setdefault("rule", rule)
    return filled


def _registers(figures: Mapping[str, Any]) -> dict[str, Any]:
    """One register, named after the case's members, for all items that have members."""
    members = {
        unit: {key.partition("/")[2]: {"name": key.partition("/")[2]} for key in values if "/" in key}
        for unit, values in figures.items()
    }
    return {"project": {"name": "members", "entries": members}} if any(members.values()) else {}


def _items(figures: Mapping[str, Any]) -> dict[str, Any]:
    items: dict[str, Any] = {}
    for values in figures.values():
        for key, value in values.items():
            code, _, member = key.partition("/")
            item = items.setdefault(
                code, {"name": code, "kinds": {"level": "指数"}, "provider": "self", "frequency": "year"}
            )
            if member:
                item["members"] = "project"
            if isinstance(value, dict):
                item["frequency"] = "month"
    return items


def _rows(frame: Mapping[str, Any], figures: Mapping[str, Any]) -> Iterator[Row]:
    ends = _checkpoints(frame)
    for unit, values in figures.items():
        for key, value in values.items():
            by_checkpoint = value if isinstance(value, dict) else {"": value}
            for code, text in by_checkpoint.items():
                end = ends.get(code, 12)
                period = "2020" if end == 12 else f"2020-01..{end:02d}"
                absence = text if text in ABSENCES else None
                yield {
                    "unit": unit,
                    "indicator": key,
                    "kind": "level",
                    "period": period,
                    "value": None if absence else text,
                    "absence": absence,
                    "flags": [],
                    "caliber": "",
                    "source": "",
                    "unit_of_measure": "index",
                }
