"""The ruling letter on a unit's objection: what it asked, what was found, what is ruled and what follows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from sikao.core.wording import Language, Term
from sikao.office.bulletins.content.frame import Frame
from sikao.office.bulletins.content.standing import ALL, Disclosed
from sikao.office.bulletins.document import Block, Document, Form, Heading, Kind, Paragraph
from sikao.office.bulletins.phrases import day_words, points_text


class Decision(StrEnum):
    """What is ruled."""

    GRANTED = "granted"
    IN_PART = "in_part"
    REFUSED = "refused"

    @property
    def term(self) -> Term:
        """The words of the ruling."""
        return _DECISIONS[self]


_DECISIONS = {
    Decision.GRANTED: Term("异议成立，予以更正。", "The objection is granted and the figure corrected."),
    Decision.IN_PART: Term("异议部分成立，予以部分更正。", "The objection is granted in part."),
    Decision.REFUSED: Term("异议不成立，维持原结果。", "The objection is refused; the result stands."),
}


@dataclass(frozen=True, slots=True)
class Change:
    """Before and after of one thing that a ruling changes; equal ones are not told."""

    before: Decimal
    after: Decimal


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a ruling letter says. ``asked`` and ``found`` are whole sentences.

    ``value`` are the texts of the figure before and after, with their unit of measure.
    """

    unit: str
    indicator: str
    period: str
    received: date
    asked: str
    found: str
    decision: Decision
    value: tuple[str, str] | None = None
    points: Change | None = None
    total: Change | None = None
    place: Change | None = None
    labels: tuple[str, ...] = ()
    sources: tuple[tuple[str, str], ...] = ()


def ruling_letter(
    ruling: Ruling, frame: Frame, *, disclosed: Disclosed = ALL, lang: Language = "zh"
) -> Document:
    """The letter to the unit: points before and after with ``POINTS``, places with ``RANKS``."""
    zh = lang == "zh"
    return Document(
        kind=Kind.RULING,
        lang=lang,
        head=frame.head_of(Form.LETTER),
        title=f"{ruling.period}综合考核复核裁定书" if zh else f"Ruling on an objection, {ruling.period}",
        addressees=ruling.unit,
        body=tuple(_body(ruling, frame, disclosed, lang)),
        signature=frame.signature(),
        closing=frame.closing(),
        stage=frame.stage,
        labels=ruling.labels,
        sources=ruling.sources,
        code=frame.code,
    )


def _body(ruling: Ruling, frame: Frame, disclosed: Disclosed, lang: Language) -> Iterator[Block]:
    zh = lang == "zh"
    on = day_words(ruling.received, lang)
    yield Paragraph(
        "intro",
        f"你单位{on}就{ruling.period}“{ruling.indicator}”提出的复核申请收悉。经复核，裁定如下。"
        if zh
        else f"Your objection of {on} about “{ruling.indicator}”, {ruling.period}, was reviewed:",
    )
    sections = (
        ("asked", "申请事项" if zh else "What was asked", ruling.asked),
        ("found", "查明情况" if zh else "What was found", ruling.found),
        ("ruled", "裁定结果" if zh else "What is ruled", _ruled(ruling, disclosed, lang)),
        ("about", "有关事项" if zh else "Further", frame.objections),
    )
    for name, heading, text in sections:
        if text:
            yield Heading(f"{name}:heading", 1, heading)
            yield Paragraph(name, text)


def _ruled(ruling: Ruling, disclosed: Disclosed, lang: Language) -> str:
    told = [ruling.decision.term.text(lang), *_changes(ruling, disclosed, lang)]
    return ("" if lang == "zh" else " ").join(told)


def _changes(ruling: Ruling, disclosed: Disclosed, lang: Language) -> Iterator[str]:
    zh = lang == "zh"
    if ruling.value is not None:
        before, after = ruling.value
        yield f"数据由{before}更正为{after}。" if zh else f"The figure changes from {before} to {after}."
    if Disclosed.POINTS in disclosed:
        told = (("该指标得分", "Its points", ruling.points), ("总分", "The total", ruling.total))
        for name, name_en, change in told:
            if change is not None and change.before != change.after:
                old, new = points_text(change.before), points_text(change.after)
                yield f"{name}由{old}分更正为{new}分。" if zh else f"{name_en}: from {old} to {new}."
    place = ruling.place
    if Disclosed.RANKS in disclosed and place is not None and place.before != place.after:
        old, new = f"{place.before}", f"{place.after}"
        yield f"名次由第{old}位变为第{new}位。" if zh else f"The place changes from {old} to {new}."
