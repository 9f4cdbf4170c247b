"""A scheme worked out in full by the exact calculator, ready to explain any node of any unit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from sikao.core.books.asking import check_checkpoint, refusal, some_of
from sikao.core.books.book import Book, book_from_result
from sikao.core.books.names import MAIN, SYNTHESISED, TOTAL, flag_term, names_of, outcome_terms, term_of
from sikao.core.figures.table import Figures
from sikao.core.insight.composition import conversion, with_children, workings
from sikao.core.insight.explanation import Explanation, Grounds, Sentence, Spread, Window, Working
from sikao.core.insight.grounds import GroundsReader, sentence_of
from sikao.core.insight.holdings import givers, holding
from sikao.core.insight.steps import rounding_step, rounding_words, year_steps
from sikao.core.insight.windows import WindowReader, parts_of
from sikao.core.reference import calculate
from sikao.core.scheme.compiling import compile_scheme
from sikao.core.scheme.model import Node, Placed, Scheme, Scorecard
from sikao.core.scheme.model.scorecards import COMBINES
from sikao.core.scheme.orders import scores_only_places
from sikao.core.scheme.resolving import Resolved, Settings
from sikao.core.scheme.shape import shape_of
from sikao.core.wording import FindingsError, Language, Term

Row = Mapping[str, Any]
RowKey = tuple[str, str, str, str]


class Worked:
    """One exact calculation with every window laid open.

    It is made once and asked often: pages and the command line keep it beside the scheme's digest.
    """

    def __init__(self, scheme: Scheme, figures: Figures, checkpoint: str | None = None) -> None:
        """Work out ``scheme`` on ``figures`` at ``checkpoint`` (default: the last) and those before it.

        A checkpoint that is not there, or not ranked, raises ``FindingsError``.
        """
        check_checkpoint(scheme, checkpoint)
        self.scheme = scheme
        self.figures = figures
        self.resolved = Resolved(scheme)
        self._books: dict[Language, Book] = {}
        self._result = calculate(
            compile_scheme(scheme), figures.canonical_rows(), checkpoint=checkpoint, detail=True
        )
        self._reader = WindowReader(scheme, figures, self.resolved)
        self._grounds_reader = GroundsReader(scheme, self._reader)

    def book(self, lang: Language = "zh") -> Book:
        """The score book, with names in one language."""
        if lang not in self._books:
            self._books[lang] = book_from_result(self._result, names_of(self.scheme, lang))
        return self._books[lang]

    @cached_property
    def _rows(self) -> dict[RowKey, Mapping[str, Any]]:
        keys = ("checkpoint", "scorecard", "unit", "node")
        return {tuple(row[key] for key in keys): row for row in self._result["rows"]}

    @cached_property
    def _windows(self) -> dict[tuple[str, str, str], list[Mapping[str, Any]]]:
        found: dict[tuple[str, str, str], list[Mapping[str, Any]]] = defaultdict(list)
        for window in self._result["windows"]:
            found[window["table"], window["unit"], window["node"]].append(window)
        return found

    @cached_property
    def _grounds(self) -> dict[tuple[str, str], Mapping[str, Any]]:
        return {(found["table"], found["unit"]): found for found in self._result["grounds"]}

    @cached_property
    def _outcomes(self) -> dict[str, Term]:
        return outcome_terms(self.scheme)

    @cached_property
    def _ranked(self) -> dict[tuple[str, str, str], int]:
        """How many units have a place, by checkpoint, scorecard and group."""
        counts: dict[tuple[str, str, str], int] = defaultdict(int)
        for row in self._result["rows"]:
            if row["node"] == TOTAL and row["rank"] is not None:
                counts[row["checkpoint"], row["scorecard"], row["group"]] += 1
        return counts

    def explain(
        self, unit: str, node: str = TOTAL, checkpoint: str | None = None, scorecard: str | None = None
    ) -> Explanation:
        """Why ``node`` of ``unit`` has its points; ``FindingsError`` when there is no such row.

        ``scorecard`` is the unit's own by default; the code of its checkpoint table explains that one.
        """
        at = checkpoint or self._result["checkpoint"]
        card = self._scorecard(unit)
        if card is None:
            known = some_of(self.scheme.units)
            raise refusal("book.unknown_unit", unit=unit, known=known)
        table = scorecard or card.code
        row = self._rows.get((at, table, unit, node))
        if row is None:
            raise self._no_row(at, table, unit, node)
        return self._explanation(card, row)

    def _no_row(self, at: str, table: str, unit: str, node: str) -> FindingsError:
        """What of a row is not there, its table, its checkpoint or its node, and what is there instead."""
        own = [key for key in self._rows if key[2] == unit]
        checkpoints = list(dict.fromkeys(where for where, card, _, _ in own if card == table))
        if not checkpoints:
            tables = some_of(dict.fromkeys(card for _, card, _, _ in own))
            return refusal("book.unknown_table", unit=unit, scorecard=table, known=tables)
        if at not in checkpoints:
            known = some_of(checkpoints)
            return refusal("book.not_at_checkpoint", scorecard=table, checkpoint=at, known=known)
        nodes = some_of(code for where, card, _, code in own if (where, card) == (at, table))
        return refusal("book.unknown_node", unit=unit, node=node, scorecard=table, known=nodes)

    def _scorecard(self, unit: str) -> Scorecard | None:
        if unit not in self.scheme.units:
            return None
        group = self.resolved.ranking_group(self.scheme.units[unit])
        code = None if group is None else self.resolved.scorecard_of(group)
        return None if code is None else self.scheme.scorecards[code]

    def _explanation(self, card: Scorecard, row: Row) -> Explanation:
        unit, node, checkpoint = row["unit"], row["node"], row["checkpoint"]
        placed = next((entry for entry in card.walk() if entry.node.code == node), None)
        settings = self.resolved.settings(card, self.scheme.units[unit]).get(node)
        own_table = row["scorecard"] != card.code
        windows = self._windows.get((card.code, unit, node), [])
        laid_open = tuple(
            self._reader.window(card, placed, unit, window, checkpoint)
            for window in windows
            if placed is not None and self._counts(window, checkpoint, settings, own_table)
        )
        return Explanation(
            scheme=self.scheme.code,
            scheme_digest=self._result["scheme_digest"],
            illustrative=self.scheme.illustrative,
            from_places=scores_only_places(self.scheme),
            checkpoint=checkpoint,
            checkpoint_name=term_of(self.scheme.checkpoints[checkpoint]),
            scorecard=row["scorecard"],
            scorecard_name=term_of(card.checkpoint_table if own_table and card.checkpoint_table else card),
            unit=unit,
            unit_name=term_of(self.scheme.units[unit]),
            node=node,
            node_name=SYNTHESISED[node] if placed is None else term_of(placed.node),
            path=_path(node, placed),
            points=row["points"],
            full_points=row["full_points"],
            attainment=row["attainment"],
            rank=row["rank"],
            among=self._ranked[checkpoint, row["scorecard"], row["group"]],
            grade=self._grade(row),
            grounds=self._why(card, row),
            flags=tuple(row["flags"]),
            remarks=tuple(flag_term(flag, self._outcomes) for flag in row["flags"]),
            rule=None if settings is None else settings.rule,
            basis=None if placed is None else placed.node.basis,
            sentence=self._sentence(placed),
            method=_method_name(placed, settings),
            rounding=rounding_words(self.scheme.rounding.rule, self._places(placed, node)),
            windows=laid_open,
            holding=self._holding(card, placed, row),
            **self._composition(card, placed, row, laid_open),
        )

    def _composition(
        self, card: Scorecard, placed: Placed | None, row: Row, windows: Sequence[Window]
    ) -> dict[str, Any]:
        """The parts of a row, the steps from them to its points, and the points spread over it."""
        settings = self.resolved.settings(card, self.scheme.units[row["unit"]])
        branch = None if placed is None else placed.node
        children = () if branch is None or branch.combine == "sum" else branch.children
        weights = {code: own.weight for code, own in settings.items() if own.weight is not None}
        parts = with_children(
            parts_of(row["parts"], self._part_names(card)),
            lambda node: self._rows[row["checkpoint"], row["scorecard"], row["unit"], node],
            {child.code: weights[child.code] for child in children if child.code in weights},
        )
        words = rounding_words(self.scheme.rounding.rule, places := self._places(placed, row["node"]))
        if windows:
            own_table = row["scorecard"] != card.code
            year = () if own_table else year_steps(windows, parts, row["points"], words, places)
            return {"parts": parts, "workings": year, "spread": ()}
        spread: tuple[Spread, ...] = ()
        if row["scorecard"] != card.code:
            steps = conversion(parts, row) if row["node"] == TOTAL else ()
        else:
            spread = tuple(self._spread(card, row))
            steps = workings(branch, parts, row, spread)
        if steps and row["points"] is not None:
            steps = (*steps, *rounding_step(steps[-1].result, row["points"], words, places))
        return {"parts": parts, "workings": steps, "spread": spread}

    def _holding(self, card: Scorecard, placed: Placed | None, row: Row) -> Working | None:
        """How the full points of a leaf come from its own and from those that other leaves gave to it."""
        if placed is None or not placed.node.is_leaf or "transferred" not in row["flags"]:
            return None
        settings = self.resolved.settings(card, self.scheme.units[row["unit"]])
        so_far = {
            code: [
                window
                for window in self._windows.get((card.code, row["unit"], code), [])
                if self._counts(window, row["checkpoint"], own, own_table=False)
            ]
            for code, own in settings.items()
        }
        names = {entry.node.code: term_of(entry.node) for entry in card.walk()}
        given = [
            (names[code], settings[code].points, so_far[code][0]["absence"])
            for code in givers(placed.node.code, so_far)
        ]
        return holding(settings[placed.node.code].points, given)

    def _spread(self, card: Scorecard, row: Row) -> Iterator[Spread]:
        """The points of windows so far that an absence withdrew and spread over the node of a row."""
        settings = self.resolved.settings(card, self.scheme.units[row["unit"]])
        for placed in card.walk():
            own = settings.get(placed.node.code)
            for window in self._windows.get((card.code, row["unit"], placed.node.code), []):
                effect = window["effect"]
                if not effect or effect[0] != "redistribute" or _taker(placed, effect[1]) != row["node"]:
                    continue
                if own is not None and self._counts(window, row["checkpoint"], own, own_table=False):
                    share = dict(self.resolved.windows(own.schedule))[window["checkpoint"]]
                    yield self._reader.spread(card, placed, window, share)

    def _counts(self, window: Row, checkpoint: str, settings: Settings | None, own_table: bool) -> bool:
        """Whether a window belongs to the row: its own checkpoint's, or those of the year so far."""
        if own_table:
            return bool(window["checkpoint"] == checkpoint)
        order = [entry.code for entry in self.resolved.checkpoints]
        scheduled = [] if settings is None else [code for code, _ in self.resolved.windows(settings.schedule)]
        so_far = order.index(window["checkpoint"]) <= order.index(checkpoint)
        return so_far and window["checkpoint"] in scheduled

    def _grade(self, row: Row) -> Term | None:
        grades = self.scheme.grades.get(row["group"], ())
        return next((term_of(grade) for grade in grades if grade.code == row["grade"]), None)

    def _why(self, card: Scorecard, row: Row) -> Grounds | None:
        """The grounds of a total at the year's last checkpoint, where grades and awards are given."""
        last = [entry.code for entry in self.resolved.checkpoints if entry.ranked][-1]
        if (row["node"], row["scorecard"], row["checkpoint"]) != (TOTAL, card.code, last):
            return None
        found = self._grounds[card.code, row["unit"]]
        return self._grounds_reader.grounds(card, row["group"], found)

    def _sentence(self, placed: Placed | None) -> Sentence | None:
        """The policy's sentence of a node, or of the nearest node above it."""
        while placed is not None:
            found = sentence_of(self.scheme, placed.node.sentence)
            if found is not None:
                return found
            placed = placed.parent
        return None

    def _places(self, placed: Placed | None, node: str) -> int:
        """The decimal places that apply to the points of a node."""
        declared = self.scheme.rounding
        own = None if placed is None else placed.node.rounding
        if own is not None and own.score is not None:
            return own.score
        return declared.total if node in (TOTAL, MAIN) else declared.score

    def _part_names(self, card: Scorecard) -> dict[str, Term]:
        names = {placed.node.code: term_of(placed.node) for placed in card.walk()} | SYNTHESISED
        return names | {code: term_of(entry) for code, entry in self.scheme.checkpoints.items()}


def _taker(placed: Placed, level: str) -> str:
    """The node over whose counted rest a withdrawn window's points are spread."""
    if level == "table" or placed.parent is None:
        return MAIN
    return placed.parent.node.code if level == "parent" else placed.block.code


def _path(node: str, placed: Placed | None) -> tuple[tuple[str, Term], ...]:
    """The nodes from the block down to the node itself."""
    if placed is None:
        return ((node, SYNTHESISED[node]),)
    above: list[Node] = []
    current: Placed | None = placed
    while current is not None:
        above.append(current.node)
        current = current.parent
    return tuple((entry.code, term_of(entry)) for entry in reversed(above))


def _method_name(placed: Placed | None, settings: Settings | None) -> Term | None:
    """How a leaf is scored, or how a branch is composed where it is not simply added up."""
    if placed is None or settings is None:
        return None
    if placed.node.children:
        return None if placed.node.combine == "sum" else COMBINES[placed.node.combine]
    return None if settings.method is None else shape_of(settings.method).title
