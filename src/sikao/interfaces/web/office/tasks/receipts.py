"""The receipt of what was handed in: a page, a file to keep, a code to be printed beside it."""

from __future__ import annotations

import io
import json

import segno
from django.http import HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from sikao.interfaces.web.frame import language
from sikao.interfaces.web.office.asking import OfficeRequest
from sikao.interfaces.web.office.frame import paint_office
from sikao.interfaces.web.office.tasks.files import ZIP, attached
from sikao.interfaces.web.office.tasks.listing import SECTION
from sikao.interfaces.web.office.tasks.shown import known, shown
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.groundwork.receipts import Receipt, receipt_of
from sikao.office.groundwork.refusals import NotThere
from sikao.office.ledger.briefings import entries_in
from sikao.office.ledger.facts import Sent
from sikao.office.ledger.queries import sent, versions_in


def _receipt(request: OfficeRequest, ref: str) -> tuple[Sent, Receipt]:
    found = known(request, ref)
    handed = sent(found.view.submission) if found.view.submission else None
    if handed is None or Verb.RECEIPT_VIEW not in found.verbs:
        raise NotThere.of("task.not_there", ref=ref)
    return handed, receipt_of(handed.seq)


@require_safe
def receipt(request: OfficeRequest, ref: str) -> HttpResponse:
    """What the receipt says, and how anybody checks it."""
    handed, made = _receipt(request, ref)
    return paint_office(
        request,
        "office/tasks/receipt.html",
        section=SECTION,
        shown=shown(request, known(request, ref)),
        sent=handed,
        receipt=made,
        figures=len(versions_in(handed.ref)) + entries_in(handed.ref),
        root=json.loads(made.entry)["root_sha256"],
    )


@require_safe
def receipt_file(request: OfficeRequest, ref: str) -> HttpResponse:
    """The receipt as a ZIP that public tools check."""
    _, made = _receipt(request, ref)
    title = known(request, ref).judged.title.text(language())
    return attached(made.zipped(), f"{title}-{gettext('回执')}-{made.seq}.zip", ZIP)


@require_safe
def receipt_code(request: OfficeRequest, ref: str) -> HttpResponse:
    """Number, digest, moment and key of the entry as a code to be scanned from a print."""
    _, made = _receipt(request, ref)
    picture = io.BytesIO()
    text = f"sikao receipt {made.seq}\n{made.sha256}\n{made.at}\n{made.key_id}"
    segno.make(text, error="m").save(picture, kind="svg", scale=4, border=2)
    return HttpResponse(picture.getvalue(), content_type="image/svg+xml")
