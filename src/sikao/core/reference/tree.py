"""The year so far of one unit: leaves over their windows, branches, redistribution, main, total.

Exact values are carried along; what a node passes upward is its rounded points.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from .combining import Combination, combine
from .compiled import Branch, Checkpoint, Compiled, Leaf, Table
from .errors import CalculationError
from .leaves import Cell, LeafScorer
from .methods import ZERO, Parts
from .rounding import rounded

MAIN = "main"
TOTAL = "total"
_FLAG_OF_EFFECT = {"hold": "pending", "refuse": "refused", "redistribute": "redistributed"}


@dataclass(frozen=True, slots=True)
class Score:
    """A node of one unit at one checkpoint; without counted points ``points`` and ``full`` are None.

    ``exact`` is the value before the last rounding; ``parts`` sum to it.
    """

    points: Fraction | None = None
    full: Fraction | None = None
    exact: Fraction | None = None
    parts: Parts = field(default_factory=dict)
    flags: frozenset[str] = frozenset()

    @property
    def rate(self) -> Fraction | None:
        """Points over full points."""
        return self.points / self.full if self.points is not None and self.full else None


@dataclass(frozen=True, slots=True)
class Holdings:
    """The full points of a unit's leaves once transfers have moved them; a leaf that gave all has None."""

    full: Mapping[str, Fraction | None]
    received: frozenset[str]


class UnitYear:
    """One unit of a table at one checkpoint: its windows so far and the nodes they add up to."""

    def __init__(self, scorer: LeafScorer, table: Table, unit: str, checkpoint: Checkpoint) -> None:
        self._scorer = scorer
        self._compiled: Compiled = scorer.compiled
        self._table = table
        self._unit = unit
        self.checkpoint = checkpoint
        codes = [known.code for known in self._compiled.checkpoints]
        so_far = codes[: codes.index(checkpoint.code) + 1]
        self._so_far = {known.code: known for known in self._compiled.checkpoints if known.code in so_far}
        self.holdings = self._holdings()
        self._excluded: dict[str, Fraction] = {}

    def leaves(self) -> list[Leaf]:
        """The leaves that apply to the unit."""
        nodes = self._table.nodes.values()
        return [node for node in nodes if isinstance(node, Leaf) and self._unit in node.variants]

    def windows(self, leaf: Leaf, full: Fraction) -> list[tuple[Fraction, Checkpoint, Cell]]:
        """Share, checkpoint and score of every window of a leaf so far, out of ``full`` points."""
        declared = leaf.variants[self._unit].windows
        known = [(share, self._so_far[code]) for code, share in declared if code in self._so_far]
        return [(share, at, self.cell(leaf, at, full)) for share, at in known]

    def cell(self, leaf: Leaf, at: Checkpoint, full: Fraction) -> Cell:
        return self._scorer.cell(self._table, leaf, self._unit, at, full)

    def scores(self) -> dict[str, Score]:
        """Every node that applies, by code; `total` and `main` first."""
        scores: dict[str, Score] = {leaf.code: self._leaf_score(leaf) for leaf in self.leaves()}
        for node in reversed(list(self._table.nodes.values())):
            if isinstance(node, Branch) and self._unit in node.units:
                scores[node.code] = self._branch_score(node, scores)
        main = self._main(scores)
        total = self._total(main, scores)
        ordered = {code: scores[code] for code in self._table.nodes if code in scores}
        return {TOTAL: total, MAIN: main, **ordered}

    def _holdings(self) -> Holdings:
        """Moves the points of each leaf whose every window so far is withdrawn by `transfer`."""
        nominal = {leaf.code: leaf.variants[self._unit].full for leaf in self.leaves()}
        target = {leaf.code: self._transfer_target(leaf) for leaf in self.leaves()}
        full: dict[str, Fraction | None] = {c: w for c, w in nominal.items() if target[c] is None}
        received = set()
        for code in (code for code, goal in target.items() if goal is not None):
            last, passed = code, {code}
            while (goal := target.get(last)) is not None:
                if goal in passed or goal not in nominal:
                    raise CalculationError(
                        f"node {code}", f"its points cannot be transferred to {goal!r} for {self._unit}"
                    )
                passed.add(goal)
                last = goal
            full[last] = (full[last] or ZERO) + nominal[code]
            received |= passed - {code}
        return Holdings({code: full.get(code) for code in nominal}, frozenset(received))

    def _transfer_target(self, leaf: Leaf) -> str | None:
        windows = self.windows(leaf, leaf.variants[self._unit].full)
        effects = [cell.effect for _, _, cell in windows]
        withdrawn = bool(effects) and all(effect[:1] == ("transfer",) for effect in effects)
        return effects[0][1] if withdrawn else None

    def leaf_flags(self, leaf: Leaf, cells: Iterable[Cell]) -> frozenset[str]:
        """Remarks on the figures used, kinds of absence, effects taken."""
        flags: set[str] = set()
        for cell in cells:
            for key in cell.used:
                flags.update(self._scorer.figures.at(key).flags)
            if cell.absence is not None:
                flags.add(str(cell.absence))
                flags.update(_FLAG_OF_EFFECT[word] for word in cell.effect[:1] if word in _FLAG_OF_EFFECT)
        if self.holdings.full[leaf.code] is None or leaf.code in self.holdings.received:
            flags.add("transferred")
        return frozenset(flags)

    def _leaf_score(self, leaf: Leaf) -> Score:
        variant, full = leaf.variants[self._unit], self.holdings.full[leaf.code]
        windows = self.windows(leaf, variant.full if full is None else full)
        flags = self.leaf_flags(leaf, (cell for _, _, cell in windows))
        if full is None:
            return Score(flags=flags)
        for share, _, cell in windows:
            if cell.effect[:1] == ("redistribute",):
                taker = self._taker(leaf, cell.effect[1])
                self._excluded[taker] = self._excluded.get(taker, ZERO) + full * share
        counted = [(share, at, cell.points) for share, at, cell in windows if cell.points is not None]
        if not counted:
            return Score(flags=flags)
        parts = {f"checkpoint:{at.code}": share * points for share, at, points in counted}
        exact = sum(parts.values(), ZERO)
        points = exact
        if len(variant.windows) > 1 or variant.windows[0][1] != 1:
            points = rounded(exact, variant.score_places, self._compiled.rule)
        return Score(points, full * sum((share for share, _, _ in counted), ZERO), exact, parts, flags)

    def _taker(self, leaf: Leaf, level: str) -> str:
        """The node over whose rest a withdrawn window's points are spread."""
        if level == "table" or leaf.parent is None:
            return MAIN
        code = leaf.parent
        if level == "block":
            while (above := self._table.nodes[code].parent) is not None:
                code = above
        return code

    def _branch_score(self, branch: Branch, scores: Mapping[str, Score]) -> Score:
        children = [
            (node, scores[node.code])
            for node in self._table.nodes.values()
            if node.parent == branch.code and node.code in scores
        ]
        flags = frozenset().union(*(score.flags for _, score in children))
        combination = combine(branch, children)
        places = self._compiled.score_places if branch.combine != "sum" else None
        return self._closed(branch.code, combination, flags, places)

    def _main(self, scores: Mapping[str, Score]) -> Score:
        top = [(node, scores[node.code]) for node in self._top("main") if node.code in scores]
        whole = Branch(MAIN, None, 0, "main", None, "sum", None, frozenset())
        flags = frozenset().union(*(score.flags for _, score in top))
        return self._closed(MAIN, combine(whole, top), flags, self._compiled.total_places)

    def _closed(
        self, code: str, combination: Combination | None, flags: frozenset[str], places: int | None
    ) -> Score:
        """Spreads excluded points over what is counted, then rounds where the node is rounded."""
        excluded = self._excluded.get(code, ZERO)
        if combination is None or (excluded and not combination.full):
            return Score(flags=flags)
        if excluded:
            combination = combination.spread_over(excluded)
            flags |= {"redistributed"}
            places = self._compiled.score_places if places is None else places
        exact = combination.value
        points = exact if places is None else combination.rounded(places, self._compiled.rule)
        return Score(points, combination.full, exact, combination.parts, flags)

    def _total(self, main: Score, scores: Mapping[str, Score]) -> Score:
        """main + bonus + deductions, rounded once from the exact values."""
        beside = [
            (node.code, scores[node.code])
            for node in (*self._top("bonus"), *self._top("deduction"))
            if node.code in scores
        ]
        flags = main.flags.union(*(score.flags for _, score in beside))
        if main.exact is None:
            return Score(flags=flags)
        parts = {f"child:{MAIN}": main.exact}
        parts |= {f"child:{code}": score.points for code, score in beside if score.points is not None}
        exact = sum(parts.values(), ZERO)
        points = rounded(exact, self._compiled.total_places, self._compiled.rule)
        return Score(points, main.full, exact, parts, flags)

    def _top(self, role: str) -> list[Leaf | Branch]:
        return [node for node in self._table.nodes.values() if node.parent is None and node.role == role]

    def checkpoint_scores(self) -> dict[str, Score]:
        """The checkpoint table: the declared leaves' scores at this checkpoint, converted; `total` first."""
        declared = self._table.checkpoint_table
        if declared is None or self.checkpoint.code not in declared.nodes:
            return {}
        scores: dict[str, Score] = {}
        for leaf in (self._table.nodes[code] for code in declared.nodes[self.checkpoint.code]):
            if isinstance(leaf, Leaf) and self._unit in leaf.variants:
                scores[leaf.code] = self._checkpoint_leaf(leaf)
        counted = {code: s for code, s in scores.items() if s.points is not None and s.full is not None}
        flags = frozenset().union(*(score.flags for score in scores.values()))
        of_full = sum((score.full or ZERO for score in counted.values()), ZERO)
        if not of_full:
            return {TOTAL: Score(flags=flags), **scores}
        factor = declared.convert_to / of_full
        parts = {f"child:{code}": (score.points or ZERO) * factor for code, score in counted.items()}
        exact = sum(parts.values(), ZERO)
        points = rounded(exact, self._compiled.total_places, self._compiled.rule)
        return {TOTAL: Score(points, declared.convert_to, exact, parts, flags), **scores}

    def _checkpoint_leaf(self, leaf: Leaf) -> Score:
        full = self.holdings.full[leaf.code]
        cell = self.cell(leaf, self.checkpoint, leaf.variants[self._unit].full if full is None else full)
        flags = self.leaf_flags(leaf, [cell])
        if full is None or cell.points is None:
            return Score(flags=flags)
        return Score(cell.points, full, sum(cell.parts.values(), ZERO), cell.parts, flags)
