"""Ruling on an objection: upheld, which posts a figure, or rejected; with the reasons in either case."""

from __future__ import annotations

from datetime import datetime

from sikao.core.figures.forms import Entered
from sikao.core.scheme.model.items import SELF
from sikao.core.wording import Term
from sikao.office.accounts.queries import authorise, is_member
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.cycle.telling import BOTH, tell_about
from sikao.office.groundwork.action import action
from sikao.office.groundwork.actor import Actor
from sikao.office.groundwork.appendonly import Record
from sikao.office.groundwork.clock import day_of
from sikao.office.groundwork.journal import Subject, write
from sikao.office.groundwork.notices.telling import mark_settled
from sikao.office.groundwork.refusals import NotNow, NotValid
from sikao.office.ledger.facts import BY_RULING, NewEvidence, NewFigure, NewSubmission
from sikao.office.ledger.histories import handings
from sikao.office.ledger.models import FigureEvent, FigureVersion, What
from sikao.office.ledger.posting import rows_of
from sikao.office.results.actions.replying import (
    OBJECTION,
    checked_reason,
    held_objection,
    move_objection,
    valued,
)
from sikao.office.results.claiming import Contested, contested, stands_already, understood
from sikao.office.results.disputing import State, check_impartial, check_step
from sikao.office.results.editions import edition as edition_view
from sikao.office.results.effects import Effect, effect_of
from sikao.office.results.models import Objection, Word
from sikao.office.results.objections import ObjectionView
from sikao.office.results.objections import objection as objection_view
from sikao.office.results.stages import State as EditionState
from sikao.office.results.telling import checkpoint_of
from sikao.office.rulebook.queries import scheme_with


@action(Verb.OBJECTION_RULE, OBJECTION, "objection")
def uphold_objection(
    *, actor: Actor, at: datetime, objection: str, value: str, seen: str, reason: str
) -> None:
    """Put a figure right: another version of it is posted under the officer's name, counting at once.

    ``value`` as typed need not be what the unit claimed; ``seen`` is the digest of the effect on everyone
    that the officer looked at: another one since raises ``NotNow``.
    """
    row, view, capacity = _open(actor, at, objection, State.UPHELD)
    figure = contested(view.digest, [view.key])[0]
    entered = understood(view.digest, figure, value)
    if entered is None or stands_already(figure, entered):
        raise NotValid.of("objection.no_change")
    effect = effect_of(view.digest, view.checkpoint, figure, entered)
    if effect.digest != seen:
        raise NotNow.of("objection.effect_changed")
    why = checked_reason(reason)
    posted, rows = _posting(view, figure, entered, actor.person, why)
    word = valued(_word(row, State.UPHELD, actor.person, why, effect), figure, entered)
    word.figure = posted.ref
    _close(actor, at, row, capacity, [*rows, word], {"figure": posted.ref, "effect": seen})


@action(Verb.OBJECTION_RULE, OBJECTION, "objection")
def reject_objection(*, actor: Actor, at: datetime, objection: str, reason: str) -> None:
    """Leave the figure as it is, with the reasons."""
    row, _, capacity = _open(actor, at, objection, State.REJECTED)
    word = _word(row, State.REJECTED, actor.person, checked_reason(reason))
    _close(actor, at, row, capacity, [word], {})


def _open(actor: Actor, at: datetime, ref: str, after: State) -> tuple[Objection, ObjectionView, str]:
    """An objection that waits for a ruling, by somebody without interest in the matter."""
    row = held_objection(ref)
    capacity = authorise(actor, at, Verb.OBJECTION_RULE, state=row.state)
    check_step(State(row.state), Verb.OBJECTION_RULE, after)
    view = objection_view(ref)
    if edition_view(view.edition).state is not EditionState.FEEDBACK:
        raise NotNow.of("objection.edition_gone_on")
    figure = contested(view.digest, [view.key])[0]
    check_impartial(actor.person, hands_on(figure), interests(actor.person, view, figure, at))
    move_objection(row, after)
    return row, view, capacity


def hands_on(figure: Contested) -> frozenset[str]:
    """The persons who reported, signed or recorded a figure as it stands."""
    if figure.version is None:
        return frozenset()
    handing = handings({figure.version.submission})[figure.version.submission]
    return frozenset({handing.reporter, handing.signer, handing.delegate_of} - {""})


def interests(person: str, view: ObjectionView, figure: Contested, at: datetime) -> frozenset[str]:
    """Of the unit and the provider of the figure those to which a person belongs."""
    day = day_of(at)
    concerned = {view.unit, provider_of(view, figure)}
    return frozenset(code for code in concerned if is_member(person, code, day))


def provider_of(view: ObjectionView, figure: Contested) -> str:
    """Who answers for a figure: who provided it, or who would have had to."""
    if figure.version is not None and figure.version.provider:
        return figure.version.provider
    provider = scheme_with(view.digest).items[view.key[1].partition("/")[0]].provider
    return view.unit if provider == SELF else provider


def _posting(
    view: ObjectionView, figure: Contested, entered: Entered, officer: str, why: str
) -> tuple[FigureVersion, list[Record]]:
    """The rows of the figure as ruled: it counts from the checkpoint whose result is in question."""
    unit, indicator, kind, period = view.key
    before = figure.version
    new = NewFigure(
        unit=unit,
        indicator=indicator,
        kind=kind,
        period=period,
        value=entered.value,
        measure="" if entered.value is None else figure.slot.measure.code,
        absence=entered.absence,
        raw=entered.raw,
        caliber="" if before is None else before.caliber,
        since="" if before is None else view.checkpoint,
        reason=why,
    )
    submission = NewSubmission(
        task="",
        scheme=view.scheme,
        organisation=provider_of(view, figure),
        way=BY_RULING,
        reporter=officer,
        document=f"复核申请 {view.ref}",
    )
    evidence = [NewEvidence(one.file, one.name, one.size, new.key) for one in view.files]
    _, rows = rows_of(submission, [new], evidence)
    posted = next(row for row in rows if isinstance(row, FigureVersion))
    ruled = FigureEvent(figure=posted, what=What.RULED, organisation="", person=officer, reason=why[:2000])
    return posted, [*rows, ruled]


def _word(row: Objection, state: State, person: str, why: str, effect: Effect | None = None) -> Word:
    told = "" if effect is None else effect.to_text()
    return Word(objection=row, what=state.value, person=person, reason=why, effect=told)


def _close(
    actor: Actor, at: datetime, row: Objection, capacity: str, rows: list[Record], told: dict[str, str]
) -> None:
    """Tell the unit and write the entry with its rows: the end of the act."""
    about = Subject(OBJECTION, row.ref)
    mark_settled(about, at=at)
    outcome: Term = State(row.state).term
    tell_about(
        row.unit, BOTH, "notice.objection_ruled", about, at, what=checkpoint_of(row.edition), outcome=outcome
    )
    write(
        actor=actor,
        at=at,
        verb=Verb.OBJECTION_RULE.value,
        subject=Subject(OBJECTION, row.ref, capacity),
        new={"state": row.state, "unit": row.unit, **told},
        rows=rows,
    )
