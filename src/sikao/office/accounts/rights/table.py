"""The table of rights. What is not in it, nobody may do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sikao.core.wording import Term
from sikao.office.accounts.rights.roles import Role
from sikao.office.accounts.rights.verbs import Verb


class Relation(StrEnum):
    """How the person's organisation, or the person, must stand to the object."""

    ANY = "any"
    OWN = "own"
    PROVIDER = "provider"
    VERIFIES = "verifies"
    SELF = "self"

    @property
    def term(self) -> Term:
        """The words shown to people."""
        return _RELATIONS[self]


_RELATIONS = {
    Relation.ANY: Term("不限", "any"),
    Relation.OWN: Term("本单位", "own organisation"),
    Relation.PROVIDER: Term("本单位提供的数据", "provided by own organisation"),
    Relation.VERIFIES: Term("本单位核实的数据", "verified by own organisation"),
    Relation.SELF: Term("本人", "oneself"),
}
ALL_STATES = frozenset[str]()
"""Every state, or an object that has none."""


@dataclass(frozen=True, slots=True)
class Right:
    """One row: the role may do the verb, to objects in this relation, in these states.

    ``role`` is ``None`` for whoever is signed in.
    """

    verb: Verb
    role: Role | None
    relation: Relation
    states: frozenset[str] = ALL_STATES

    def allows(self, state: str | None) -> bool:
        """Whether the row covers an object in this state."""
        return not self.states or state in self.states


def _rows(verb: Verb, relation: Relation, *roles: Role | None, states: tuple[str, ...] = ()) -> list[Right]:
    return [Right(verb, role, relation, frozenset(states)) for role in roles]


_OFFICE = (Role.OFFICE_STAFF, Role.OFFICE_DIRECTOR)
_UNIT = (Role.REPORTER, Role.SIGNER)
_BEFORE_LEADERS = ("submitted", "approved", "published", "replaced", "withdrawn")
"""The states in which a result lies before the leaders: from the day on which it is submitted to them."""
_AMENDMENT_BEFORE_LEADERS = ("submitted", "approved", "in_force")
"""The states in which an amendment, with what it does to everyone, lies before the leaders."""
_BEFORE_UNITS = ("feedback", "submitted", "approved", "published", "replaced")
"""The states in which a result lies before the units and holds, or is still to hold."""
_SEEN_BY_UNITS = (*_BEFORE_UNITS, "withdrawn")
"""The states in which a unit sees its own result; of one that was withdrawn, that it was, and why."""
_IN_FORCE = ("issued", "archived")
"""The states of a paper that holds."""
_ISSUED = (*_IN_FORCE, "replaced", "withdrawn")
"""The states of a paper that went out, whatever became of it."""
_DOCKET_DECIDABLE = ("notice", "unpassed")
_DOCKET_OPEN = ("submitted", "returned", "examined", "passed", "unpassed", "notice", "deciding")
"""The states in which an application waits for a decision."""

TABLE: tuple[Right, ...] = tuple(
    row
    for rows in (
        # Oneself
        _rows(Verb.SIGN_OUT, Relation.SELF, None),
        _rows(Verb.STEP_UP, Relation.SELF, None),
        _rows(Verb.PASSWORD_CHANGE, Relation.SELF, None),
        _rows(Verb.FACTOR_SET, Relation.SELF, None),
        _rows(Verb.TOKEN_MAKE, Relation.SELF, *_UNIT, Role.VERIFIER, *_OFFICE),
        _rows(Verb.TOKEN_END, Relation.SELF, None),
        _rows(Verb.HOME_VIEW, Relation.SELF, None),
        _rows(Verb.NOTICE_READ, Relation.SELF, None),
        _rows(Verb.MAIL_SET, Relation.SELF, None),
        _rows(Verb.JOB_VIEW, Relation.SELF, None),
        _rows(Verb.JOB_VIEW, Relation.ANY, *_OFFICE),
        _rows(Verb.JOB_CANCEL, Relation.SELF, None),
        _rows(Verb.JOB_CANCEL, Relation.ANY, *_OFFICE),
        _rows(Verb.DELEGATION_VIEW, Relation.OWN, Role.SIGNER),
        _rows(Verb.DELEGATION_GIVE, Relation.OWN, Role.SIGNER),
        _rows(Verb.DELEGATION_END, Relation.OWN, Role.SIGNER),
        # Administration
        _rows(Verb.ORGANISATION_ADD, Relation.ANY, Role.SYSTEM_ADMIN),
        _rows(Verb.ORGANISATION_CHANGE, Relation.ANY, Role.SYSTEM_ADMIN),
        _rows(Verb.ENDING_ASK, Relation.ANY, Role.SYSTEM_ADMIN),
        _rows(
            Verb.ENDING_CONFIRM, Relation.ANY, Role.SECURITY_ADMIN, Role.OFFICE_DIRECTOR, states=("asked",)
        ),
        _rows(
            Verb.ENDING_REFUSE,
            Relation.ANY,
            *(Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.OFFICE_DIRECTOR),
            states=("asked",),
        ),
        _rows(Verb.PERSON_ADD, Relation.ANY, Role.SYSTEM_ADMIN),
        _rows(Verb.MEMBERSHIP_ADD, Relation.ANY, Role.SYSTEM_ADMIN),
        _rows(Verb.MEMBERSHIP_END, Relation.ANY, Role.SYSTEM_ADMIN),
        _rows(Verb.ACCOUNT_OPEN, Relation.ANY, Role.SYSTEM_ADMIN),
        _rows(Verb.ACCOUNT_CLOSE, Relation.ANY, Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN),
        _rows(Verb.ACCOUNT_RESET, Relation.ANY, Role.SYSTEM_ADMIN),
        _rows(Verb.ACCOUNT_UNLOCK, Relation.ANY, Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN),
        _rows(
            Verb.ACCOUNT_CONFIRM, Relation.ANY, Role.SECURITY_ADMIN, Role.OFFICE_DIRECTOR, states=("asked",)
        ),
        _rows(
            Verb.ACCOUNT_REFUSE,
            Relation.ANY,
            *(Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.OFFICE_DIRECTOR),
            states=("asked",),
        ),
        _rows(Verb.ACCOUNT_LINK, Relation.ANY, Role.SECURITY_ADMIN),
        _rows(Verb.PEOPLE_VIEW, Relation.ANY, Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, *_OFFICE),
        _rows(Verb.GRANT_PROPOSE, Relation.ANY, Role.SECURITY_ADMIN),
        _rows(
            Verb.GRANT_CONFIRM, Relation.ANY, Role.SECURITY_ADMIN, Role.OFFICE_DIRECTOR, states=("proposed",)
        ),
        _rows(Verb.GRANT_END, Relation.ANY, Role.SECURITY_ADMIN, states=("proposed", "confirmed")),
        _rows(Verb.GRANT_END, Relation.ANY, Role.OFFICE_DIRECTOR, states=("proposed",)),
        _rows(Verb.RIGHTS_VIEW, Relation.ANY, None),
        _rows(Verb.JOURNAL_VIEW, Relation.ANY, Role.AUDIT_ADMIN, Role.AUDITOR),
        _rows(Verb.JOURNAL_EXPORT, Relation.ANY, Role.AUDITOR, Role.AUDIT_ADMIN),
        _rows(Verb.SHARING_VIEW, Relation.ANY, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN, Role.AUDITOR),
        # The rulebook
        _rows(Verb.SCHEME_DRAFT, Relation.ANY, *_OFFICE, states=("draft",)),
        _rows(Verb.SCHEME_SUBMIT, Relation.ANY, *_OFFICE, states=("draft",)),
        _rows(Verb.SCHEME_WITHDRAW, Relation.ANY, *_OFFICE, states=("submitted", "approved")),
        _rows(Verb.SCHEME_APPROVE, Relation.ANY, Role.OFFICE_DIRECTOR, Role.LEADER, states=("submitted",)),
        _rows(Verb.SCHEME_REFUSE, Relation.ANY, Role.OFFICE_DIRECTOR, Role.LEADER, states=("submitted",)),
        _rows(Verb.SCHEME_APPROVE_OFFLINE, Relation.ANY, *_OFFICE, states=("submitted",)),
        _rows(Verb.SCHEME_SEAL, Relation.ANY, *_OFFICE, states=("approved",)),
        _rows(Verb.SCHEME_VIEW_DRAFT, Relation.ANY, *_OFFICE, Role.LEADER, Role.AUDITOR),
        _rows(Verb.SCHEME_VIEW, Relation.ANY, None),
        _rows(Verb.RESULTS_VIEW, Relation.ANY, *_OFFICE, Role.AUDITOR),
        # Amendments of a sealed scheme
        _rows(Verb.AMENDMENT_DRAFT, Relation.ANY, *_OFFICE, states=("draft",)),
        _rows(Verb.AMENDMENT_WEIGH, Relation.ANY, *_OFFICE, states=("draft",)),
        _rows(Verb.AMENDMENT_KEEP, Relation.ANY, *_OFFICE),
        _rows(Verb.AMENDMENT_SUBMIT, Relation.ANY, *_OFFICE, states=("draft",)),
        _rows(Verb.AMENDMENT_DROP, Relation.ANY, *_OFFICE, states=("draft",)),
        _rows(Verb.AMENDMENT_WITHDRAW, Relation.ANY, *_OFFICE, states=("submitted", "approved")),
        _rows(Verb.AMENDMENT_REFUSE, Relation.ANY, Role.OFFICE_DIRECTOR, Role.LEADER, states=("submitted",)),
        _rows(Verb.AMENDMENT_APPROVE, Relation.ANY, Role.OFFICE_DIRECTOR, Role.LEADER, states=("submitted",)),
        _rows(Verb.AMENDMENT_APPROVE_OFFLINE, Relation.ANY, *_OFFICE, states=("submitted",)),
        _rows(Verb.AMENDMENT_ISSUE, Relation.ANY, Role.OFFICE_DIRECTOR, states=("approved",)),
        _rows(Verb.AMENDMENT_VIEW, Relation.ANY, *_OFFICE, Role.AUDITOR),
        _rows(Verb.AMENDMENT_VIEW, Relation.ANY, Role.LEADER, states=_AMENDMENT_BEFORE_LEADERS),
        # Results
        _rows(Verb.RUN_ASK, Relation.ANY, *_OFFICE),
        _rows(Verb.RUN_KEEP, Relation.ANY, *_OFFICE),
        _rows(Verb.RUN_VIEW, Relation.ANY, *_OFFICE, Role.AUDITOR),
        _rows(Verb.RUN_EXPORT, Relation.ANY, *_OFFICE, Role.AUDITOR),
        _rows(Verb.EDITION_OPEN, Relation.ANY, *_OFFICE),
        _rows(Verb.EDITION_RERUN, Relation.ANY, *_OFFICE, states=("provisional", "feedback")),
        _rows(Verb.EDITION_GIVE, Relation.ANY, *_OFFICE, states=("provisional",)),
        _rows(Verb.EDITION_DROP, Relation.ANY, *_OFFICE, states=("provisional", "feedback")),
        _rows(Verb.EDITION_SUBMIT, Relation.ANY, *_OFFICE, states=("feedback",)),
        _rows(Verb.EDITION_TAKE_BACK, Relation.ANY, *_OFFICE, states=("submitted", "approved")),
        _rows(Verb.EDITION_REFUSE, Relation.ANY, Role.OFFICE_DIRECTOR, Role.LEADER, states=("submitted",)),
        _rows(Verb.EDITION_APPROVE, Relation.ANY, Role.OFFICE_DIRECTOR, Role.LEADER, states=("submitted",)),
        _rows(Verb.EDITION_APPROVE_OFFLINE, Relation.ANY, *_OFFICE, states=("submitted",)),
        _rows(Verb.EDITION_PUBLISH, Relation.ANY, Role.OFFICE_DIRECTOR, states=("approved",)),
        _rows(Verb.EDITION_WITHDRAW, Relation.ANY, Role.OFFICE_DIRECTOR, states=("published",)),
        _rows(Verb.ANALYSIS_ASK, Relation.ANY, *_OFFICE),
        _rows(Verb.ANALYSIS_KEEP, Relation.ANY, *_OFFICE),
        _rows(Verb.DASHBOARD_VIEW, Relation.ANY, *_OFFICE, Role.AUDITOR),
        _rows(Verb.DASHBOARD_VIEW, Relation.ANY, Role.LEADER, states=("published",)),
        _rows(Verb.EDITION_VIEW, Relation.ANY, *_OFFICE, Role.AUDITOR),
        _rows(Verb.EDITION_VIEW, Relation.ANY, Role.LEADER, states=_BEFORE_LEADERS),
        _rows(Verb.EDITION_VIEW_OWN, Relation.OWN, *_UNIT, states=_SEEN_BY_UNITS),
        _rows(Verb.EDITION_AGREE, Relation.OWN, Role.SIGNER, states=("feedback",)),
        _rows(Verb.PAPER_PREPARE, Relation.ANY, *_OFFICE),
        _rows(Verb.PAPER_KEEP, Relation.ANY, *_OFFICE),
        _rows(Verb.PAPER_WORD, Relation.ANY, *_OFFICE, states=("draft",)),
        _rows(Verb.PAPER_ISSUE, Relation.ANY, Role.OFFICE_DIRECTOR, states=("draft",)),
        _rows(Verb.PAPER_ARCHIVE, Relation.ANY, *_OFFICE, states=("issued",)),
        _rows(Verb.PAPER_WITHDRAW, Relation.ANY, Role.OFFICE_DIRECTOR, states=_IN_FORCE),
        _rows(Verb.PAPER_VIEW, Relation.ANY, *_OFFICE, Role.AUDITOR),
        _rows(Verb.PAPER_VIEW, Relation.ANY, Role.LEADER, states=_ISSUED),
        _rows(Verb.PAPER_VIEW, Relation.OWN, *_UNIT, states=_ISSUED),
        _rows(Verb.PAPER_TAKE, Relation.ANY, *_OFFICE, Role.AUDITOR),
        _rows(Verb.PAPER_TAKE, Relation.ANY, Role.LEADER, states=_IN_FORCE),
        _rows(Verb.PAPER_TAKE, Relation.OWN, *_UNIT, states=_IN_FORCE),
        _rows(Verb.LETTER_TAKE, Relation.OWN, *_UNIT, states=_BEFORE_UNITS),
        _rows(Verb.PUBLISHED_VIEW, Relation.ANY, None),
        _rows(Verb.OBJECTION_RAISE, Relation.OWN, Role.SIGNER, states=("feedback",)),
        _rows(Verb.OBJECTION_WITHDRAW, Relation.OWN, Role.SIGNER, states=("open",)),
        _rows(Verb.OBJECTION_VIEW, Relation.OWN, *_UNIT),
        _rows(Verb.OBJECTION_VIEW, Relation.ANY, *_OFFICE, Role.AUDITOR),
        _rows(Verb.OBJECTION_RULE, Relation.ANY, *_OFFICE, states=("open",)),
        # The docket of bonus and deduction
        _rows(Verb.DOCKET_VIEW, Relation.ANY, *_OFFICE, Role.LEADER, Role.AUDITOR),
        _rows(Verb.DOCKET_VIEW, Relation.OWN, *_UNIT),
        _rows(Verb.DOCKET_APPLY, Relation.OWN, *_UNIT),
        _rows(Verb.DOCKET_APPLY, Relation.ANY, *_OFFICE),
        _rows(Verb.DOCKET_CHARGE, Relation.OWN, *_UNIT),
        _rows(Verb.DOCKET_CHARGE, Relation.ANY, *_OFFICE),
        _rows(Verb.DOCKET_RESUBMIT, Relation.OWN, *_UNIT, states=("returned",)),
        _rows(Verb.DOCKET_RESUBMIT, Relation.ANY, *_OFFICE, states=("returned",)),
        _rows(Verb.DOCKET_WITHDRAW, Relation.OWN, *_UNIT, states=_DOCKET_OPEN),
        _rows(Verb.DOCKET_WITHDRAW, Relation.ANY, *_OFFICE, states=_DOCKET_OPEN),
        _rows(Verb.DOCKET_EXAMINE, Relation.ANY, *_OFFICE, states=("submitted",)),
        _rows(Verb.DOCKET_REEXAMINE, Relation.ANY, *_OFFICE, states=("examined",)),
        _rows(Verb.DOCKET_RETURN, Relation.ANY, *_OFFICE, states=("submitted", "examined")),
        _rows(Verb.DOCKET_ANNOUNCE, Relation.ANY, *_OFFICE),
        _rows(Verb.DOCKET_OBJECT, Relation.OWN, Role.SIGNER, states=("notice",)),
        _rows(Verb.DOCKET_DECIDE, Relation.ANY, Role.OFFICE_DIRECTOR, Role.LEADER, states=_DOCKET_DECIDABLE),
        _rows(Verb.DOCKET_CONFIRM, Relation.ANY, Role.OFFICE_DIRECTOR, Role.LEADER, states=("deciding",)),
        _rows(Verb.DOCKET_SEND_BACK, Relation.ANY, Role.OFFICE_DIRECTOR, Role.LEADER, states=("deciding",)),
        _rows(Verb.DOCKET_DECIDE_OFFLINE, Relation.ANY, *_OFFICE, states=_DOCKET_DECIDABLE),
        _rows(Verb.DOCKET_CLOSE, Relation.ANY, *_OFFICE),
        _rows(Verb.DOCKET_REOPEN, Relation.ANY, Role.OFFICE_DIRECTOR),
        _rows(Verb.DOCKET_EXPORT, Relation.ANY, *_OFFICE, Role.AUDITOR),
        # Reporting
        _rows(Verb.YEAR_OPEN, Relation.ANY, *_OFFICE),
        _rows(Verb.WORKING_DAYS_RECORD, Relation.ANY, *_OFFICE),
        _rows(Verb.HISTORY_TAKE_OVER, Relation.ANY, Role.OFFICE_STAFF),
        _rows(Verb.TASK_VIEW, Relation.OWN, *_UNIT, Role.VERIFIER),
        _rows(Verb.TASK_VIEW, Relation.ANY, *_OFFICE, Role.AUDITOR),
        _rows(Verb.TASK_FILL, Relation.OWN, Role.REPORTER, states=("open",)),
        _rows(Verb.TASK_SUBMIT, Relation.OWN, Role.REPORTER, states=("open",)),
        _rows(Verb.TASK_TAKE_BACK, Relation.OWN, Role.REPORTER, states=("submitted",)),
        _rows(Verb.TASK_SIGN, Relation.OWN, Role.SIGNER, states=("submitted",)),
        _rows(Verb.TASK_RETURN, Relation.OWN, Role.SIGNER, states=("submitted",)),
        _rows(Verb.TASK_RECORD_PAPER, Relation.ANY, Role.OFFICE_STAFF, states=("open",)),
        _rows(Verb.TASK_EXTEND, Relation.ANY, Role.OFFICE_DIRECTOR, states=("open", "submitted")),
        _rows(Verb.REVISION_DROP, Relation.OWN, Role.REPORTER, states=("open",)),
        _rows(Verb.CORRECTION_ASK, Relation.ANY, *_OFFICE, states=("signed",)),
        _rows(Verb.CORRECTION_WITHDRAW, Relation.ANY, *_OFFICE, states=("open",)),
        _rows(Verb.CONFIRM_GIVE, Relation.OWN, *_UNIT, states=("open",)),
        _rows(Verb.CONFIRM_DISPUTE, Relation.OWN, *_UNIT, states=("open",)),
        _rows(Verb.DISPUTE_ANSWER, Relation.PROVIDER, *_UNIT, states=("disputed",)),
        _rows(Verb.VERIFY_ACCEPT, Relation.VERIFIES, Role.VERIFIER, states=("open",)),
        _rows(Verb.VERIFY_RETURN, Relation.VERIFIES, Role.VERIFIER, states=("open",)),
        _rows(Verb.FIGURE_VIEW, Relation.OWN, *_UNIT),
        _rows(Verb.FIGURE_VIEW, Relation.PROVIDER, *_UNIT),
        _rows(Verb.FIGURE_VIEW, Relation.VERIFIES, Role.VERIFIER),
        _rows(Verb.FIGURE_VIEW, Relation.ANY, *_OFFICE, Role.AUDITOR),
        _rows(Verb.FIGURE_SEARCH, Relation.ANY, *_OFFICE, Role.AUDITOR),
        _rows(Verb.FIGURE_EXPORT, Relation.ANY, *_OFFICE, Role.AUDITOR),
        _rows(Verb.FIGURE_REVISE, Relation.PROVIDER, Role.REPORTER),
        _rows(Verb.EVIDENCE_ADD, Relation.OWN, Role.REPORTER, states=("open",)),
        _rows(Verb.EVIDENCE_ADD, Relation.ANY, Role.OFFICE_STAFF, states=("open",)),
        _rows(Verb.EVIDENCE_FETCH, Relation.OWN, *_UNIT),
        _rows(Verb.EVIDENCE_FETCH, Relation.PROVIDER, *_UNIT),
        _rows(Verb.EVIDENCE_FETCH, Relation.VERIFIES, Role.VERIFIER),
        _rows(Verb.EVIDENCE_FETCH, Relation.ANY, *_OFFICE, Role.AUDITOR),
        _rows(Verb.BRIEFING_VIEW, Relation.ANY, *_OFFICE, Role.LEADER, Role.AUDITOR),
        _rows(Verb.BRIEFING_EXPORT, Relation.ANY, *_OFFICE, Role.AUDITOR),
        _rows(Verb.CALENDAR_VIEW, Relation.OWN, *_UNIT, Role.VERIFIER),
        _rows(Verb.CALENDAR_VIEW, Relation.ANY, *_OFFICE, Role.LEADER, Role.AUDITOR),
        _rows(Verb.REVIEW_VIEW, Relation.OWN, *_UNIT),
        _rows(Verb.REVIEW_VIEW, Relation.ANY, *_OFFICE, Role.LEADER, Role.AUDITOR),
        _rows(Verb.REVIEW_ASK, Relation.ANY, *_OFFICE, states=("planned",)),
        _rows(Verb.REVIEW_HOLD, Relation.ANY, *_OFFICE, states=("planned",)),
        _rows(Verb.REVIEW_EXPORT, Relation.ANY, *_OFFICE, Role.AUDITOR),
        _rows(Verb.DECISION_MAKE, Relation.ANY, *_OFFICE, states=("held",)),
        _rows(Verb.DECISION_TELL, Relation.OWN, *_UNIT, states=("open",)),
        _rows(Verb.DECISION_TELL, Relation.ANY, *_OFFICE, states=("open",)),
        _rows(Verb.DECISION_CARRY, Relation.ANY, *_OFFICE, states=("open",)),
        _rows(Verb.DECISION_CLOSE, Relation.ANY, *_OFFICE, states=("open",)),
        _rows(Verb.DECISION_WITHDRAW, Relation.ANY, *_OFFICE, states=("open",)),
        _rows(Verb.RECEIPT_VIEW, Relation.OWN, *_UNIT),
        _rows(Verb.RECEIPT_VIEW, Relation.ANY, *_OFFICE, Role.AUDITOR),
        _rows(Verb.REPEATS_VIEW, Relation.ANY, *_OFFICE, Role.AUDITOR),
        _rows(Verb.BOARD_VIEW, Relation.ANY, *_OFFICE, Role.AUDITOR),
        _rows(Verb.BOARD_EXPORT, Relation.ANY, *_OFFICE, Role.AUDITOR),
    )
    for row in rows
)


_BY_VERB: dict[Verb, tuple[Right, ...]] = {
    verb: tuple(row for row in TABLE if row.verb is verb) for verb in Verb
}


def rights_for(verb: Verb) -> tuple[Right, ...]:
    """The rows of one verb."""
    return _BY_VERB[verb]
