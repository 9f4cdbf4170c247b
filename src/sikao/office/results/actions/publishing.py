"""Publishing what was approved, in one step for everybody; and withdrawing what should not have been."""

from __future__ import annotations

from datetime import datetime

from sikao.office.accounts.rights.verbs import Verb
from sikao.office.cycle.telling import BOTH, OFFICE
from sikao.office.groundwork.action import action
from sikao.office.groundwork.actor import Actor
from sikao.office.groundwork.refusals import NotNow
from sikao.office.results.actions.analysing import changes_to_explain
from sikao.office.results.actions.common import KIND, Act, begin, held, move
from sikao.office.results.editions import replaced_by
from sikao.office.results.opening import book_of
from sikao.office.results.own_results import units_of
from sikao.office.results.queries import run as run_view
from sikao.office.results.stages import State, bound_digest, check_publisher, check_same
from sikao.office.results.telling import APPROVERS, assessed, settle, tell_city, tell_units
from sikao.office.rulebook.rules import check_text


@action(Verb.EDITION_PUBLISH, KIND, "edition")
def publish_edition(*, actor: Actor, at: datetime, edition: str, bound: str) -> None:
    """Show everybody at once what was approved for them; the edition before it is replaced in the same step.

    ``NotNow`` where what lies there is not what was approved, to the last digit.
    """
    act = begin(actor, at, Verb.EDITION_PUBLISH, edition)
    check_same(act.stand, bound)
    check_publisher(act.stand, actor.person)
    after = act.after
    before = replaced_by(act.view)
    book = book_of(run_view(act.view.run))
    if book.digest() != act.view.book or bound != _bound_now(act, "" if before is None else before.book):
        raise NotNow.of("edition.not_what_was_approved")
    if before is not None and before.state is State.PUBLISHED:
        move(held(before.ref), state=State.REPLACED.value)
    settle(act.row, at)
    code = "notice.result_published" if before is None else "notice.result_corrected"
    tell_units(act.row, units_of(book), BOTH, code, at)
    tell_city(act.row, (*OFFICE, *APPROVERS), code, at, but=actor.person)
    step = act.step(bound=bound, units=act.row.units, public=act.row.public)
    asked = changes_to_explain(act.view, actor=actor, at=at)
    act.close(after, step, *asked)


@action(Verb.EDITION_WITHDRAW, KIND, "edition")
def withdraw_edition(*, actor: Actor, at: datetime, edition: str, reason: str) -> None:
    """Withdraw a published result at once, with the reason, which everybody who saw it is told."""
    act = begin(actor, at, Verb.EDITION_WITHDRAW, edition)
    after, why = act.after, check_text(reason, needed=True)
    tell_units(act.row, assessed(act.row), BOTH, "notice.result_withdrawn", at, reason=why)
    tell_city(act.row, (*OFFICE, *APPROVERS), "notice.result_withdrawn", at, but=actor.person, reason=why)
    act.close(after, act.step(bound=act.stand.bound, reason=why))


def _bound_now(act: Act, previous: str) -> str:
    """The digest of what would be shown now."""
    view = act.view
    if view.audience is None:
        return ""
    return bound_digest(
        scheme=view.digest,
        checkpoint=view.checkpoint,
        number=view.number,
        book=view.book,
        seq=view.seq,
        previous=previous,
        audience=view.audience,
    )
