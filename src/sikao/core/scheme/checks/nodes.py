"""The trees of the scorecards: what a branch and a leaf may say, composed branches, roles and overrides."""

from __future__ import annotations

from sikao.core.scheme.checks.context import Context, named
from sikao.core.scheme.methods import Tally
from sikao.core.scheme.model import Node, Override, Placed, Scorecard
from sikao.core.scheme.plain import given_fields
from sikao.core.scheme.resolving import Resolved
from sikao.core.scheme.shape import shape_of, written
from sikao.core.wording import Listed, Term

# What only a leaf says: a branch is put together from its children and has nothing to score itself.
_LEAF_ONLY = frozenset(
    {
        "rule",
        "measure",
        "beside",
        "direction",
        "method",
        "coefficient",
        "schedule",
        "prorate",
        "among",
        "absence",
        "rounding",
    }
)
_REDISTRIBUTES = ("redistribute_parent", "redistribute_block", "redistribute_table")


def check_nodes(context: Context) -> None:
    """Every node of every scorecard."""
    for card in context.scheme.scorecards.values():
        for placed in card.walk():
            _check_place(context, card, placed)
            if placed.node.is_leaf:
                _check_leaf(context, card, placed)
            else:
                _check_branch(context, card, placed)
            for carrier, over in placed.node.overrides.items():
                _check_override(context, card, placed, carrier, over)


def _path(card: Scorecard, node: Node, *inner: str) -> tuple[str, ...]:
    return ("scorecards", card.code, "nodes", node.code, *inner)


def _who(node: Node) -> Term:
    return named(node.code, node.name)


def _check_place(context: Context, card: Scorecard, placed: Placed) -> None:
    node = placed.node
    if placed.parent is not None and node.role != "main":
        context.error("scheme.role_below_top", _path(card, node, "role"), node=_who(node))
    if placed.depth >= len(card.levels):
        context.error(
            "scheme.level_missing", _path(card, node), node=_who(node), levels=str(len(card.levels))
        )
    composed = placed.parent is not None and placed.parent.node.combine != "sum"
    if composed:
        _check_composed_child(context, card, placed)
    elif node.weight is not None:
        context.error("scheme.stray_weight", _path(card, node, "weight"), node=_who(node))
    elif node.is_leaf and node.points is None:
        context.error("scheme.leaf_lacks", _path(card, node), node=_who(node), key=written("Node", "points"))
    if node.points is not None and node.points <= 0:
        context.error(
            "scheme.not_positive", _path(card, node, "points"), node=_who(node), key=written("Node", "points")
        )


def _check_composed_child(context: Context, card: Scorecard, placed: Placed) -> None:
    node = placed.node
    if node.points is not None:
        context.error("scheme.composed_child_points", _path(card, node, "points"), node=_who(node))
    if node.weight is None:
        context.error("scheme.missing_weight", _path(card, node), node=_who(node))
    elif node.weight <= 0:
        context.error(
            "scheme.not_positive", _path(card, node, "weight"), node=_who(node), key=written("Node", "weight")
        )
    if not node.is_leaf and node.combine == "sum":
        context.error("scheme.composed_child_sums", _path(card, node), node=_who(node))
    if placed.role != "main":
        context.error("scheme.composed_outside_main", _path(card, node), node=_who(node))


def _check_leaf(context: Context, card: Scorecard, placed: Placed) -> None:
    node = placed.node
    tally = isinstance(node.method, Tally)
    for key, value in (("rule", node.rule), ("method", node.method)):
        if value is None:
            context.error("scheme.leaf_lacks", _path(card, node), node=_who(node), key=written("Node", key))
    if node.measure is None and not tally and node.method is not None:
        context.error("scheme.leaf_lacks", _path(card, node), node=_who(node), key=written("Node", "measure"))
    if node.combine != "sum":
        context.error("scheme.leaf_combines", _path(card, node, "combine"), node=_who(node))
    if placed.role == "main":
        return
    for kind, effect in node.absence.items():
        if effect.kind in (*_REDISTRIBUTES, "transfer"):
            context.error("scheme.effect_outside_main", _path(card, node, "absence", kind), node=_who(node))


def _check_branch(context: Context, card: Scorecard, placed: Placed) -> None:
    node = placed.node
    for field, _ in given_fields(shape_of(node), node):
        if field.key in _LEAF_ONLY:
            context.error(
                "scheme.branch_has",
                _path(card, node, field.key),
                node=_who(node),
                key=written("Node", field.key),
            )
    inside = placed.parent is not None and placed.parent.node.combine != "sum"
    if node.combine == "sum" and node.points is not None and placed.role == "main" and not inside:
        context.error(
            "scheme.branch_has", _path(card, node, "points"), node=_who(node), key=written("Node", "points")
        )
    if node.combine != "sum" and node.points is None and not inside:
        context.error("scheme.composed_without_points", _path(card, node), node=_who(node))


def _check_override(context: Context, card: Scorecard, placed: Placed, carrier: str, over: Override) -> None:
    node, path = placed.node, _path(card, placed.node, "overrides", carrier)
    given = [field.key for field, _ in given_fields(shape_of(over), over)]
    if not concerns(context.resolved, card.code, carrier):
        context.error("scheme.override_unreachable", path, node=_who(node), carrier=carrier, card=card.code)
    if not given:
        context.warning("scheme.override_empty", path, node=_who(node), carrier=carrier)
    if over.applies is False and len(given) > 1:
        context.error(
            "scheme.override_contradicts",
            path,
            node=_who(node),
            keys=Listed.of(written("Override", key) for key in given),
        )
    allowed = {"applies", "weight"} | ({"points"} if node.combine != "sum" else set())
    if not node.is_leaf and set(given) - allowed:
        keys = Listed.of(written("Override", key) for key in given if key not in allowed)
        context.error("scheme.branch_has", path, node=_who(node), key=keys)
    composed = placed.parent is not None and placed.parent.node.combine != "sum"
    if composed and over.points is not None:
        context.error("scheme.composed_child_points", (*path, "points"), node=_who(node))
    if not composed and over.weight is not None:
        context.error("scheme.stray_weight", (*path, "weight"), node=_who(node))
    for key, value in (("points", over.points), ("weight", over.weight)):
        if value is not None and value <= 0:
            context.error("scheme.not_positive", (*path, key), node=_who(node), key=written("Node", key))


def concerns(resolved: Resolved, scorecard: str, carrier: str) -> bool:
    """Whether a group or unit has anybody whose scorecard this is."""
    tables = [table for table in resolved.tables if table.scorecard.code == scorecard]
    units = [unit for table in tables for unit in table.units]
    return any(unit.code == carrier or resolved.is_below(unit.group, carrier) for unit in units)
