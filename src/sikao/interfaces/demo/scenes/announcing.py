"""The four results of the year: computed, given to the units, objected to, approved, published.

All of it is invented, and says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from sikao.interfaces.demo.agenda import Act
from sikao.interfaces.demo.moments import moment
from sikao.interfaces.demo.stage import SCAN, SCHEME, Stage
from sikao.office.accounts.models import Organisation
from sikao.office.results import actions
from sikao.office.results.claiming import contested, understood
from sikao.office.results.disputing import State as ObjectionState
from sikao.office.results.editions import EditionView, edition, editions, silent_units, stand_of
from sikao.office.results.effects import effect_of
from sikao.office.results.objections import ObjectionView, objections
from sikao.office.results.queries import RunView, run, runs
from sikao.office.results.rules import RunState
from sikao.office.results.stages import State
from sikao.office.rulebook.papers import Paper

SILENT = ("pingdu", "special_four")
"""Units that let the days for replies pass, each time."""


@dataclass(frozen=True, slots=True)
class Objecting:
    """A unit's objection and what becomes of it: upheld, rejected or withdrawn."""

    unit: str
    node: str
    figure: str
    claimed: str
    reason: str
    becomes: ObjectionState
    ruling: str


@dataclass(frozen=True, slots=True)
class Result:
    """How the result of one checkpoint comes about, with the moments of its steps.

    ``document`` names the minutes that approve it; without it two people do. ``units`` and ``public`` say
    what is shown to whom.
    """

    checkpoint: str
    computed: datetime
    given: datetime
    ruled: datetime
    published: datetime
    objecting: Objecting
    document: str = ""
    units: str = "ranks"
    public: str = "nothing"


DRAFTS = (("h1", moment(2020, 7, 19, 20)), ("year", moment(2021, 2, 1, 10)))
"""Runs that the office looks at while figures are missing: internal, and nothing official."""
RESULTS = (
    Result(
        "q1",
        computed=moment(2020, 4, 29, 15),
        given=moment(2020, 4, 30, 10),
        ruled=moment(2020, 4, 30, 14),
        published=moment(2020, 5, 12, 9),
        objecting=Objecting(
            unit="laixi",
            node="fai",
            figure="laixi/fixed_assets/growth/2020-01..03",
            claimed="-11.4",
            reason="个别项目的投资额应计入一季度（示例）。",
            becomes=ObjectionState.REJECTED,
            ruling="经统计部门核对，该项目四月才形成投资额，维持原数（示例）。",
        ),
    ),
    Result(
        "h1",
        computed=moment(2020, 7, 30, 15),
        given=moment(2020, 7, 31, 10),
        ruled=moment(2020, 8, 5, 14),
        published=moment(2020, 8, 12, 9),
        objecting=Objecting(
            unit="licang",
            node="fai",
            figure="licang/fixed_assets/growth/2020-01..06",
            claimed="4.6",
            reason="两个项目的投资额未计入（示例）。",
            becomes=ObjectionState.WITHDRAWN,
            ruling="已与统计部门核对一致，撤回申请（示例）。",
        ),
    ),
    Result(
        "q3",
        computed=moment(2020, 10, 29, 15),
        given=moment(2020, 10, 30, 10),
        ruled=moment(2020, 11, 4, 14),
        published=moment(2020, 11, 11, 9),
        objecting=Objecting(
            unit="jimo",
            node="fdi",
            figure="jimo/foreign_investment/level/2020-01..09",
            claimed="3.6",
            reason="九月末到账的一笔外资应计入（示例）。",
            becomes=ObjectionState.REJECTED,
            ruling="经商务部门核对，该笔外资十月到账，维持原数（示例）。",
        ),
    ),
    Result(
        "year",
        computed=moment(2021, 3, 26, 15),
        given=moment(2021, 3, 29, 10),
        ruled=moment(2021, 4, 1, 14),
        published=moment(2021, 4, 16, 15),
        objecting=Objecting(
            unit="laixi",
            node="consumer_entities",
            figure="laixi/new_consumer_entities/level/2020",
            claimed="37",
            reason="两家企业十二月已通过入库审核，未计入（示例）。",
            becomes=ObjectionState.UPHELD,
            ruling="经商务部门和统计部门核对，两家企业十二月入库，予以更正（示例）。",
        ),
        document="市委常委会会议纪要〔2021〕示例号",
        public="grades",
    ),
)


def announcing(stage: Stage) -> Iterator[Act]:
    """What is still to be done about the results that are not published."""
    known = [view.checkpoint for view in runs(SCHEME)]
    for checkpoint, when in DRAFTS:
        if checkpoint not in known:
            yield Act(when, "测算（初步）", "computing a draft", _computing(stage, checkpoint))
    done = {view.checkpoint for view in editions(SCHEME) if view.state is State.PUBLISHED}
    for result in RESULTS:
        if result.checkpoint not in done:
            yield from _steps(stage, result)


def _steps(stage: Stage, result: Result) -> Iterator[Act]:
    """The steps of one result; each of them looks at how far it has come."""

    def step(do: Callable[[Stage, Result], None]) -> Callable[[], None]:
        return lambda: do(stage, result)

    yield Act(result.computed, "测算", "computing", step(_open))
    yield Act(result.given, "向各单位反馈", "giving results to the units", step(_give))
    yield Act(result.ruled, "复核裁定", "ruling on an objection", step(_rule))
    yield Act(result.published, "审定并发布", "approving and publishing", step(_publish))


def _computing(stage: Stage, checkpoint: str) -> Callable[[], object]:
    return lambda: _compute(stage, checkpoint)


def _compute(stage: Stage, checkpoint: str) -> RunView:
    """A run on the figures as they stand, computed by whichever worker takes it."""
    office, asked = stage.cast["office"], stage.later()
    ref = actions.ask_run(actor=office, at=asked, scheme=SCHEME, checkpoint=checkpoint)
    stage.wait_until(lambda: run(ref).state is not RunState.COMPUTING)
    return run(ref)


def _under_way(result: Result) -> EditionView | None:
    """The edition of a checkpoint, as far as it is not over."""
    return next(
        (view for view in editions(SCHEME) if view.checkpoint == result.checkpoint and view.state.under_way),
        None,
    )


def _open(stage: Stage, result: Result) -> None:
    """The run on all figures becomes the provisional result."""
    if _under_way(result) is None:
        found = _compute(stage, result.checkpoint)
        if found.state is RunState.READY:
            actions.open_edition(actor=stage.cast["office"], at=stage.later(), run=found.ref)


def _give(stage: Stage, result: Result) -> None:
    """The units have it: one objects, some say nothing, the others agree."""
    view = _under_way(result)
    if view is None:
        return
    if view.state is State.PROVISIONAL:
        actions.give_edition(actor=stage.cast["office"], at=stage.later(), edition=view.ref)
        view = edition(view.ref)
    if view.state is State.FEEDBACK:
        _object(stage, view, result.objecting)
        _agree(stage, view)


def _object(stage: Stage, view: EditionView, said: Objecting) -> None:
    if _objection(view, said) is None:
        actions.raise_objection(
            actor=stage.cast[f"{said.unit}.signer"],
            at=stage.later(),
            edition=view.ref,
            unit=said.unit,
            node=said.node,
            figure=said.figure,
            claimed=said.claimed,
            reason=said.reason,
        )


def _agree(stage: Stage, view: EditionView) -> None:
    ended = set(Organisation.objects.exclude(ended_on=None).values_list("pk", flat=True))
    for unit in silent_units(view):
        if unit not in SILENT and unit not in ended:
            signer = stage.cast[f"{unit}.signer"]
            actions.agree_to_edition(actor=signer, at=stage.later(), edition=view.ref, unit=unit)


def _objection(view: EditionView, said: Objecting) -> ObjectionView | None:
    return next((one for one in objections(edition=view.ref, units=[said.unit])), None)


def _rule(stage: Stage, result: Result) -> None:
    """The objection is answered; where it was right, the result is computed again."""
    view, said = _under_way(result), result.objecting
    if view is None or view.state is not State.FEEDBACK:
        return
    made = _objection(view, said)
    if made is not None and made.state is ObjectionState.OPEN:
        _answer(stage, view, made, said)
    if stand_of(edition(view.ref)).uncounted:
        found = _compute(stage, result.checkpoint)
        actions.rerun_edition(actor=stage.cast["office"], at=stage.later(), edition=view.ref, run=found.ref)


def _answer(stage: Stage, view: EditionView, made: ObjectionView, said: Objecting) -> None:
    director = stage.cast["director"]
    if said.becomes is ObjectionState.WITHDRAWN:
        signer = stage.cast[f"{said.unit}.signer"]
        actions.withdraw_objection(actor=signer, at=stage.later(), objection=made.ref, reason=said.ruling)
    elif said.becomes is ObjectionState.REJECTED:
        actions.reject_objection(actor=director, at=stage.later(), objection=made.ref, reason=said.ruling)
    else:
        figure = contested(view.digest, [made.key])[0]
        entered = understood(view.digest, figure, said.claimed)
        if entered is None:
            raise AssertionError(said.claimed)
        seen = effect_of(view.digest, view.checkpoint, figure, entered).digest
        actions.uphold_objection(
            actor=director,
            at=stage.later(),
            objection=made.ref,
            value=said.claimed,
            seen=seen,
            reason=said.ruling,
        )


def _publish(stage: Stage, result: Result) -> None:
    """It is approved, by two people or by the minutes of a meeting, and published."""
    view = _under_way(result)
    if view is None or view.state is State.PROVISIONAL:
        return
    office, director = stage.cast["office"], stage.cast["director"]
    given = {"edition": view.ref}
    if view.state is State.FEEDBACK:
        shown = {"units": result.units, "public": result.public}
        actions.submit_edition(actor=office, at=stage.later(), **given, **shown)
    bound = edition(view.ref).bound
    if edition(view.ref).state is State.SUBMITTED and result.document:
        paper = Paper(result.document, stage.at.date(), SCAN, "会议纪要（示例）.pdf")
        actions.approve_edition_offline(actor=office, at=stage.later(), **given, bound=bound, paper=paper)
    for approver in (director, stage.cast["leader"]):
        now = stand_of(edition(view.ref))
        if now.state is State.SUBMITTED and approver.person not in now.approved_by:
            actions.approve_edition(actor=approver, at=stage.later(), **given, bound=bound)
    actions.publish_edition(actor=director, at=stage.later(), **given, bound=bound)
