"""What an API token may be made for: reading and handing in. Nothing is signed or granted by a program."""

from __future__ import annotations

from collections.abc import Iterable

from sikao.office.accounts.rights.deciding import Holding, may
from sikao.office.accounts.rights.verbs import Verb

SCOPES = (
    Verb.SCHEME_VIEW,
    Verb.RESULTS_VIEW,
    Verb.TASK_VIEW,
    Verb.TASK_FILL,
    Verb.TASK_SUBMIT,
    Verb.TASK_TAKE_BACK,
    Verb.TASK_RETURN,
    Verb.CONFIRM_GIVE,
    Verb.CONFIRM_DISPUTE,
    Verb.DISPUTE_ANSWER,
    Verb.VERIFY_ACCEPT,
    Verb.VERIFY_RETURN,
    Verb.FIGURE_VIEW,
    Verb.FIGURE_EXPORT,
    Verb.FIGURE_REVISE,
    Verb.REVISION_DROP,
    Verb.CORRECTION_ASK,
    Verb.CORRECTION_WITHDRAW,
    Verb.EVIDENCE_ADD,
    Verb.EVIDENCE_FETCH,
    Verb.BRIEFING_VIEW,
    Verb.RECEIPT_VIEW,
    Verb.BOARD_VIEW,
    Verb.EDITION_VIEW,
    Verb.EDITION_VIEW_OWN,
    Verb.PUBLISHED_VIEW,
    Verb.RUN_EXPORT,
    Verb.PAPER_VIEW,
    Verb.PAPER_TAKE,
    Verb.LETTER_TAKE,
    Verb.DOCKET_VIEW,
    Verb.DOCKET_APPLY,
    Verb.DOCKET_RESUBMIT,
    Verb.DOCKET_WITHDRAW,
    Verb.AMENDMENT_VIEW,
)
LONGEST_DAYS = 366


def scopes_for(holdings: Iterable[Holding]) -> tuple[Verb, ...]:
    """The scopes that somebody with these roles can hand on to a token."""
    held = tuple(holdings)
    return tuple(verb for verb in SCOPES if may(verb, held))
