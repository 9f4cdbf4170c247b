"""An explanation as a page shows it: the domain's data in the reader's language, with addresses to go on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Protocol

from sikao.core.figures.absence import Flag
from sikao.core.figures.periods import Period
from sikao.core.insight.explanation import Explanation, FigureUsed, Part, Spread, Symbol, Window, Working
from sikao.core.insight.legend import NAMED
from sikao.core.wording import FindingsError, Term
from sikao.core.wording.formulas import shown
from sikao.interfaces.web.results.charts import Chart, targets_chart, waterfall_chart
from sikao.interfaces.web.results.grounds import GroundsLine, grounds_line
from sikao.interfaces.web.results.lines import (
    Beside,
    FigureLine,
    PartLine,
    SpreadLine,
    StepLine,
    SymbolLine,
    WindowLine,
)
from sikao.interfaces.web.results.standing import MAIN, TOTAL, Standing
from sikao.interfaces.web.results.weights import measure_name
from sikao.interfaces.web.results.words import BETWEEN, Mark, known_marks

BEST = Term("最好", "best")
WORST = Term("最差", "worst")
PLACE = Term("本单位位次", "this unit's place")


class Explains(Protocol):
    """What explains one number: a scheme worked out in full, or what a unit may see of it."""

    def explain(
        self, unit: str, node: str, checkpoint: str | None = None, scorecard: str | None = None
    ) -> Explanation:
        """Why a node of a unit has its points; raises ``FindingsError`` where there is no such row."""
        ...


@dataclass(frozen=True, slots=True)
class ExplanationView:
    """Everything the panel and the page of one number show."""

    unit_name: str
    unit_address: str
    group: str
    node_name: str
    table_name: str
    checkpoint_name: str
    path: tuple[tuple[str, str], ...]
    address: str
    points: str | None
    role: str
    full: Decimal | None
    rate: Decimal | None
    rank: int | None
    among: int
    grade: str
    grounds: GroundsLine | None
    marks: tuple[Mark, ...]
    rule: str
    basis: str
    sentence: str
    sentence_source: str
    method: str
    rounding: str
    measure_text: str
    parts: tuple[PartLine, ...]
    steps: tuple[StepLine, ...]
    spread: tuple[SpreadLine, ...]
    windows: tuple[WindowLine, ...]
    waterfall: Chart | None
    targets: Chart | None

    @property
    def many(self) -> bool:
        """Whether more than one checkpoint makes the points."""
        return len(self.windows) > 1

    @property
    def adjustments(self) -> tuple[PartLine, ...]:
        """What is added to the checkpoints of the year, such as the rounding."""
        return self.parts[len([window for window in self.windows if window.counted]) :]


def explanation_view(
    standing: Standing, worked: Explains, unit: str, table: str, node: str
) -> ExplanationView | None:
    """The explanation of one number; none where the book has no such row."""
    group = standing.ranking_group(unit) if unit in standing.scheme.units else None
    if group is None:
        return None
    try:
        found = worked.explain(unit, node, standing.checkpoint, table)
    except FindingsError:
        return None
    if node == TOTAL:
        found = _opened(found, worked)
    return _View(standing, found, group.code).made()


def _opened(total: Explanation, worked: Explains) -> Explanation:
    """A total with the parts of the main table in its place; a checkpoint table has no main."""
    if all(part.target != MAIN for part in total.parts):
        return total
    main = worked.explain(total.unit, MAIN, total.checkpoint, total.scorecard)
    opened = [inner for part in total.parts for inner in (main.parts if part.target == MAIN else (part,))]
    # The total goes on from the main table's exact value, and is rounded once.
    steps = (*(step for step in main.workings if not step.rounds), *total.workings)
    return replace(total, parts=tuple(opened), workings=steps, spread=main.spread)


class _View:
    """Turns an explanation into the words of one language."""

    def __init__(self, standing: Standing, found: Explanation, group: str) -> None:
        self._standing = standing
        self._found = found
        self._lang = standing.lang
        self._group = group
        self._roles = {placed.node.code: placed.role for placed in standing.scorecard_of(group).walk()}

    def made(self) -> ExplanationView:
        found = self._found
        windows = tuple(self._window(window) for window in found.windows)
        parts = self._parts(found.parts)
        # What one checkpoint alone gives is told there.
        if len(windows) == 1 and (not _is_year(found.parts) or len(parts) == 1):
            parts = ()
        role = self._role(found.node)
        summed = not windows and found.points is not None
        return ExplanationView(
            unit_name=self._say(found.unit_name),
            unit_address=self._standing.address("unit", unit=found.unit),
            group=self._group,
            node_name=self._say(found.node_name),
            table_name=self._say(found.scorecard_name),
            checkpoint_name=self._say(found.checkpoint_name),
            path=tuple((self._say(name), self._explain(code)) for code, name in found.path[:-1]),
            address=self._explain(found.node),
            points=None if found.points is None else _points(found.points),
            full=None if found.full_points is None else Decimal(found.full_points),
            role=role,
            rate=_rate(found.attainment) if role == "main" else None,
            rank=found.rank,
            among=found.among,
            grade=self._say(found.grade),
            grounds=self._grounds(),
            marks=known_marks(found.flags, self._lang, self._standing.outcome_names, summed=summed),
            rule=found.rule or "",
            basis=found.basis or "",
            sentence=found.sentence.text if found.sentence else "",
            sentence_source=_joined(found.sentence.source, found.sentence.place) if found.sentence else "",
            method=self._say(found.method),
            rounding=self._say(found.rounding),
            measure_text=self._say(found.windows[-1].measure_text) if found.windows else "",
            parts=parts,
            steps=tuple(self._step(step) for step in (*_held(found), *found.workings)),
            spread=tuple(self._spread(entry) for entry in found.spread),
            windows=windows,
            waterfall=self._waterfall(),
            targets=self._targets(),
        )

    def _say(self, term: Term | None) -> str:
        return "" if term is None else term.text(self._lang)

    def _role(self, node: str | None) -> str:
        return self._roles.get(node or "", "main")

    def _grounds(self) -> GroundsLine | None:
        """Why the unit has its grade and awards, where there is anything to tell."""
        found = self._found.grounds
        if found is None or not (found.quotas or found.vetoes or found.awards or found.item_awards):
            return None
        return grounds_line(found, self._found.grade, self._say, self._figure)

    def _explain(self, node: str) -> str:
        return self._standing.explain(self._found.unit, self._found.scorecard, node)

    def _parts(self, parts: Sequence[Part]) -> tuple[PartLine, ...]:
        """The parts; of a formula's terms only those that changed something."""
        telling = [part for part in parts if part.target is not None or Decimal(part.points) != 0]
        return tuple(self._part(part) for part in telling)

    def _part(self, part: Part) -> PartLine:
        child = part.name.startswith("child:") and part.target is not None
        address = self._explain(part.target) if child and part.target else ""
        role = self._role(part.target) if child else "main"
        return PartLine(
            title=self._say(part.title),
            points=_points(part.points),
            negative=part.points.startswith("-"),
            address=address,
            own="" if part.own in (None, part.points) else _points(str(part.own)),
            full="" if part.full is None else shown(part.full),
            rate=_rate(part.rate) if role == "main" else None,
            role=role,
            weight="" if part.weight is None else shown(part.weight),
        )

    def _step(self, step: Working) -> StepLine:
        formula = step.formula
        symbols = tuple(self._symbol(symbol) for symbol in step.symbols)
        return StepLine(self._say(formula.general), self._say(formula.filled), shown(step.result), symbols)

    def _formula(self, window: Window) -> StepLine | None:
        """The method's formula, where the method came to a score."""
        if window.formula is None or window.raw is None:
            return None
        return self._step(Working(window.formula, window.raw, window.symbols))

    def _symbol(self, symbol: Symbol) -> SymbolLine:
        about = (self._period(symbol.period), self._say(symbol.whose), self._say(symbol.origin))
        return SymbolLine(
            symbol.number, self._say(symbol.unit_of_measure), self._say(symbol.name), _joined(*about)
        )

    def _period(self, canonical: str) -> str:
        """A period as people write it; nothing where there is none."""
        return Period.from_canonical(canonical).label(self._lang) if canonical else ""

    def _spread(self, entry: Spread) -> SpreadLine:
        return SpreadLine(
            name=self._say(entry.node_name),
            checkpoint=self._say(entry.checkpoint_name),
            points=shown(entry.points),
            why=_joined(self._say(entry.absence), self._say(entry.effect)),
            address=self._explain(entry.node),
        )

    def _window(self, window: Window) -> WindowLine:
        target = window.parameters.get("target")
        return WindowLine(
            name=self._say(window.checkpoint_name),
            share=window.share or "",
            measure="" if window.measure is None else shown(window.measure),
            beside=_beside(window),
            beside_figures=tuple(self._figure(figure) for figure in window.beside_figures),
            target="" if target is None else shown(target),
            calculated=None if window.calculated is None else self._step(window.calculated),
            formula=self._formula(window),
            steps=tuple(self._step(step) for step in window.steps),
            comparison=self._comparison(window),
            size=window.comparison.size if window.comparison else 0,
            absence=self._say(window.absence),
            effect=self._say(window.effect),
            parts=self._parts(window.parts),
            points="—" if window.points is None else _points(window.points),
            counted=self._counted(window),
            figures=tuple(self._figure(figure) for figure in window.figures),
        )

    def _counted(self, window: Window) -> str:
        """What the checkpoint adds to the year."""
        name = f"checkpoint:{window.checkpoint}"
        return next((_points(part.points) for part in self._found.parts if part.name == name), "")

    def _comparison(self, window: Window) -> tuple[tuple[str, str, str], ...]:
        group = window.comparison
        if group is None or not group.counts:
            return ()
        said = [
            (BEST, shown(group.best), self._setters(group.best_units)),
            (WORST, shown(group.worst), self._setters(group.worst_units)),
            (PLACE, group.place, ""),
        ]
        return tuple((self._say(name), value, units) for name, value, units in said)

    def _setters(self, units: Sequence[tuple[str, Term]]) -> str:
        """The units that set an extreme: the first few, and how many more."""
        names = self._say(BETWEEN).join(self._say(name) for _, name in units[:NAMED])
        return names if len(units) <= NAMED else f"{names} +{len(units) - NAMED}"

    def _figure(self, figure: FigureUsed) -> FigureLine:
        return FigureLine(
            unit="" if figure.unit == self._found.unit else self._say(figure.unit_name),
            name=self._say(figure.indicator_name),
            kind=self._say(figure.kind),
            period=self._period(figure.period),
            value=shown(figure.value) if figure.value is not None else self._say(figure.absence),
            measure=measure_name(figure.unit_of_measure, self._lang) if figure.value is not None else "",
            absent=figure.value is None,
            flags=self._say(BETWEEN).join(
                self._say(flag) for flag in figure.flags if flag != Flag.SYNTHETIC.term
            ),
            provider=self._say(figure.provider),
            source=_joined(figure.caliber, self._source(figure)),
            revision=self._say(figure.revision) if figure.revision else "",
        )

    def _source(self, figure: FigureUsed) -> str:
        """Where a figure comes from, unless that is its provider's code, whose name is there already."""
        scheme = self._standing.scheme
        return "" if figure.source in scheme.providers or figure.source in scheme.units else figure.source

    def _waterfall(self) -> Chart | None:
        """Blocks or indicators that add up to a branch's points, with the address that explains each."""
        children = [part for part in self._found.parts if part.name.startswith("child:")]
        if len(children) < 2 or self._found.points is None:
            return None
        inner = {part.target for part in children}
        steps = [
            (
                self._say(part.title),
                part.points,
                self._explain(part.target) if part.target in inner and part.target else "",
            )
            for part in self._found.parts
        ]
        return waterfall_chart(steps, self._say(self._found.node_name), self._found.points)

    def _targets(self) -> Chart | None:
        """Actual against target, where a leaf has targets at more than one checkpoint."""
        pairs = [
            (self._say(window.checkpoint_name), Fraction(window.measure), Fraction(target))
            for window in self._found.windows
            if (target := window.parameters.get("target")) is not None and window.measure is not None
        ]
        return targets_chart(pairs) if len(pairs) > 1 else None


def _rate(attainment: str | None) -> Decimal | None:
    """The score rate; points taken off have none that says anything."""
    return None if attainment is None or attainment.startswith("-") else Decimal(attainment)


def _held(found: Explanation) -> tuple[Working, ...]:
    return () if found.holding is None else (found.holding,)


def _points(text: str) -> str:
    """Points with two decimals; with more where the exact value has more."""
    value = Decimal(text)
    two = value.quantize(Decimal("0.01"))
    return f"{two:f}".replace("-", "−") if two == value else shown(text)


def _beside(window: Window) -> Beside | None:
    """The reported value beside the computed one; none where one of them is missing."""
    if window.measure is None or window.beside is None:
        return None
    reported, computed = Decimal(window.measure), Decimal(window.beside)
    places = len(window.measure.partition(".")[2])
    # Rounded as it was reported, a computed value is the reported one.
    differs = abs(reported - computed) > Decimal(1).scaleb(-places) / 2
    return Beside(
        shown(window.measure), _near(computed, places + 2), _near(reported - computed, places + 2), differs
    )


def _near(value: Decimal, places: int) -> str:
    """A computed number to so many decimals, with ``≈`` where some are cut."""
    short = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return ("" if short == value else "≈") + shown(str(short))


def _is_year(parts: Sequence[Part]) -> bool:
    return any(part.name.startswith("checkpoint:") for part in parts)


def _joined(*texts: str) -> str:
    return " · ".join(text for text in texts if text)
