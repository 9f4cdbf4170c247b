"""Results on their way for those who see all of them, a unit's own, and what was published; never an act."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpResponse
from ninja import Path, Query, Router, Schema
from pydantic import Field

from sikao.core.books import Book
from sikao.core.insight.explanation import Explanation
from sikao.core.insight.own_view import told_to_unit
from sikao.interfaces.api import told
from sikao.interfaces.api.asking import ApiRequest
from sikao.interfaces.api.routes.about import file_answer
from sikao.interfaces.api.serving import operation
from sikao.interfaces.api.shapes import results as shapes
from sikao.interfaces.api.shapes.common import Code, Ref, moment
from sikao.interfaces.web.office.editions.own import edition_worked
from sikao.office.accounts.exports import LONGEST_REASON
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.groundwork.files import content_of
from sikao.office.groundwork.refusals import NotThere
from sikao.office.results import actions
from sikao.office.results.announced import tables_at
from sikao.office.results.changes import changed_since
from sikao.office.results.editions import EditionView, published, replaced_by, steps_of, withdrawal_of
from sikao.office.results.opening import book_of
from sikao.office.results.own_results import own_scores, units_of
from sikao.office.results.queries import run as run_view
from sikao.office.results.stages import Level, State
from sikao.office.results.visible import (
    announced_to,
    edition_in_sight,
    edition_of_unit,
    editions_in_sight,
    editions_of,
    level_for,
    own_units,
)
from sikao.office.rulebook.queries import scheme_with

router = Router(tags=["results"])
JSON = "application/json"


class Purpose(Schema):
    """What a file is taken out for; asked for where it is long."""

    reason: Annotated[str, Field(max_length=LONGEST_REASON)] = ""


@operation(router, "GET", "/editions", "list_editions", list[shapes.Edition])
def list_editions(request: ApiRequest) -> list[shapes.Edition]:
    """The results that one sees as a whole, on their way and published, the latest first."""
    return [shapes.Edition(**told.edition(view)) for view in editions_in_sight(request.actor, request.at)]


@operation(router, "GET", "/editions/{ref}", "get_edition", shapes.EditionWhole)
def get_edition(request: ApiRequest, ref: Path[Ref]) -> shapes.EditionWhole:
    """One result: how it came where it is, and the tables of all units."""
    view = edition_in_sight(request.actor, request.at, ref)
    found = tables_at(_book(view), scheme_with(view.digest), Level.POINTS)
    steps = [told.step(step) for step in steps_of(ref)]
    return shapes.EditionWhole(**told.edition(view), steps=steps, tables=told.tables(found))


@operation(router, "GET", "/editions/{ref}/units/{unit}", "get_scores", shapes.UnitScores)
def get_scores(request: ApiRequest, ref: Path[Ref], unit: Path[Code]) -> shapes.UnitScores:
    """All scores of one unit in a result, down to the last indicator."""
    view = edition_in_sight(request.actor, request.at, ref)
    book = _book(view)
    if unit not in units_of(book):
        raise NotThere.of("edition.not_there")
    rows = book.of_unit(unit).iter_rows(named=True)
    return shapes.UnitScores(unit=unit, scores=told.scores(rows, scheme_with(view.digest)))


@operation(router, "GET", "/editions/{ref}/units/{unit}/{table}/{node}", "get_explanation", shapes.Explained)
def get_explanation(
    request: ApiRequest, ref: Path[Ref], unit: Path[Code], table: Path[Code], node: Path[shapes.Node]
) -> shapes.Explained:
    """Why a unit has its points at a node of a table, down to the sentence, the formula and the figures."""
    view = edition_in_sight(request.actor, request.at, ref)
    return shapes.Explained(**_explanation(view, unit, table, node).to_json())


@operation(router, "GET", "/editions/{ref}/changes", "list_changes", list[shapes.Changed])
def list_changes(request: ApiRequest, ref: Path[Ref]) -> list[shapes.Changed]:
    """What a result changes against the published one that it replaces; nothing for a first one."""
    view = edition_in_sight(request.actor, request.at, ref)
    return _changes(view, Level.POINTS)


@operation(router, "GET", "/editions/{ref}/book.json", "get_book", None, media=JSON, journaled=True)
def get_book(request: ApiRequest, ref: Path[Ref], given: Query[Purpose]) -> HttpResponse:
    """The whole book as one file, which `sikao.read_book` opens; long as it is, with a reason.

    Who took it, and what for, is in the journal.
    """
    view = edition_in_sight(request.actor, request.at, ref)
    rows = _book(view).rows.height
    content = content_of(view.book_sha256)
    actions.export_run(
        actor=request.actor,
        at=request.at,
        run=view.run,
        name="book.json",
        rows=rows,
        content=content,
        reason=given.reason,
    )
    return file_answer(content, JSON, f"{view.scheme}-{view.checkpoint}-{view.book[:8]}-book.json")


@operation(router, "GET", "/own-results", "list_own_results", list[shapes.OwnListed])
def list_own_results(request: ApiRequest) -> list[shapes.OwnListed]:
    """The results in which one's own units have a part, once they were given to them, the latest first."""
    found = editions_of(request.actor, request.at, sorted(own_units(request.actor, request.at)))
    return [shapes.OwnListed(**told.own_edition(view), unit=unit) for view, unit in found]


@operation(router, "GET", "/own-results/{ref}/{unit}", "get_own_result", shapes.OwnResult)
def get_own_result(request: ApiRequest, ref: Path[Ref], unit: Path[Code]) -> shapes.OwnResult:
    """The result of one's own unit: its scores, its place where the scheme tells it, nothing of others."""
    view = edition_of_unit(request.actor, request.at, ref, unit)
    scheme = scheme_with(view.digest)
    rows = own_scores(_book(view), unit, own_place=scheme.feedback.own_place)
    return shapes.OwnResult(**told.own_edition(view), unit=unit, scores=told.scores(rows, scheme))


@operation(router, "GET", "/own-results/{ref}/{unit}/{table}/{node}", "get_own_explanation", shapes.Explained)
def get_own_explanation(
    request: ApiRequest, ref: Path[Ref], unit: Path[Code], table: Path[Code], node: Path[shapes.Node]
) -> shapes.Explained:
    """Why one's own unit has its points: its own figures, and of the group what stands in its formulas."""
    view = edition_of_unit(request.actor, request.at, ref, unit)
    scheme = scheme_with(view.digest)
    found = _explanation(view, unit, table, node)
    units, own_place = frozenset(scheme.units), scheme.feedback.own_place
    return shapes.Explained(**told_to_unit(found, units, own_place=own_place).to_json())


@operation(router, "GET", "/published", "list_published", list[shapes.Published])
def list_published(request: ApiRequest) -> list[shapes.Published]:
    """The results that were published and are meant for the reader, those that hold first."""
    seen = ((view, level_for(request.actor, request.at, view)) for view in published())
    return [shapes.Published(**_published(view, level)) for view, level in seen if level is not Level.NOTHING]


@operation(router, "GET", "/published/{ref}", "get_published", shapes.PublishedWhole)
def get_published(request: ApiRequest, ref: Path[Ref]) -> shapes.PublishedWhole:
    """One published result, as far as it is meant for the reader."""
    view, level = announced_to(request.actor, request.at, ref)
    holds, steps = view.state is State.PUBLISHED, steps_of(ref)
    found = tables_at(_book(view), scheme_with(view.digest), level) if holds else ()
    return shapes.PublishedWhole(
        **_published(view, level),
        document=next((step.document for step in reversed(steps) if step.document), None),
        withdrawn=withdrawal_of(view) or None,
        tables=told.tables(found),
        changes=_changes(view, level) if holds else [],
    )


def _published(view: EditionView, level: Level) -> dict[str, Any]:
    at = next(step.at for step in steps_of(view.ref) if step.verb is Verb.EDITION_PUBLISH)
    known = told.own_edition(view)
    del known["reply_until"]
    return known | {"published_at": moment(at), "level": level.value}


def _changes(view: EditionView, level: Level) -> list[shapes.Changed]:
    before = replaced_by(view)
    return [] if before is None else told.changes(changed_since(before, view), level)


def _book(view: EditionView) -> Book:
    return book_of(run_view(view.run))


def _explanation(view: EditionView, unit: str, table: str, node: str) -> Explanation:
    rows = _book(view).of_unit(unit)
    if rows.filter(scorecard=table, node=node).is_empty():
        raise NotThere.of("edition.not_there")
    return edition_worked(view).explain(unit, node, view.checkpoint, table)
