"""From frozen records of the docket to the shapes of the API."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sikao.core.books.names import term_of
from sikao.core.scheme import Scheme
from sikao.interfaces.api.shapes import docket as shapes
from sikao.interfaces.api.shapes.common import moment, number, words
from sikao.office.docket.counting import docket_for
from sikao.office.docket.queries import ApplicationView, StepLine, same_document_as, same_matter_as
from sikao.office.docket.stages import OUTCOMES, State
from sikao.office.docket.standing import Leaf
from sikao.office.docket.visible import told_steps


def notice(view: ApplicationView) -> dict[str, Any]:
    """An application as every unit sees it while it is under notice."""
    scheme, brought = docket_for(view.scheme).scheme, view.brought
    return {
        "ref": view.ref,
        "scheme": view.scheme,
        "number": view.number,
        "unit": view.unit,
        "unit_name": words(term_of(scheme.units[view.unit])),
        "item": view.item,
        "item_name": words(term_of(scheme.items[view.item])),
        "deduction": view.deduction,
        "each": number(view.counted.each),
        "matter": view.matter,
        "document": brought.document,
        "document_date": None if brought.document_date is None else brought.document_date.isoformat(),
        "brought_by": view.brought_by or None,
        "proposed": number(view.proposed),
        "notice_until": moment(view.notice_until),
    }


def application(view: ApplicationView, *, inside: bool) -> dict[str, Any]:
    """An application in a list; ``inside`` with what the office sees alone."""
    told = notice(view)
    if not inside and view.state is not State.NOTICE:
        told["proposed"] = None
    decided = inside or view.state in OUTCOMES
    return told | {
        "state": view.state.value,
        "brought_at": moment(view.steps[0].at),
        "count": number(view.count),
        "decided": number(view.decided) if decided else None,
        "points": number(view.points),
    }


def whole(view: ApplicationView, leaf: Leaf | None, *, inside: bool) -> shapes.ApplicationWhole:
    """An application with all that the reader sees of it."""
    return shapes.ApplicationWhole(
        **application(view, inside=inside),
        reason=view.brought.reason,
        files=[shapes.ApplicationFile(file=one.file, name=one.name, size=one.size) for one in view.files],
        steps=[_step(step, named=inside) for step in told_steps(view, whole=inside)],
        leaf=None if leaf is None else _leaf(leaf),
        same_matter=[one.ref for one in same_matter_as(view)] if inside else [],
        same_document=[one.ref for one in same_document_as(view)] if inside else [],
    )


def unit_standing(unit: str, leaves: Iterable[Leaf], scheme: Scheme) -> shapes.UnitStanding:
    """How a unit stands."""
    name = words(term_of(scheme.units[unit]))
    return shapes.UnitStanding(unit=unit, name=name, leaves=[_leaf(leaf) for leaf in leaves])


def _leaf(leaf: Leaf) -> shapes.LeafStanding:
    return shapes.LeafStanding(
        scorecard=leaf.scorecard,
        node=leaf.node.code,
        name=words(term_of(leaf.node)),
        counted=number(leaf.counted) or "",
        cap=number(leaf.cap) or "",
        over=leaf.over,
    )


def _step(step: StepLine, *, named: bool) -> shapes.ApplicationStep:
    return shapes.ApplicationStep(
        at=moment(step.at) or "",
        what=step.what,
        person=step.person if named else None,
        organisation=step.organisation or None,
        count=number(step.count),
        outcome=step.outcome or None,
        reason=step.reason or None,
        document=step.document or None,
        document_date=None if step.document_date is None else step.document_date.isoformat(),
    )
