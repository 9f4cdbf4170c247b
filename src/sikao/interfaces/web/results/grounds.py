"""Why a unit has its grade and awards, as the page of its total shows it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from sikao.core.insight.explanation import (
    AwardGiven,
    FigureUsed,
    Filling,
    Grounds,
    ItemAwardGiven,
    PromotionMet,
    Sentence,
    VetoTaken,
)
from sikao.core.wording import Term
from sikao.core.wording.formulas import shown
from sikao.interfaces.web.results.lines import FigureLine
from sikao.interfaces.web.results.words import BETWEEN

Say = Callable[[Term | None], str]


@dataclass(frozen=True, slots=True)
class QuotaLine:
    """One grade: how many may have it by which rule; ``own`` where it is the unit's."""

    name: str
    rule: str
    places: int | None
    own: bool


@dataclass(frozen=True, slots=True)
class VetoLine:
    """A veto that holds, or is undecided for want of a figure (``absence``)."""

    name: str
    condition: str
    effect: str
    absence: str
    sentence: str
    source: str
    figures: tuple[FigureLine, ...]
    standing: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class PromotionLine:
    """A promotion whose condition the unit meets, or that is undecided, and what came of it."""

    name: str
    condition: str
    effect: str
    outcome: str
    given: bool
    before: str
    after: str
    absence: str
    sentence: str
    source: str
    figures: tuple[FigureLine, ...]
    standing: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ItemAwardLine:
    """An award at one node, with the unit's points and place there."""

    name: str
    node: str
    place: int
    points: str
    full: str
    rule: str
    sentence: str
    source: str


@dataclass(frozen=True, slots=True)
class AwardLine:
    """An award for rising, with both ranks."""

    name: str
    last_rank: str
    rank: int
    risen: str
    rule: str
    sentence: str
    source: str
    figures: tuple[FigureLine, ...]


@dataclass(frozen=True, slots=True)
class FillingLine:
    """A place filled because of a veto: the other unit, the grade, and the grade without it."""

    unit: str
    grade: str
    without: str


@dataclass(frozen=True, slots=True)
class GroundsLine:
    """The group's quotas, the unit's vetoes and promotions, the grade without vetoes, whom it follows, its
    awards. ``unchanged``: the vetoes made no difference to the grade.
    """

    quotas: tuple[QuotaLine, ...]
    vetoes: tuple[VetoLine, ...]
    without: str
    unchanged: bool
    passed_over: str
    filled_by: tuple[FillingLine, ...]
    fills: tuple[FillingLine, ...]
    promotions: tuple[PromotionLine, ...]
    awards: tuple[AwardLine, ...]
    item_awards: tuple[ItemAwardLine, ...]


def grounds_line(
    grounds: Grounds, grade: Term | None, say: Say, figure: Callable[[FigureUsed], FigureLine]
) -> GroundsLine:
    """Grounds in the language of ``say``; ``figure`` tells one figure, ``grade`` is the unit's own."""
    return GroundsLine(
        quotas=tuple(
            QuotaLine(say(quota.name), say(quota.rule), quota.places, quota.name == grade)
            for quota in grounds.quotas
        ),
        vetoes=tuple(_veto(veto, say, figure) for veto in grounds.vetoes),
        without=say(grounds.without),
        unchanged=grounds.without is not None and grounds.without == grade,
        passed_over=say(BETWEEN).join(say(name) for _, name in grounds.passed_over),
        filled_by=tuple(_filling(entry, say) for entry in grounds.filled_by),
        fills=tuple(_filling(entry, say) for entry in grounds.fills),
        promotions=tuple(_promotion(promotion, say, figure) for promotion in grounds.promotions),
        awards=tuple(_award(award, say, figure) for award in grounds.awards),
        item_awards=tuple(_item_award(award, say) for award in grounds.item_awards),
    )


def _filling(entry: Filling, say: Say) -> FillingLine:
    return FillingLine(say(entry.unit_name), say(entry.grade), say(entry.without))


def _veto(veto: VetoTaken, say: Say, figure: Callable[[FigureUsed], FigureLine]) -> VetoLine:
    return VetoLine(
        name=say(veto.name),
        condition=say(veto.condition),
        effect=say(veto.effect),
        absence=say(veto.absence),
        sentence=_text(veto.sentence) or veto.basis or "",
        source=_source(veto.sentence),
        figures=tuple(figure(used) for used in veto.figures),
        standing=_standing(veto.standing, say),
    )


def _promotion(
    promotion: PromotionMet, say: Say, figure: Callable[[FigureUsed], FigureLine]
) -> PromotionLine:
    return PromotionLine(
        name=say(promotion.name),
        condition=say(promotion.condition),
        effect=say(promotion.effect),
        outcome=say(promotion.outcome),
        given=promotion.given,
        before=say(promotion.before),
        after=say(promotion.after),
        absence=say(promotion.absence),
        sentence=_text(promotion.sentence) or promotion.basis or "",
        source=_source(promotion.sentence),
        figures=tuple(figure(used) for used in promotion.figures),
        standing=_standing(promotion.standing, say),
    )


def _item_award(award: ItemAwardGiven, say: Say) -> ItemAwardLine:
    return ItemAwardLine(
        name=say(award.name),
        node=say(award.node),
        place=award.place,
        points=shown(award.points),
        full=shown(award.full),
        rule=say(award.rule),
        sentence=_text(award.sentence),
        source=_source(award.sentence),
    )


def _standing(standing: Iterable[tuple[Term, str]], say: Say) -> tuple[tuple[str, str], ...]:
    """What a condition read of the unit's places and total."""
    return tuple((say(name), shown(value)) for name, value in standing)


def _award(award: AwardGiven, say: Say, figure: Callable[[FigureUsed], FigureLine]) -> AwardLine:
    return AwardLine(
        name=say(award.name),
        last_rank=shown(award.last_rank),
        rank=award.rank,
        risen=shown(award.risen),
        rule=say(award.rule),
        sentence=_text(award.sentence),
        source=_source(award.sentence),
        figures=tuple(figure(used) for used in award.figures),
    )


def _text(sentence: Sentence | None) -> str:
    return "" if sentence is None else sentence.text


def _source(sentence: Sentence | None) -> str:
    return "" if sentence is None else " · ".join(text for text in (sentence.source, sentence.place) if text)
