"""An explanation as data: every point down to the sentence, the formula with its numbers, and the figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sikao.core.wording import Term
from sikao.core.wording.formulas import Formula


@dataclass(frozen=True, slots=True)
class FigureUsed:
    """One figure that entered a score, as it was reported. ``value`` is exact text, null for an absence;
    ``revision`` is the footnote of a revised figure.
    """

    unit: str
    unit_name: Term
    indicator: str
    indicator_name: Term
    kind: Term
    period: str
    value: str | None
    unit_of_measure: str
    absence: Term | None
    flags: tuple[Term, ...]
    provider: Term
    caliber: str
    source: str
    revision: Term | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A named part of a score; parts sum to it. ``target`` is the node or checkpoint that it names.

    A part that is a child has its ``own`` points as its row has them, out of ``full``, with their ``rate``;
    and its ``weight`` among its siblings where the branch is a mean.
    """

    name: str
    title: Term
    points: str
    target: str | None = None
    own: str | None = None
    full: str | None = None
    rate: str | None = None
    weight: str | None = None


@dataclass(frozen=True, slots=True)
class Symbol:
    """What one ``number`` of a formula is, as it is shown there: its ``name``, unit of measure and period.

    ``whose`` it is where it belongs to a unit; ``origin`` says where it comes from where it is no figure.
    """

    number: str
    name: Term
    unit_of_measure: Term | None = None
    period: str = ""
    whose: Term | None = None
    origin: Term | None = None


@dataclass(frozen=True, slots=True)
class Working:
    """One step of a calculation: the formula, what each of its numbers is, and the exact result.

    ``rounds``: the step only rounds the result of the one before.
    """

    formula: Formula
    result: str
    symbols: tuple[Symbol, ...] = ()
    rounds: bool = False


@dataclass(frozen=True, slots=True)
class Spread:
    """Full points that an indicator gave up at a checkpoint, spread over what is counted, and why."""

    node: str
    node_name: Term
    checkpoint: str
    checkpoint_name: Term
    points: str
    absence: Term | None
    effect: Term | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """The group that a measure was compared with: its size, extremes and the unit's place by the tie rule.

    ``worst_units`` and ``best_units`` set the extremes, each by code and name, in official order; a view may
    leave them out. ``counts`` where the method scores by the group: by places, or by its best or worst.
    """

    size: int
    worst: str
    worst_units: tuple[tuple[str, Term], ...]
    best: str
    best_units: tuple[tuple[str, Term], ...]
    place: str
    counts: bool


@dataclass(frozen=True, slots=True)
class Window:
    """The score of a leaf at one checkpoint. ``share`` is its part of the year, such as ``10%``.

    ``beside`` is what the scheme shows beside the measure, such as the growth computed from levels beside the
    reported one, with the figures that it comes from; ``difference`` is the measure less that. Scored is
    always the measure. ``calculated`` is how the measure comes from several numbers, ``symbols`` what each
    number of ``formula`` is, ``steps`` what follows from ``raw`` to ``points``.
    """

    checkpoint: str
    checkpoint_name: Term
    share: str | None
    measure_text: Term | None
    measure: str | None
    calculated: Working | None
    beside_text: Term | None
    beside: str | None
    beside_figures: tuple[FigureUsed, ...]
    difference: str | None
    parameters: Mapping[str, str | None]
    formula: Formula | None
    symbols: tuple[Symbol, ...]
    steps: tuple[Working, ...]
    comparison: Comparison | None
    absence: Term | None
    effect: Term | None
    raw: str | None
    parts: tuple[Part, ...]
    points: str | None
    figures: tuple[FigureUsed, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the policy with where it stands."""

    text: str
    source: str
    place: str


@dataclass(frozen=True, slots=True)
class Quota:
    """A grade of the group, best first: its ``rule`` in words, the ``places`` it gives (null: the rest)."""

    grade: str
    name: Term
    places: int | None
    rule: Term


@dataclass(frozen=True, slots=True)
class VetoTaken:
    """A veto that holds for the unit, or cannot be decided for want of a figure (``absence``).

    ``standing``: the places and total that its condition reads, with their names.
    """

    code: str
    name: Term
    condition: Term
    effect: Term
    absence: Term | None
    sentence: Sentence | None
    basis: str | None
    figures: tuple[FigureUsed, ...]
    standing: tuple[tuple[Term, str], ...]


@dataclass(frozen=True, slots=True)
class PromotionMet:
    """A promotion whose condition the unit meets or that is undecided, and what came of it (``outcome``).

    ``before``: the grade by quota; ``after``: the one it leads to, None where that would be no better.
    """

    code: str
    name: Term
    condition: Term
    effect: Term
    outcome: Term
    given: bool
    before: Term | None
    after: Term | None
    absence: Term | None
    sentence: Sentence | None
    basis: str | None
    figures: tuple[FigureUsed, ...]
    standing: tuple[tuple[Term, str], ...]


@dataclass(frozen=True, slots=True)
class ItemAwardGiven:
    """An award at one node: the unit's place there among those who can have it, and what the award asks."""

    code: str
    name: Term
    node: Term
    place: int
    points: str
    full: str
    rule: Term
    sentence: Sentence | None


@dataclass(frozen=True, slots=True)
class AwardGiven:
    """An award for rising: last year's rank, this year's, and the places risen beside what the award asks."""

    code: str
    name: Term
    last_rank: str
    rank: int
    risen: str
    rule: Term
    sentence: Sentence | None
    figures: tuple[FigureUsed, ...]


@dataclass(frozen=True, slots=True)
class Filling:
    """A place lost by a veto and taken by the next: the other ``unit``, the ``grade``, and that without."""

    unit: str
    unit_name: Term
    grade: Term
    without: Term | None


@dataclass(frozen=True, slots=True)
class Grounds:
    """Why a unit has its grade and awards. ``number`` units are ranked; ``quotas`` are the group's grades.

    ``without`` is the grade the unit would have if none of its vetoes held, all others staying as they are;
    ``passed_over`` are the ranked units before it with a worse grade. ``filled_by`` are the units that moved
    up because of its vetoes, ``fills`` the barred units because of which it moved up itself.
    """

    number: int
    quotas: tuple[Quota, ...]
    vetoes: tuple[VetoTaken, ...]
    without: Term | None
    passed_over: tuple[tuple[str, Term], ...]
    filled_by: tuple[Filling, ...]
    fills: tuple[Filling, ...]
    promotions: tuple[PromotionMet, ...]
    awards: tuple[AwardGiven, ...]
    item_awards: tuple[ItemAwardGiven, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why one node of one unit has its points at one checkpoint.

    A leaf has ``windows``; a branch has ``parts`` that name its children and ``spread`` points that came from
    indicators left out. ``holding`` is how the full points of a leaf come from its own and from those that
    others gave to it; none where nothing was given.

    ``workings`` lead from the parts to the points, step by step, the rounding last.
    ``from_places``: the scheme's points were made from an order, and nobody published them. ``among`` is how
    many units are ranked with it, ``remarks`` are the ``flags`` in words. ``rounding`` names the rule and the
    decimal places that apply to the points. The total of the last checkpoint has ``grounds``.
    """

    scheme: str
    scheme_digest: str
    illustrative: bool
    from_places: bool
    checkpoint: str
    checkpoint_name: Term
    scorecard: str
    scorecard_name: Term
    unit: str
    unit_name: Term
    node: str
    node_name: Term
    path: tuple[tuple[str, Term], ...]
    points: str | None
    full_points: str | None
    attainment: str | None
    rank: int | None
    among: int
    grade: Term | None
    grounds: Grounds | None
    flags: tuple[str, ...]
    remarks: tuple[Term, ...]
    rule: str | None
    basis: str | None
    sentence: Sentence | None
    method: Term | None
    rounding: Term
    parts: tuple[Part, ...]
    holding: Working | None
    workings: tuple[Working, ...]
    spread: tuple[Spread, ...]
    windows: tuple[Window, ...]

    def to_json(self) -> dict[str, Any]:
        """Plain data; sentences in both languages."""
        plain = _plain(self)
        assert isinstance(plain, dict)  # noqa: S101 -- a record is a mapping of its fields
        return plain


def _plain(content: Any) -> Any:
    if isinstance(content, Term):
        return {"zh": content.zh, "en": content.en}
    if isinstance(content, Mapping):
        return {key: _plain(value) for key, value in content.items()}
    if isinstance(content, tuple):
        return [_plain(value) for value in content]
    slots = getattr(type(content), "__dataclass_fields__", None)
    return content if slots is None else {name: _plain(getattr(content, name)) for name in slots}
