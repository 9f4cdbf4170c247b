"""The windows of a leaf as the exact calculator reports them, with names, sources and formulas put in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from sikao.core.books.names import term_of
from sikao.core.figures.absence import Absence
from sikao.core.figures.codes import split_indicator
from sikao.core.figures.periods import Period
from sikao.core.figures.table import Figure, Figures, Kind
from sikao.core.insight.explanation import Comparison, FigureUsed, Part, Spread, Window
from sikao.core.insight.legend import Legend
from sikao.core.insight.steps import measure_calculated, rounding_words, window_steps
from sikao.core.reference.rounding import decimal_text
from sikao.core.scheme.docketed import DECIDED
from sikao.core.scheme.expressions import Expression
from sikao.core.scheme.methods import (
    Efficacy,
    Method,
    Range,
    RankInterval,
    RankLadder,
    RankStep,
    RelativeBest,
)
from sikao.core.scheme.model import EFFECTS, SELF, Item, Placed, Scheme, Scorecard
from sikao.core.scheme.model.items import REVISIONS
from sikao.core.scheme.phrasing import expression_terms
from sikao.core.scheme.resolving import Resolved, Settings
from sikao.core.wording import Term
from sikao.core.wording.formulas import PART_NAMES, Formula, Given, formula

OWN_REPORT = Term("本单位自报", "the unit itself")


def parts_of(parts: Mapping[str, str], names: Mapping[str, Term]) -> tuple[Part, ...]:
    """Named parts with their titles: catalogue parts, nodes, checkpoints, or a tally's entries."""
    made = []
    for name, points in parts.items():
        head, _, target = name.partition(":")
        if not target:
            made.append(Part(name, PART_NAMES[head], points))
        elif head == "entry":
            made.append(Part(name, Term(target, target), points))
        else:
            made.append(Part(name, names[target], points, target))
    return tuple(made)


class WindowReader:
    """Reads the calculator's windows for one scheme and its figures."""

    def __init__(self, scheme: Scheme, figures: Figures, resolved: Resolved) -> None:
        self._scheme = scheme
        self._figures = figures
        self._resolved = resolved

    def window(
        self, card: Scorecard, placed: Placed, unit: str, found: Mapping[str, Any], known_at: str
    ) -> Window:
        """One window with its names, formula and figures; ``known_at`` is the checkpoint explained."""
        settings = self._resolved.settings(card, self._scheme.units[unit])[placed.node.code]
        checkpoint = self._scheme.checkpoints[found["checkpoint"]]
        figures = self.figures_used(found["figures"], known_at)
        group = self._comparison(found["group"], settings.method)
        legend = Legend(self._scheme, settings, term_of(self._scheme.units[unit]), found, figures, group)
        words, places = self._measure_words(placed, settings), self._places(placed)
        rounding = rounding_words(self._scheme.rounding.rule, places)
        return Window(
            checkpoint=checkpoint.code,
            checkpoint_name=term_of(checkpoint),
            share=self._share(settings, checkpoint.code),
            measure_text=words,
            measure=found["measure"],
            calculated=measure_calculated(found, words, legend),
            beside_text=self._words(placed.node.beside),
            beside=found["beside"],
            beside_figures=self.figures_used(found["beside_figures"], known_at),
            difference=_difference(found["measure"], found["beside"]),
            parameters=found["parameters"],
            formula=_formula(placed, settings, found),
            symbols=legend.of_formula(higher=placed.node.direction == "higher"),
            steps=tuple(window_steps(found, legend, placed.node.coefficient, rounding, places)),
            comparison=group,
            absence=None if found["absence"] is None else Absence(found["absence"]).term,
            effect=_effect(found["effect"], self._nodes(card)),
            raw=found["raw"],
            parts=parts_of(found["parts"], {}),
            points=found["points"],
            figures=figures,
        )

    def _places(self, placed: Placed) -> int:
        """The decimal places of a leaf's score at a checkpoint."""
        own = placed.node.rounding
        declared = None if own is None else own.checkpoint
        return self._scheme.rounding.checkpoint if declared is None else declared

    def spread(self, card: Scorecard, placed: Placed, found: Mapping[str, Any], share: Fraction) -> Spread:
        """The points that a withdrawn window with this ``share`` of the year gave up."""
        checkpoint = self._scheme.checkpoints[found["checkpoint"]]
        return Spread(
            node=placed.node.code,
            node_name=term_of(placed.node),
            checkpoint=checkpoint.code,
            checkpoint_name=term_of(checkpoint),
            points=decimal_text(Fraction(found["full"]) * share),
            absence=None if found["absence"] is None else Absence(found["absence"]).term,
            effect=_effect(found["effect"], self._nodes(card)),
        )

    def _measure_words(self, placed: Placed, settings: Settings) -> Term | None:
        """The measure in words; where a range is best, its distance from that range."""
        words = self._words(settings.measure)
        target = getattr(settings.method, "target", None)
        if words is None or placed.node.direction != "range" or not isinstance(target, Range):
            return words
        low, high = self._words(target.low), self._words(target.high)
        if low is None or high is None:
            return words
        return Term(
            f"{words.zh}超出区间[{low.zh}, {high.zh}]的距离",
            f"distance of {words.en} from the range [{low.en}, {high.en}]",
        )

    def _words(self, expression: Expression | None) -> Term | None:
        return None if expression is None else expression_terms(expression, self._scheme)

    def _share(self, settings: Settings, checkpoint: str) -> str | None:
        shares = dict(self._resolved.windows(settings.schedule))
        if checkpoint not in shares or len(shares) == 1:
            return None
        share = shares[checkpoint] * 100
        exact = Decimal(share.numerator) / Decimal(share.denominator)
        return f"{exact.normalize():f}%" if Fraction(exact) == share else str(shares[checkpoint])

    def _nodes(self, card: Scorecard) -> Mapping[str, Term]:
        return {entry.node.code: term_of(entry.node) for entry in card.walk()}

    def _comparison(self, group: Mapping[str, Any] | None, method: Method | None) -> Comparison | None:
        if group is None:
            return None
        return Comparison(
            size=group["n"],
            worst=group["worst"],
            worst_units=self.units_named(group["worst_units"]),
            best=group["best"],
            best_units=self.units_named(group["best_units"]),
            place=group["place"],
            counts=compares(method),
        )

    def units_named(self, units: Iterable[str]) -> tuple[tuple[str, Term], ...]:
        """Units by code and name."""
        return tuple((unit, term_of(self._scheme.units[unit])) for unit in units)

    def figures_used(self, keys: Iterable[list[str]], known_at: str | None = None) -> tuple[FigureUsed, ...]:
        """Figures by unit, indicator, kind, period and since when they count, as they were reported.

        With the checkpoint at which they are ``known_at``, one that has been revised since, but is used as it
        was, says so.
        """
        return tuple(self._figure(key, known_at) for key in keys)

    def _figure(self, key: list[str], known_at: str | None) -> FigureUsed:
        carrier, indicator, kind, period, since = key
        item_code, member = split_indicator(indicator) or (indicator, None)
        item = self._scheme.items[item_code]
        stated = (carrier, indicator, Kind(kind), Period.from_canonical(period))
        figure = self._figures.get(*stated, since)
        absent = Absence.MISSING if figure is None else figure.absence
        named = self._scheme.units.get(carrier) or self._scheme.references[carrier]
        name = term_of(item)
        if member is not None and item.members is not None:
            entry = self._scheme.registers[item.members].members_of(carrier).get(member)
            if entry is not None:
                name = Term(f"{name.zh}·{entry.name}", f"{name.en} · {entry.name_en or entry.name}")
        return FigureUsed(
            unit=carrier,
            unit_name=term_of(named),
            indicator=indicator,
            indicator_name=name,
            kind=Kind(kind).term,
            period=period,
            value=None if figure is None or figure.value is None else f"{figure.value:f}",
            unit_of_measure=item.kinds[kind],
            absence=None if absent is None else absent.term,
            flags=() if figure is None else tuple(flag.term for flag in sorted(figure.flags)),
            provider=self._provider(item),
            caliber="" if figure is None else figure.caliber,
            source="" if figure is None else figure.source,
            revision=self._unused(stated, since, known_at, item)
            or self._revision(since, figure, self._figures.get(*stated), item),
        )

    def _revision(self, since: str, figure: Figure | None, first: Figure | None, item: Item) -> Term | None:
        """Since when a revised figure counts, by which rule, and what was reported first.

        What was reported once more and says the same is none.
        """
        if not since or _says(figure) == _says(first):
            return None
        named, rule = self._scheme.checkpoints[since], REVISIONS[item.revision]
        before = "—" if first is None or first.value is None else f"{first.value:f}"
        return Term(
            f"修订数，自{named.name}起使用（{rule.zh}）；此前为 {before}",
            f"revised, counts since {named.name_en or named.name} ({rule.en}); {before} before",
        )

    def _unused(
        self, stated: tuple[str, str, Kind, Period], since: str, known_at: str | None, item: Item
    ) -> Term | None:
        """The latest revision that is known by now and is not used, with the rule by which it is not."""
        order = [entry.code for entry in self._resolved.checkpoints]
        if known_at is None:
            return None
        later = order[order.index(since) + 1 if since else 0 : order.index(known_at) + 1]
        found = [(code, revised) for code in later if (revised := self._figures.get(*stated, code))]
        if not found or _says(found[-1][1]) == _says(self._figures.get(*stated, since)):
            return None
        code, revised = found[-1]
        named, rule = self._scheme.checkpoints[code], REVISIONS[item.revision]
        value = "—" if revised.value is None else f"{revised.value:f}"
        return Term(
            f"自{named.name}起修订为 {value}，此处仍用原数（{rule.zh}）",
            f"revised to {value} since {named.name_en or named.name}, not used here ({rule.en})",
        )

    def _provider(self, item: Item) -> Term:
        if item.code in self._scheme.docket.items:
            return DECIDED
        return OWN_REPORT if item.provider == SELF else term_of(self._scheme.providers[item.provider])


def compares(method: Method | None) -> bool:
    """Whether a method sets a unit against its group: by places, or by the group's best or worst."""
    if isinstance(method, Efficacy):
        return method.low is None or method.high is None
    if isinstance(method, RelativeBest):
        return method.best is None
    return isinstance(method, RankStep | RankInterval | RankLadder)


def _difference(measure: str | None, beside: str | None) -> str | None:
    if measure is None or beside is None:
        return None
    return f"{Decimal(measure) - Decimal(beside):f}"


def _effect(effect: list[str] | None, nodes: Mapping[str, Term]) -> Term | None:
    """The declared consequence of an absence, with the node that takes the points where there is one."""
    if not effect:
        return None
    kind = "_".join(effect) if effect[0] == "redistribute" else effect[0]
    said = EFFECTS[kind]
    if kind == "transfer":
        target = nodes[effect[1]]
        return Term(f"{said.zh}：{target.zh}", f"{said.en}: {target.en}")
    return Term(f"{said.zh} {effect[1]}", f"{said.en}: {effect[1]}") if kind == "share" else said


def _formula(placed: Placed, settings: Settings, found: Mapping[str, Any]) -> Formula | None:
    """The method's formula with its numbers, where the method came to a score."""
    if found["raw"] is None or settings.method is None:
        return None
    group = found["group"] or {}
    given = Given(
        w=found["full"],
        x=found["measure"] or "0",
        higher=placed.node.direction == "higher",
        method=found["method"],
        place=group.get("place", ""),
        size=str(group.get("n", "")),
    )
    return formula(found["method"]["kind"], given)


def _says(figure: Figure | None) -> tuple[Decimal | None, Absence | None]:
    return (None, Absence.MISSING) if figure is None else (figure.value, figure.absence)
