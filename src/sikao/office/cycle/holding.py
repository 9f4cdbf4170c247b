"""What of the stored files belongs to the cycle: evidence, workbooks handed in, lists made."""

from __future__ import annotations

import json
from collections.abc import Iterator

from sikao.office.cycle.models import Draft
from sikao.office.groundwork.jobs.queries import jobs_of
from sikao.office.ledger.queries import evidence_sizes

IMPORT = "cycle.import_form"
"""The kind of work that reads a workbook into a draft; its keys begin so."""
HISTORY = "cycle.history"
"""The kind of work that takes figures of earlier years over; its keys begin so."""
EXPORT = "cycle.export"
"""The kind of work that makes a long list to be taken out; its keys begin so."""
MANY = 100_000


def held_files() -> Iterator[str]:
    """The digests of all files that a sweep must leave alone, though no act has brought them yet."""
    for evidence in Draft.objects.exclude(evidence="[]").values_list("evidence", flat=True):
        yield from (piece["file"] for piece in json.loads(evidence))
    for job in jobs_of(f"{IMPORT}:", MANY):
        yield job.arguments["file"]
        if isinstance(job.result, dict) and job.result.get("marked"):
            yield job.result["marked"]
    for job in jobs_of(f"{HISTORY}:", MANY):
        yield job.arguments["file"]
        yield from (piece["file"] for piece in job.arguments["evidence"])
    for job in jobs_of(f"{EXPORT}:", MANY):
        if isinstance(job.result, dict):
            yield job.result["file"]


def held_bytes(organisation: str, *, paper: bool = False) -> int:
    """How many bytes of evidence an organisation has handed in or holds in drafts, each file once.

    Scans of ``paper`` sheets and of earlier years' documents, whatever the organisation, are the office's.
    """
    sizes = evidence_sizes(None if paper else organisation, paper=paper)
    drafts = Draft.objects.filter(paper=paper).exclude(evidence="[]")
    if not paper:
        drafts = drafts.filter(task__organisation=organisation)
    for evidence in drafts.values_list("evidence", flat=True):
        sizes |= {piece["file"]: piece["size"] for piece in json.loads(evidence)}
    return sum(sizes.values())
