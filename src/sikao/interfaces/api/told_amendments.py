"""From frozen records of versions and amendments to the shapes of the API."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sikao.core.books.names import Names, names_of
from sikao.core.scheme import Scheme
from sikao.core.scheme.differences import Line
from sikao.core.wording import Language, Term
from sikao.interfaces.api.shapes import amendments as shapes
from sikao.interfaces.api.shapes.common import Words, moment, words
from sikao.office.amendments import impact as effects
from sikao.office.amendments.queries import (
    AmendmentView,
    ProposalLine,
    StepLine,
    amendment,
    differences,
    proposals,
    put_in_force,
    scheme_proposed,
    steps_taken,
)
from sikao.office.rulebook.queries import Sealed, scheme_with


def version(found: Sealed) -> shapes.SchemeVersion:
    """A version that binds, with what made it."""
    made = amendment(found.amendment) if found.amendment else None
    return shapes.SchemeVersion(
        scheme=found.code,
        number=found.number,
        digest=found.digest,
        title=found.title,
        since=found.since or None,
        first_month=found.first_month,
        sealed_at=moment(found.at) or "",
        seq=found.seq,
        amendment=found.amendment or None,
        reason=None if made is None else made.proposal.reason,
        documents=[] if made is None else _approvals(put_in_force(made.ref)[1]),
    )


def notice(view: AmendmentView, lang: Language) -> shapes.AmendmentNotice:
    """What everybody reads about an amendment in force."""
    put, papers = put_in_force(view.ref)
    line = view.proposal
    return shapes.AmendmentNotice(
        ref=view.ref,
        scheme=view.scheme,
        number=view.number,
        since=line.since,
        issued_at=moment(put.at) or "",
        reason=line.reason,
        digest=line.digest,
        follows=line.follows,
        documents=_approvals(papers),
        changes=changes(differences(line, lang)),
    )


def changes(found: Iterable[Line]) -> list[shapes.SchemeChange]:
    """What differs, in words."""
    names = shapes.SchemeChange.model_fields
    return [shapes.SchemeChange(**{name: getattr(line, name) for name in names}) for line in found]


def shown(view: AmendmentView) -> dict[str, Any]:
    """An amendment as a list shows it."""
    line = view.proposal
    return {
        "ref": view.ref,
        "scheme": view.scheme,
        "number": view.number,
        "state": view.state.value,
        "since": line.since,
        "reason": line.reason,
        "digest": line.digest,
        "follows": line.follows,
        "impact": view.impact or None,
        "bound": view.bound or None,
    }


def whole(view: AmendmentView) -> shapes.AmendmentWhole:
    """An amendment with how it came where it is."""
    return shapes.AmendmentWhole(
        **shown(view),
        proposals=[_proposal(line) for line in reversed(proposals(view.ref))],
        steps=[_step(step) for step in steps_taken(view.ref)],
    )


def impact(view: AmendmentView, found: effects.Impact) -> shapes.AmendmentImpact:
    """What an amendment does to everyone, with the names of both versions."""
    named = _Both.of(scheme_with(view.proposal.follows), scheme_proposed(view.proposal))
    same = ("before", "after", "since", "seq", "carried", "missing")
    return shapes.AmendmentImpact(
        amendment=view.ref,
        sha256=view.impact,
        **{name: getattr(found, name) for name in same},
        tables=[_table(table, named) for table in found.tables],
    )


@dataclass(frozen=True, slots=True)
class _Both:
    """Names of both versions in both languages, those of the later one first."""

    zh: tuple[Names, Names]
    en: tuple[Names, Names]

    @classmethod
    def of(cls, before: Scheme, after: Scheme) -> _Both:
        return cls(*((names_of(after, lang), names_of(before, lang)) for lang in ("zh", "en")))

    def name(self, kind: str, key: Any, code: str) -> Words:
        """The name of a thing; its code where neither version names it."""
        told = [
            next((known[key] for one in pair if key in (known := getattr(one, kind))), code)
            for pair in (self.zh, self.en)
        ]
        return words(Term(*told))


def _table(table: effects.TableEffect, named: _Both) -> shapes.GroupEffect:
    return shapes.GroupEffect(
        checkpoint=table.checkpoint,
        checkpoint_name=named.name("checkpoints", table.checkpoint, table.checkpoint),
        group=table.group,
        group_name=named.name("groups", table.group, table.group),
        table=table.table,
        reached=table.reached,
        moved=table.moved,
        added=list(table.added),
        removed=list(table.removed),
        changed=list(table.changed),
        units=[_unit(unit, table.table, named) for unit in table.units],
    )


def _unit(unit: effects.UnitEffect, table: str, named: _Both) -> shapes.UnitEffect:
    return shapes.UnitEffect(
        unit=unit.unit,
        name=named.name("units", unit.unit, unit.unit),
        points_before=unit.points_before,
        points=unit.points,
        rank_before=unit.rank_before,
        rank=unit.rank,
        grade_before=unit.grade_before,
        grade=unit.grade,
        awards_before=list(unit.awards_before),
        awards=list(unit.awards),
        leaves=[
            shapes.LeafEffect(
                node=leaf.node,
                name=named.name("nodes", (table, leaf.node), leaf.node),
                before=leaf.before,
                after=leaf.after,
            )
            for leaf in unit.nodes
        ],
    )


def _approvals(steps: Iterable[StepLine]) -> list[shapes.Approval]:
    return [shapes.Approval(document=step.document, document_date=_day(step)) for step in steps]


def _proposal(line: ProposalLine) -> shapes.AmendmentProposal:
    return shapes.AmendmentProposal(
        number=line.number,
        at=moment(line.at) or "",
        seq=line.seq,
        person=line.uploaded_by,
        name=line.name,
        sha256=line.sha256,
        digest=line.digest,
        since=line.since,
        reason=line.reason,
    )


def _step(step: StepLine) -> shapes.AmendmentStep:
    return shapes.AmendmentStep(
        at=moment(step.at) or "",
        seq=step.seq,
        what=step.verb.value,
        person=step.person,
        proposal=step.proposal,
        impact=step.impact or None,
        bound=step.bound or None,
        reason=step.reason or None,
        document=step.document or None,
        document_date=_day(step),
    )


def _day(step: StepLine) -> str | None:
    return None if step.document_date is None else step.document_date.isoformat()
