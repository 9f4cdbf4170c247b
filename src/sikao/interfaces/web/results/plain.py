"""Charts as plain tables, for browsers without script: the same numbers from the same data."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from sikao.interfaces.web.results.charts import Chart

NOTHING = "—"


@dataclass(frozen=True, slots=True)
class PlainTable:
    """Headings of the columns, and rows whose first cell is their name."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def plain_table(kind: str, data: Chart) -> PlainTable:
    """The numbers of a chart of this kind."""
    return _READERS[kind](data)


def _ranking(data: Chart) -> PlainTable:
    blocks = data["blocks"]
    rows = [
        (
            _placed(unit),
            *(_text(block["values"][at]) for block in blocks),
            _text(unit["total"]),
        )
        for at, unit in enumerate(data["units"])
    ]
    heads = (gettext("单位"), *(block["name"] for block in blocks), gettext("总分"))
    return PlainTable(heads, tuple(rows))


def _placed(unit: Mapping[str, Any]) -> str:
    return f"{_text(unit['rank'])} {unit['name']}"


def _tiles(data: Chart) -> PlainTable:
    rows = tuple((tile["name"], tile["label"]) for tile in data["tiles"])
    return PlainTable((gettext("单位"), gettext("得分")), rows)


def _spread(data: Chart) -> PlainTable:
    rows = []
    for row in data["rows"]:
        points = sorted(row["points"], key=lambda point: -point["value"])
        rows.append((row["name"], "、".join(f"{point['name']} {point['value']:g}%" for point in points)))
    return PlainTable((gettext("指标"), gettext("得分率")), tuple(rows))


def _heat(data: Chart) -> PlainTable:
    values = {(cell["y"], cell["x"]): cell["label"] for cell in data["cells"]}
    rows = tuple(
        (name, *(values.get((y, x), NOTHING) for x in range(len(data["units"]))))
        for y, name in enumerate(data["nodes"])
    )
    return PlainTable((gettext("指标"), *data["units"]), rows)


def _trend(data: Chart) -> PlainTable:
    rows = tuple((line["name"], *(_text(rank) for rank in line["ranks"])) for line in data["lines"])
    return PlainTable((gettext("单位"), *data["checkpoints"]), rows)


def _distribution(data: Chart) -> PlainTable:
    rows = [(band["name"], str(band["count"]), "、".join(band["units"]) or NOTHING) for band in data["bands"]]
    return PlainTable((gettext("得分"), data["countName"], gettext("单位")), tuple(rows))


def _waterfall(data: Chart) -> PlainTable:
    rows = tuple((step["name"], step["label"]) for step in data["steps"])
    return PlainTable((gettext("组成部分"), gettext("得分")), rows)


def _targets(data: Chart) -> PlainTable:
    columns = zip(data["checkpoints"], data["actual"], data["target"], strict=True)
    rows = tuple((name, _text(actual), _text(target)) for name, actual, target in columns)
    return PlainTable((gettext("节点"), data["actualName"], data["targetName"]), rows)


def _weights(data: Chart) -> PlainTable:
    rows = tuple((row["name"], f"{row['nominal']:g}%", f"{row['effective']:g}%") for row in data["rows"])
    return PlainTable((gettext("节点"), data["nominal"], data["effective"]), rows)


def _text(value: str | float | None) -> str:
    return NOTHING if value is None else (value if isinstance(value, str) else f"{value:g}").replace("-", "−")


_READERS: Mapping[str, Callable[[Chart], PlainTable]] = {
    "ranking": _ranking,
    "tiles": _tiles,
    "spread": _spread,
    "heat": _heat,
    "trend": _trend,
    "distribution": _distribution,
    "waterfall": _waterfall,
    "targets": _targets,
    "weights": _weights,
}
