"""Time: checkpoints in order, schedules that sum to the whole, items and parameters there when they count."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from sikao.core.scheme.checks.context import Context, named
from sikao.core.scheme.closings import MONTHS
from sikao.core.scheme.expressions import Expression, figures_in, parameters_in
from sikao.core.scheme.methods import Method
from sikao.core.scheme.model import Item, Node, Placed, Scorecard, Unit, share_text
from sikao.core.scheme.resolving import RankedTable, Settings, value_at
from sikao.core.scheme.shape import Formula, Worth, written
from sikao.core.scheme.walking import spots
from sikao.core.wording import Listed


def check_timing(context: Context) -> None:
    """Checkpoints, schedules, checkpoint tables, and per unit the items and parameters of every window."""
    _check_checkpoints(context)
    _check_schedules(context)
    for card in context.scheme.scorecards.values():
        _check_checkpoint_table(context, card)
    if context.scheme.checkpoints:
        for table in context.resolved.tables:
            _check_windows(context, table)
    _check_unused_parameters(context)


def _check_checkpoints(context: Context) -> None:
    scheme = context.scheme
    before = 0
    if not any(checkpoint.ranked for checkpoint in scheme.checkpoints.values()):
        context.error("scheme.no_checkpoint", ("checkpoints",))
    for checkpoint in scheme.checkpoints.values():
        if checkpoint.through <= before:
            path = ("checkpoints", checkpoint.code, "through")
            context.error("scheme.checkpoint_order", path, checkpoint=named(checkpoint.code, checkpoint.name))
        before = checkpoint.through


def _check_schedules(context: Context) -> None:
    for schedule in context.scheme.schedules.values():
        path = ("schedules", schedule.code)
        who = named(schedule.code, schedule.name)
        if bool(schedule.shares) == bool(schedule.mean):
            context.error("scheme.schedule_form", path, schedule=who)
            continue
        total = sum(schedule.shares.values(), Decimal(0))
        if schedule.shares and total != 1:
            context.error("scheme.shares_sum", (*path, "shares"), schedule=who, sum=share_text(total))
        for code, share in schedule.shares.items():
            if share <= 0:
                context.error(
                    "scheme.not_positive",
                    (*path, "shares", code),
                    node=who,
                    key=written("Schedule", "shares"),
                )
        if len(set(schedule.mean)) != len(schedule.mean):
            context.error("scheme.schedule_twice", (*path, "mean"), schedule=who)


def _check_checkpoint_table(context: Context, card: Scorecard) -> None:
    table = card.checkpoint_table
    if table is None:
        return
    leaves = {placed.node.code for placed in card.walk() if placed.node.is_leaf and placed.role == "main"}
    for checkpoint, nodes in table.nodes.items():
        path = ("scorecards", card.code, "checkpoint_table", "nodes", checkpoint)
        for index, code in enumerate(nodes):
            if code not in leaves:
                context.error("scheme.table_leaf", (*path, index), node=code)
            elif code in nodes[:index]:
                context.error("scheme.table_twice", (*path, index), node=code)
    if table.convert_to <= 0:
        where = ("scorecards", card.code, "checkpoint_table", "convert_to")
        context.error(
            "scheme.not_positive",
            where,
            node=named(table.code, table.name),
            key=written("CheckpointTable", "convert_to"),
        )


def expressions_of(settings: Settings, placed: Placed) -> tuple[Expression, ...]:
    """What decides a leaf's score: measure, coefficient and everything in the method."""
    own = [settings.measure, placed.node.coefficient]
    return (*(expression for expression in own if expression is not None), *_in_method(settings.method))


def _in_method(method: Method | None) -> Iterable[Expression]:
    for spot in () if method is None else spots(method):
        if isinstance(spot.kind, Formula):
            yield spot.value
        elif isinstance(spot.kind, Worth) and spot.value.expression is not None:
            yield spot.value.expression


def _check_windows(context: Context, table: RankedTable) -> None:
    told: set[tuple[str, ...]] = set()
    listed = table.scorecard.checkpoint_table
    for placed in table.scorecard.walk():
        if not placed.node.is_leaf:
            continue
        extra = (
            [] if listed is None else [c for c, nodes in listed.nodes.items() if placed.node.code in nodes]
        )
        for settings, units in _alike(context, table, placed.node.code):
            windows = [code for code, _ in context.resolved.windows(settings.schedule)]
            codes = [code for code in dict.fromkeys([*windows, *extra]) if code in context.scheme.checkpoints]
            expressions = expressions_of(settings, placed)
            _check_due(context, table, placed, expressions, codes, told)
            names = dict.fromkeys(name for tree in expressions for name in parameters_in(tree))
            for unit in units if names else ():
                _check_targets(context, table, placed, unit, names, codes)


def _alike(context: Context, table: RankedTable, code: str) -> Iterable[tuple[Settings, list[Unit]]]:
    """The different settings of a node, each with the units that have it."""
    found: dict[int, tuple[Settings, list[Unit]]] = {}
    for unit in table.units:
        settings = context.resolved.settings(table.scorecard, unit).get(code)
        if settings is not None:
            found.setdefault(id(settings), (settings, []))[1].append(unit)
    return found.values()


def _check_due(
    context: Context,
    table: RankedTable,
    placed: Placed,
    expressions: Iterable[Expression],
    codes: list[str],
    told: set[tuple[str, ...]],
) -> None:
    """Items that have no figure yet at a checkpoint where they count."""
    scheme, node = context.scheme, placed.node
    used = dict.fromkeys(figure.item for tree in expressions for figure in figures_in(tree))
    items = [scheme.items[code] for code in used if code in scheme.items]
    for item in items:
        for code in codes:
            key = (node.code, item.code, code)
            if key not in told and not _is_due(item, scheme.checkpoints[code].through):
                told.add(key)
                context.warning(
                    "scheme.not_due",
                    ("scorecards", table.scorecard.code, "nodes", node.code, "measure"),
                    item=named(item.code, item.name),
                    checkpoint=named(code, scheme.checkpoints[code].name),
                )


def _is_due(item: Item, through: int) -> bool:
    if item.lag:
        return True
    return through >= MONTHS[item.frequency] and not (item.merged_january and through == 1)


def _check_targets(
    context: Context,
    table: RankedTable,
    placed: Placed,
    unit: Unit,
    names: Iterable[str],
    codes: list[str],
) -> None:
    """Parameters that a unit needs and does not have at some checkpoint."""
    card, node = table.scorecard.code, placed.node
    known = context.resolved.parameters_of(card, node.code)
    last = context.resolved.checkpoints[-1].code
    for name in names:
        if name not in known:
            continue
        given = context.resolved.parameter(card, node.code, name, unit)
        lacking = [code for code in codes if value_at(given, code, last, prorate=node.prorate) == "missing"]
        if lacking:
            context.error(
                "scheme.target_missing",
                ("parameters", card, node.code, name, unit.code),
                node=named(node.code, node.name),
                name=name,
                unit=named(unit.code, unit.name),
                checkpoints=Listed.of(context.scheme.checkpoints[code].name for code in lacking),
            )


def _check_unused_parameters(context: Context) -> None:
    """Parameters that no expression of their node reads."""
    for card_code, by_node in context.scheme.parameters.items():
        card = context.scheme.scorecards.get(card_code)
        nodes = {} if card is None else {placed.node.code: placed.node for placed in card.walk()}
        for node_code, by_name in by_node.items():
            if node_code not in nodes:
                continue
            read = parameters_read(nodes[node_code])
            for name in by_name:
                if name not in read:
                    path = ("parameters", card_code, node_code, name)
                    context.warning("scheme.parameter_unused", path, name=name, node=node_code)


def parameters_read(node: Node) -> set[str]:
    """Every ``$name`` that an expression of a node or of its overrides reads."""
    read: set[str] = set()
    for spot in spots(node):
        if isinstance(spot.kind, Formula):
            read |= set(parameters_in(spot.value))
        elif isinstance(spot.kind, Worth) and spot.value.expression is not None:
            read |= set(parameters_in(spot.value.expression))
    return read
