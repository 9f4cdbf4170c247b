"""What a claim looks at: from a selector to nodes, and from nodes to numbers, in one year's scheme."""

from __future__ import annotations

from fractions import Fraction

from sikao.core.scheme.burden import Burden, count_burden
from sikao.core.scheme.model import Node, Placed, Scheme, Scorecard, Selector, Unit
from sikao.core.scheme.resolving import DEFAULT_SCHEDULE, Resolved
from sikao.core.scheme.shape import written
from sikao.core.wording import Detail


class Unanswerable(Exception):  # noqa: N818 - a reason why, not a fault; it carries a finding
    """Why a claim cannot be evaluated: a finding code and its details."""

    def __init__(self, code: str, /, **details: Detail) -> None:
        super().__init__(code)
        self.code = code
        self.details = details


class Year:
    """One scheme as claims see it."""

    def __init__(self, scheme: Scheme) -> None:
        self.scheme = scheme
        self.resolved = Resolved(scheme)
        self._units: dict[tuple[str, tuple[str, ...]], tuple[Unit, ...]] = {}

    def scorecard(self, selector: Selector, quantity: str) -> Scorecard:
        """The scorecard that a selector names."""
        if selector.scorecard is None:
            raise Unanswerable("claim.incomplete", key=written("Selector", "scorecard"), quantity=quantity)
        card = self.scheme.scorecards.get(selector.scorecard)
        if card is None:
            raise Unanswerable("claim.unknown", key=written("Selector", "scorecard"), code=selector.scorecard)
        return card

    def select(self, selector: Selector, quantity: str) -> tuple[Placed, ...]:
        """The nodes that a selector means; a scorecard alone: its blocks, or its leaves when counting.

        With a schedule only nodes in which a leaf counts by it, whatever their tags say.
        """
        card = self.scorecard(selector, quantity)
        placed = [entry for entry in card.walk() if entry.role == selector.role]
        known = {entry.node.code for entry in placed}
        for key, code in (("block", selector.block), *(("nodes", code) for code in selector.nodes)):
            if code is not None and code not in known:
                raise Unanswerable("claim.unknown", key=written("Selector", key), code=code)
        if selector.level is not None and selector.level not in card.levels:
            raise Unanswerable("claim.unknown", key=written("Selector", "level"), code=selector.level)
        chosen = [entry for entry in placed if _matches(selector, card, entry)]
        if selector.schedule is not None:
            counted = self._counting_by(card, selector.schedule)
            chosen = [entry for entry in chosen if entry.node.code in counted]
        if not (selector.nodes or selector.tag or selector.level):
            chosen = self._whole(selector, chosen, quantity)
        if not chosen:
            raise Unanswerable("claim.nothing_selected")
        return tuple(chosen)

    def _counting_by(self, card: Scorecard, schedule: str) -> set[str]:
        """The leaves that count by a schedule for everybody to whom they apply, and the nodes above them."""
        if schedule not in self.scheme.schedules:
            raise Unanswerable("claim.unknown", key=written("Selector", "schedule"), code=schedule)
        settings = [self.resolved.settings(card, unit) for unit in self.units(card, ())]
        found: set[str] = set()
        for entry in card.walk():
            code = entry.node.code
            used = {own[code].schedule or DEFAULT_SCHEDULE for own in settings if code in own}
            if not (entry.node.is_leaf and used == {schedule}):
                continue
            current: Placed | None = entry
            while current is not None:
                found.add(current.node.code)
                current = current.parent
        return found

    def _whole(self, selector: Selector, chosen: list[Placed], quantity: str) -> list[Placed]:
        if quantity in ("count", "targets"):
            return [entry for entry in chosen if entry.node.is_leaf]
        return [entry for entry in chosen if entry.depth == 0] if selector.block is None else chosen[:1]

    def units(self, card: Scorecard, groups: tuple[str, ...]) -> tuple[Unit, ...]:
        """The units scored by a card: of some groups, or all."""
        key = (card.code, groups)
        if key not in self._units:
            self._units[key] = self._scored(card, groups)
        return self._units[key]

    def _scored(self, card: Scorecard, groups: tuple[str, ...]) -> tuple[Unit, ...]:
        found = [
            unit
            for table in self.resolved.tables
            if table.scorecard.code == card.code
            for unit in table.units
            if not groups or any(self.resolved.is_below(unit.group, group) for group in groups)
        ]
        if not found:
            raise Unanswerable("claim.nothing_selected")
        return tuple(found)

    def points(self, card: Scorecard, nodes: tuple[Placed, ...], unit: Unit) -> Fraction:
        """Nominal points of nodes for one unit; what lies inside another chosen node is not added twice."""
        settings = self.resolved.settings(card, unit)
        chosen = {entry.node.code for entry in nodes}
        outer = [entry for entry in nodes if not _inside(entry, chosen)]
        found = (settings[entry.node.code].points for entry in outer if entry.node.code in settings)
        return sum(found, Fraction(0))

    def members(self, selector: Selector, unit: Unit) -> Fraction:
        """How many entries a register has for a unit."""
        if selector.register is None:
            raise Unanswerable("claim.incomplete", key=written("Selector", "register"), quantity="members")
        register = self.scheme.registers.get(selector.register)
        if register is None:
            raise Unanswerable("claim.unknown", key=written("Selector", "register"), code=selector.register)
        return Fraction(len(register.members_of(unit.code)))

    def shares(self, selector: Selector) -> tuple[tuple[str, Fraction], ...]:
        """Checkpoints and shares of a schedule."""
        if selector.schedule is None:
            raise Unanswerable("claim.incomplete", key=written("Selector", "schedule"), quantity="shares")
        if selector.schedule not in self.scheme.schedules:
            raise Unanswerable("claim.unknown", key=written("Selector", "schedule"), code=selector.schedule)
        return self.resolved.windows(selector.schedule)

    def burden(self, selector: Selector, cards: frozenset[str] | None = None) -> Burden:
        """What the nodes selected ask of units; without a scorecard, what the whole or ``cards`` ask."""
        if selector.scorecard is None and _is_whole(selector):
            return count_burden(self.scheme, cards)
        card = self.scorecard(selector, "burden")
        if _is_whole(selector):
            return count_burden(self.scheme, {card.code})
        chosen = {entry.node.code for entry in self.select(selector, "burden")}
        leaves = {
            entry.node.code
            for entry in card.walk()
            if entry.node.is_leaf and (entry.node.code in chosen or _inside(entry, chosen))
        }
        return count_burden(self.scheme, {card.code}, leaves)


def _matches(selector: Selector, card: Scorecard, entry: Placed) -> bool:
    node: Node = entry.node
    return (
        (selector.block is None or entry.block.code == selector.block)
        and (not selector.nodes or node.code in selector.nodes)
        and (selector.tag is None or selector.tag in node.tags)
        and (selector.level is None or card.levels[entry.depth : entry.depth + 1] == (selector.level,))
    )


def _is_whole(selector: Selector) -> bool:
    """Whether a selector leaves no node out; bonus and deduction ask of units too."""
    narrowed = selector.block or selector.nodes or selector.tag or selector.level
    return not narrowed and selector.role == Selector().role


def _inside(entry: Placed, chosen: set[str]) -> bool:
    parent = entry.parent
    while parent is not None:
        if parent.node.code in chosen:
            return True
        parent = parent.parent
    return False
