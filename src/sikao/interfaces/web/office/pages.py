"""Which right each address asks for: one table. An address that is not in it is closed to everybody."""

from __future__ import annotations

from enum import Enum

from sikao.office.accounts.rights.verbs import Verb


class Open(Enum):
    """Addresses that ask for no right."""

    PUBLIC = "public"
    """Whoever reaches the server."""
    HALF = "half"
    """Whoever has begun to sign in: the steps that sign-in itself asks for."""
    SIGNED = "signed"
    """Whoever has signed in."""


PAGES: dict[str, Verb | Open] = {
    "home": Verb.HOME_VIEW,
    # Tasks: entering, signing, receipts
    "tasks": Verb.TASK_VIEW,
    "task": Verb.TASK_VIEW,
    "task-draft": Verb.TASK_FILL,
    "task-paste": Verb.TASK_FILL,
    "task-workbook": Verb.TASK_VIEW,
    "task-import": Verb.TASK_FILL,
    "task-evidence": Verb.EVIDENCE_ADD,
    "task-submit": Verb.TASK_SUBMIT,
    "task-take-back": Verb.TASK_TAKE_BACK,
    "task-sign": Verb.TASK_SIGN,
    "task-return": Verb.TASK_RETURN,
    "task-extend": Verb.TASK_EXTEND,
    "correction-ask": Verb.CORRECTION_ASK,
    "correction-withdraw": Verb.CORRECTION_WITHDRAW,
    "task-revise": Verb.FIGURE_REVISE,
    "revision-drop": Verb.REVISION_DROP,
    "paper": Verb.TASK_RECORD_PAPER,
    "paper-draft": Verb.TASK_RECORD_PAPER,
    "paper-paste": Verb.TASK_RECORD_PAPER,
    "paper-workbook": Verb.TASK_RECORD_PAPER,
    "paper-import": Verb.TASK_RECORD_PAPER,
    "paper-evidence": Verb.TASK_RECORD_PAPER,
    "paper-record": Verb.TASK_RECORD_PAPER,
    "import": Verb.TASK_VIEW,
    "import-part": Verb.TASK_VIEW,
    "import-marked": Verb.TASK_VIEW,
    "evidence-file": Verb.EVIDENCE_FETCH,
    "receipt": Verb.RECEIPT_VIEW,
    "receipt-file": Verb.RECEIPT_VIEW,
    "receipt-code": Verb.RECEIPT_VIEW,
    # Schemes on their way
    "rulebook": Verb.SCHEME_VIEW,
    "dossier": Verb.SCHEME_VIEW_DRAFT,
    "dossier-version": Verb.SCHEME_VIEW_DRAFT,
    "dossier-changes": Verb.SCHEME_VIEW_DRAFT,
    "dossier-claims": Verb.SCHEME_VIEW_DRAFT,
    "dossier-document": Verb.SCHEME_VIEW_DRAFT,
    "dossier-marked": Verb.SCHEME_VIEW_DRAFT,
    "dossier-file": Verb.SCHEME_VIEW_DRAFT,
    "dossier-scan": Verb.SCHEME_VIEW_DRAFT,
    "scheme-upload": Verb.SCHEME_DRAFT,
    "scheme-version": Verb.SCHEME_DRAFT,
    "scheme-submit": Verb.SCHEME_SUBMIT,
    "scheme-withdraw": Verb.SCHEME_WITHDRAW,
    "scheme-refuse": Verb.SCHEME_REFUSE,
    "scheme-approve": Verb.SCHEME_APPROVE,
    "scheme-approve-offline": Verb.SCHEME_APPROVE_OFFLINE,
    "scheme-seal": Verb.SCHEME_SEAL,
    # Notices, checks, verification
    "notices": Verb.NOTICE_READ,
    "notices-read": Verb.NOTICE_READ,
    "checks": Verb.TASK_VIEW,
    "check": Verb.TASK_VIEW,
    "check-give": Verb.CONFIRM_GIVE,
    "check-answer": Verb.DISPUTE_ANSWER,
    "check-revise": Verb.FIGURE_REVISE,
    "check-letter": Verb.CORRECTION_ASK,
    "verifications": Verb.TASK_VIEW,
    "verification": Verb.TASK_VIEW,
    "verification-decide": Verb.VERIFY_ACCEPT,
    # Background work
    "jobs": Verb.JOB_VIEW,
    "job": Verb.JOB_VIEW,
    "job-part": Verb.JOB_VIEW,
    "job-file": Verb.JOB_VIEW,
    "job-cancel": Verb.JOB_CANCEL,
    # Progress and figures
    "briefings": Verb.BRIEFING_VIEW,
    "briefings-export": Verb.BRIEFING_EXPORT,
    "board": Verb.BOARD_VIEW,
    "board-export": Verb.BOARD_EXPORT,
    "repeats": Verb.REPEATS_VIEW,
    "year": Verb.YEAR_OPEN,
    "history": Verb.HISTORY_TAKE_OVER,
    "history-template": Verb.HISTORY_TAKE_OVER,
    "history-job": Verb.HISTORY_TAKE_OVER,
    "history-part": Verb.HISTORY_TAKE_OVER,
    "figures": Verb.FIGURE_SEARCH,
    "figures-export": Verb.FIGURE_EXPORT,
    "figure": Verb.FIGURE_VIEW,
    "figure-evidence": Verb.EVIDENCE_FETCH,
    # Results and schemes
    "runs": Verb.RUN_VIEW,
    "run-ask": Verb.RUN_ASK,
    "run": Verb.RUN_VIEW,
    "run-part": Verb.RUN_VIEW,
    "run-compare": Verb.RUN_VIEW,
    "run-file": Verb.RUN_EXPORT,
    "results": Verb.RESULTS_VIEW,
    "refused": Verb.RESULTS_VIEW,
    "overview": Verb.RESULTS_VIEW,
    "group": Verb.RESULTS_VIEW,
    "one-table": Verb.RESULTS_VIEW,
    "unit": Verb.RESULTS_VIEW,
    "explanation": Verb.RESULTS_VIEW,
    "what-if": Verb.RESULTS_VIEW,
    "what-if-broken": Verb.RESULTS_VIEW,
    "weights": Verb.RESULTS_VIEW,
    "scheme": Verb.SCHEME_VIEW,
    "scorecard": Verb.SCHEME_VIEW,
    "document": Verb.SCHEME_VIEW,
    "claims": Verb.SCHEME_VIEW,
    "changes": Verb.SCHEME_VIEW,
    # Signing in and one's own account
    "sign-in": Open.PUBLIC,
    "sign-in-elsewhere": Open.PUBLIC,
    "sign-in-back": Open.PUBLIC,
    "second-factor": Open.HALF,
    "set-factor": Open.HALF,
    "password": Open.HALF,
    "sign-out": Open.HALF,
    "step-up": Open.SIGNED,
    "session": Open.SIGNED,
    "account": Open.SIGNED,
    "account-mail": Verb.MAIL_SET,
    # People and organisations
    "people": Verb.PEOPLE_VIEW,
    "person": Verb.PEOPLE_VIEW,
    "person-add": Verb.PERSON_ADD,
    "membership-add": Verb.MEMBERSHIP_ADD,
    "membership-end": Verb.MEMBERSHIP_END,
    "account-open": Verb.ACCOUNT_OPEN,
    "account-close": Verb.ACCOUNT_CLOSE,
    "account-link": Verb.ACCOUNT_LINK,
    "account-unlink": Verb.ACCOUNT_LINK,
    "account-ask": Verb.PEOPLE_VIEW,
    "account-confirm": Verb.ACCOUNT_CONFIRM,
    "account-refuse": Verb.ACCOUNT_REFUSE,
    "organisations": Verb.PEOPLE_VIEW,
    "organisation": Verb.PEOPLE_VIEW,
    "organisation-add": Verb.ORGANISATION_ADD,
    "organisation-rename": Verb.ORGANISATION_CHANGE,
    "organisation-change": Verb.ORGANISATION_CHANGE,
    "ending-ask": Verb.ENDING_ASK,
    "ending-confirm": Verb.ENDING_CONFIRM,
    "ending-refuse": Verb.ENDING_REFUSE,
    # Grants
    "grants": Verb.PEOPLE_VIEW,
    "grant-propose": Verb.GRANT_PROPOSE,
    "handover": Verb.GRANT_PROPOSE,
    "grant-confirm": Verb.GRANT_CONFIRM,
    "grant-end": Verb.GRANT_END,
    "rights": Verb.RIGHTS_VIEW,
    # Delegation and tokens
    "delegations": Verb.DELEGATION_GIVE,
    "delegation-end": Verb.DELEGATION_END,
    "tokens": Verb.TOKEN_MAKE,
    "token-end": Verb.TOKEN_END,
    # The journal
    "journal": Verb.JOURNAL_VIEW,
    "journal-entry": Verb.JOURNAL_VIEW,
    "journal-export": Verb.JOURNAL_EXPORT,
    "sharing": Verb.SHARING_VIEW,
}

STEP_UP = frozenset(
    {
        Verb.GRANT_PROPOSE,
        Verb.GRANT_CONFIRM,
        Verb.GRANT_END,
        Verb.ACCOUNT_CONFIRM,
        Verb.ACCOUNT_LINK,
        Verb.ORGANISATION_CHANGE,
        Verb.ENDING_CONFIRM,
        Verb.TASK_SIGN,
        Verb.SCHEME_APPROVE,
        Verb.SCHEME_APPROVE_OFFLINE,
        Verb.SCHEME_SEAL,
    }
)
"""What is done for good, or for others: a form that does it needs a second factor of the last ten minutes."""
