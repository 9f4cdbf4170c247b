"""The verbs of the office: everything that a person can do or see, by one name each."""

from __future__ import annotations

from enum import StrEnum


class Verb(StrEnum):
    """What is done. The part before the point is the kind of object."""

    # Everybody, about themselves
    SIGN_IN = "session.sign_in"
    SIGN_OUT = "session.sign_out"
    STEP_UP = "session.step_up"
    PASSWORD_CHANGE = "password.change"  # noqa: S105 -- a verb
    FACTOR_SET = "factor.set"
    TOKEN_MAKE = "token.make"  # noqa: S105
    TOKEN_END = "token.end"  # noqa: S105
    HOME_VIEW = "home.view"
    NOTICE_READ = "notice.read"
    MAIL_SET = "mail.set"
    JOB_VIEW = "job.view"
    JOB_CANCEL = "job.cancel"
    DELEGATION_VIEW = "delegation.view"
    DELEGATION_GIVE = "delegation.give"
    DELEGATION_END = "delegation.end"
    # System administration
    ORGANISATION_ADD = "organisation.add"
    ORGANISATION_CHANGE = "organisation.change"
    PERSON_ADD = "person.add"
    MEMBERSHIP_ADD = "membership.add"
    MEMBERSHIP_END = "membership.end"
    ACCOUNT_OPEN = "account.open"
    ACCOUNT_CLOSE = "account.close"
    ACCOUNT_RESET = "account.reset"
    ACCOUNT_UNLOCK = "account.unlock"
    ACCOUNT_CONFIRM = "account.confirm"
    ACCOUNT_LINK = "account.link"
    ACCOUNT_RECOVER = "account.recover"
    PEOPLE_IMPORT = "people.import"
    PEOPLE_VIEW = "people.view"
    # Security administration
    GRANT_PROPOSE = "grant.propose"
    GRANT_CONFIRM = "grant.confirm"
    GRANT_END = "grant.end"
    RIGHTS_VIEW = "rights.view"
    # Audit
    JOURNAL_VIEW = "journal.view"
    JOURNAL_EXPORT = "journal.export"
    JOURNAL_VERIFY = "journal.verify"
    # The rulebook
    SCHEME_DRAFT = "scheme.draft"
    SCHEME_SUBMIT = "scheme.submit"
    SCHEME_WITHDRAW = "scheme.withdraw"
    SCHEME_REFUSE = "scheme.refuse"
    SCHEME_APPROVE = "scheme.approve"
    SCHEME_APPROVE_OFFLINE = "scheme.approve_offline"
    SCHEME_SEAL = "scheme.seal"
    SCHEME_VIEW_DRAFT = "scheme.view_draft"
    SCHEME_VIEW = "scheme.view"
    RESULTS_VIEW = "results.view"
    # Reporting
    YEAR_OPEN = "year.open"
    HISTORY_TAKE_OVER = "history.take_over"
    TASK_VIEW = "task.view"
    TASK_FILL = "task.fill"
    TASK_SUBMIT = "task.submit"
    TASK_TAKE_BACK = "task.take_back"
    TASK_SIGN = "task.sign"
    TASK_RETURN = "task.return"
    TASK_RECORD_PAPER = "task.record_paper"
    TASK_EXTEND = "task.extend"
    REVISION_DROP = "revision.drop"
    CONFIRM_GIVE = "confirm.give"
    CONFIRM_DISPUTE = "confirm.dispute"
    DISPUTE_ANSWER = "dispute.answer"
    VERIFY_ACCEPT = "verify.accept"
    VERIFY_RETURN = "verify.return"
    FIGURE_VIEW = "figure.view"
    FIGURE_SEARCH = "figure.search"
    FIGURE_EXPORT = "figure.export"
    FIGURE_REVISE = "figure.revise"
    EVIDENCE_ADD = "evidence.add"
    EVIDENCE_FETCH = "evidence.fetch"
    BRIEFING_VIEW = "briefing.view"
    BRIEFING_EXPORT = "briefing.export"
    BRIEFING_RETURN = "briefing.return"
    RECEIPT_VIEW = "receipt.view"
    BOARD_VIEW = "board.view"
    BOARD_EXPORT = "board.export"
    # The program itself, by rule
    SILENCE_RECORD = "confirm.silence"
    LATENESS_ESCALATE = "task.escalate"
    TASKS_MOVE = "task.move"
