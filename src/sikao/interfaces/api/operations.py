"""Every operation of the API and the right that it asks for: one table, held against routes and rights.

An operation without a verb is open to whoever has a token, one in ``OPEN`` to everybody. What is not in the
table is not served.
Signing, granting, sealing and opening a year are not in it: they are done by people with a second factor.
"""

from __future__ import annotations

from sikao.office.accounts.rights.verbs import Verb

OPEN = frozenset({"get_description", "verify_paper"})
"""What whoever reaches the server may ask for: what every copy of the program says, whether a paper holds."""
OPERATIONS: dict[str, Verb | None] = {
    "get_description": None,
    "get_me": None,
    # Who and by what rules
    "list_organisations": Verb.SCHEME_VIEW,
    "get_organisation": Verb.SCHEME_VIEW,
    "list_schemes": Verb.SCHEME_VIEW,
    "get_scheme": Verb.SCHEME_VIEW,
    "get_scheme_text": Verb.SCHEME_VIEW,
    # Tasks
    "list_tasks": Verb.TASK_VIEW,
    "get_task": Verb.TASK_VIEW,
    "get_form": Verb.TASK_VIEW,
    "get_template": Verb.TASK_VIEW,
    "get_draft": Verb.TASK_VIEW,
    "put_draft": Verb.TASK_FILL,
    "upload_workbook": Verb.TASK_FILL,
    "get_job": Verb.TASK_FILL,
    "get_marked": Verb.TASK_FILL,
    "list_evidence": Verb.TASK_VIEW,
    "add_evidence": Verb.EVIDENCE_ADD,
    "get_evidence": Verb.EVIDENCE_FETCH,
    "detach_evidence": Verb.EVIDENCE_ADD,
    "submit_task": Verb.TASK_SUBMIT,
    "take_back_task": Verb.TASK_TAKE_BACK,
    "return_task": Verb.TASK_RETURN,
    "revise_figures": Verb.FIGURE_REVISE,
    "drop_revision": Verb.REVISION_DROP,
    "ask_correction": Verb.CORRECTION_ASK,
    "withdraw_correction": Verb.CORRECTION_WITHDRAW,
    # Briefings
    "get_briefing": Verb.TASK_VIEW,
    "put_briefing": Verb.TASK_FILL,
    "list_briefings": Verb.BRIEFING_VIEW,
    # Checks
    "list_confirmations": Verb.TASK_VIEW,
    "get_confirmation": Verb.TASK_VIEW,
    "confirm_figures": Verb.CONFIRM_GIVE,
    "dispute_figures": Verb.CONFIRM_DISPUTE,
    "uphold_figures": Verb.DISPUTE_ANSWER,
    "list_verifications": Verb.TASK_VIEW,
    "get_verification": Verb.TASK_VIEW,
    "accept_figures": Verb.VERIFY_ACCEPT,
    "return_figures": Verb.VERIFY_RETURN,
    # The ledger
    "list_versions": Verb.FIGURE_VIEW,
    "list_figures_as_of": Verb.FIGURE_EXPORT,
    "get_receipt": Verb.RECEIPT_VIEW,
    "get_receipt_archive": Verb.RECEIPT_VIEW,
    "get_board": Verb.BOARD_VIEW,
    # Results: on their way, one's own, published
    "list_editions": Verb.EDITION_VIEW,
    "get_edition": Verb.EDITION_VIEW,
    "get_scores": Verb.EDITION_VIEW,
    "get_explanation": Verb.EDITION_VIEW,
    "list_changes": Verb.EDITION_VIEW,
    "get_book": Verb.RUN_EXPORT,
    "list_own_results": Verb.EDITION_VIEW_OWN,
    "get_own_result": Verb.EDITION_VIEW_OWN,
    "get_own_explanation": Verb.EDITION_VIEW_OWN,
    "list_published": Verb.PUBLISHED_VIEW,
    "get_published": Verb.PUBLISHED_VIEW,
    # Papers
    "list_papers": Verb.PAPER_VIEW,
    "get_paper": Verb.PAPER_VIEW,
    "get_paper_file": Verb.PAPER_TAKE,
    "get_own_letter": Verb.LETTER_TAKE,
    "verify_paper": None,
    # The docket of bonus and deduction
    "list_applications": Verb.DOCKET_VIEW,
    "get_application": Verb.DOCKET_VIEW,
    "get_enclosed": Verb.DOCKET_VIEW,
    "list_notices": Verb.DOCKET_VIEW,
    "get_docket_standing": Verb.DOCKET_VIEW,
    "apply_for_bonus": Verb.DOCKET_APPLY,
    "resubmit_application": Verb.DOCKET_RESUBMIT,
    "withdraw_application": Verb.DOCKET_WITHDRAW,
    # Versions of a scheme, and amendments on their way
    "list_scheme_versions": Verb.SCHEME_VIEW,
    "get_version_text": Verb.SCHEME_VIEW,
    "get_amendment_notice": Verb.SCHEME_VIEW,
    "list_amendments": Verb.AMENDMENT_VIEW,
    "get_amendment": Verb.AMENDMENT_VIEW,
    "list_amendment_changes": Verb.AMENDMENT_VIEW,
    "get_impact": Verb.AMENDMENT_VIEW,
}
