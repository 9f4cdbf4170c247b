"""Small schemes made by hand: only what a test is about is given, the rest is filled in."""

import json
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl

from sikao.core.books import Opened
from sikao.core.figures.table import Figures
from sikao.core.scheme import load_scheme
from sikao.core.wording import render_text

PERIODS = {"q1": "2020-01..03", "h1": "2020-01..06", "q3": "2020-01..09", "year": "2020"}
CHECKPOINTS = {"q1": 3, "h1": 6, "q3": 9, "year": 12}
SCHEDULES = {"quarterly": {"shares": {"q1": "10%", "h1": "20%", "q3": "30%", "year": "40%"}}}
COLUMNS = "unit,indicator,kind,period,value,unit_of_measure,absence,flags,caliber,source,since"
ABSENCES = ("missing", "not_applicable", "not_yet_due", "withheld")


def make(folder: Path, nodes: list[dict[str, Any]], figures: Mapping[str, Any], **own: Any) -> Opened:
    """A scheme of one group with these nodes, and figures ``{unit: {item: value or {checkpoint: value}}}``.

    An item may carry its kind (``fai.growth``) and another year (``sales@2019``). ``items`` and ``units``
    give more about them by code, ``frame`` about the scheme; ``parameters``, ``references``, ``registers``,
    ``grades`` and ``sentences`` are sections. ``x/p`` is the figure of a member of a register.
    """
    for name, content in _files(nodes, figures, own).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    scheme, findings = load_scheme(folder)
    assert scheme is not None, render_text(findings, "en")
    return Opened(scheme, _figures(figures, own.get("items", {})), findings)


def _files(nodes: list[dict[str, Any]], figures: Mapping[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    main = [node for node in nodes if node.get("role", "main") == "main"]
    group = {"name": "全部单位", "name_en": "All units", "scorecard": "card", "ranked": "true"}
    units = {
        code: {
            "name": f"单位{code}",
            "name_en": f"Unit {code}",
            "group": "units",
            **own.get("units", {}).get(code, {}),
        }
        for code in figures
    }
    files = {
        "scheme.yaml": _frame(own),
        "units.yaml": {
            "groups": {"units": group},
            "units": units,
            "providers": {"bureau": {"name": "统计局", "name_en": "Bureau"}},
            "references": own.get("references", {}),
            "registers": own.get("registers", {}),
        },
        "items.yaml": {"items": _items(figures, own.get("items", {}))},
        "scorecards/card.yaml": {
            "scorecard": "card",
            "name": "考核表",
            "name_en": "Scorecard",
            "full_points": own.get("full_points", str(sum(_points(node) for node in main))),
            "nodes": [_node(node) for node in nodes],
            **own.get("card", {}),
        },
    }
    if "parameters" in own:
        files["parameters.yaml"] = {"parameters": {"card": own["parameters"]}}
    if "grades" in own:
        files["grades.yaml"] = own["grades"]
    if "sentences" in own:
        files["sentences.yaml"] = {"sentences": own["sentences"]}
    return files


def _frame(own: dict[str, Any]) -> dict[str, Any]:
    checkpoints = own.get("checkpoints", CHECKPOINTS)
    return {
        "language": "1",
        "code": "made_by_hand",
        "year": "2020",
        "title": "手工方案",
        "checkpoints": {
            code: {"name": f"节点{code}", "name_en": f"At {code}", "through": str(month)}
            for code, month in checkpoints.items()
        },
        "schedules": {
            "annual": {"name": "年终", "shares": {list(checkpoints)[-1]: "100%"}},
            **{
                code: {"name": code, **schedule}
                for code, schedule in own.get("schedules", SCHEDULES).items()
                if set(schedule["shares"]) <= set(checkpoints)
            },
        },
        **own.get("frame", {}),
    }


def _points(node: Mapping[str, Any]) -> Decimal:
    if "points" in node:
        return Decimal(node["points"])
    return sum((_points(child) for child in node["children"]), Decimal(0))


def _node(node: Mapping[str, Any]) -> dict[str, Any]:
    filled = {"name": f"指标{node['code']}", "name_en": f"Node {node['code']}", **node}
    if "children" in node:
        filled["children"] = [_node(child) for child in node["children"]]
    else:
        filled.setdefault("rule", "按细则计分")
    return filled


def _split(key: str) -> tuple[str, str, int]:
    item, _, year = key.partition("@")
    code, _, kind = item.partition(".")
    return code, kind or "level", int(year or 2020)


def _items(figures: Mapping[str, Any], more: Mapping[str, Any]) -> dict[str, Any]:
    items: dict[str, Any] = {}
    for values in figures.values():
        for key in values:
            code, kind, _ = _split(key)
            code = code.partition("/")[0]
            item = items.setdefault(
                code,
                {
                    "name": f"数据{code}",
                    "name_en": f"Item {code}",
                    "kinds": {},
                    "provider": "bureau",
                    "frequency": "month",
                },
            )
            item["kinds"][kind] = "%" if kind == "growth" else "亿元"
    for code, content in more.items():
        items[code].update(content)
    return items


def _figures(figures: Mapping[str, Any], items: Mapping[str, Any]) -> Figures:
    rows = []
    for unit, values in figures.items():
        for key, value in values.items():
            code, kind, year = _split(key)
            yearly = items.get(code, {}).get("frequency") == "year"
            by_checkpoint = value if isinstance(value, dict) else {"year": value}
            for checkpoint, text in by_checkpoint.items():
                period = str(year) if yearly else PERIODS[checkpoint].replace("2020", str(year))
                absent = text in ABSENCES
                measure = "percent" if kind == "growth" else "yi_yuan"
                rows.append(
                    {
                        "unit": unit,
                        "indicator": code,
                        "kind": kind,
                        "period": period,
                        "value": None if absent else text,
                        "unit_of_measure": "" if absent else measure,
                        "absence": text if absent else None,
                        "flags": "",
                        "caliber": "",
                        "source": "",
                        "since": "",
                    }
                )
    return Figures(pl.DataFrame(rows, schema=dict.fromkeys(COLUMNS.split(","), pl.String)))
