"""Whether a paper in somebody's hands is genuine and holds: asked by its code, its file, or its content.

Of what never went out nothing is told, not even that it exists. The code is chance and stands in every file,
so that neither a code nor the bytes of a file can be guessed from what a paper might say. The content digest
stands on the back page: whoever would guess it has to guess every word and number of the paper with it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.db.models import Q

from sikao.core.wording import Term
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.bulletins.keeping import kept_bytes
from sikao.office.bulletins.models import Made, Paper, PaperStep
from sikao.office.bulletins.queries import PaperView, StepView, steps_of, views
from sikao.office.bulletins.restoring import document_of
from sikao.office.bulletins.rules import State, code_typed, digest_typed
from sikao.office.bulletins.stands import issued_files, issued_step
from sikao.office.results.editions import steps_of as edition_steps


class By(StrEnum):
    """How a paper was recognised."""

    CODE = "code"
    FILE = "file"
    SCAN = "scan"
    CONTENT = "content"

    @property
    def term(self) -> Term:
        """The words shown to people."""
        return _BY[self]


_BY = {
    By.CODE: Term("校验码", "by its code"),
    By.FILE: Term("电子文件（逐字节一致）", "by its file, to the last byte"),
    By.SCAN: Term("盖章扫描件（逐字节一致）", "by the scan of the stamped paper, to the last byte"),
    By.CONTENT: Term("末页的内容摘要", "by the digest on its last page"),
}


@dataclass(frozen=True, slots=True)
class Genuine:
    """A paper that went out, as a holder compares it with what is in hand.

    ``content`` is the digest on its back page. Of one that holds no more ``ended`` is the moment, and
    ``instead`` the number and day of the one in its place, where there is one.
    """

    by: By
    state: State
    title: str
    number: str
    on: date
    issuer: str
    addressees: str
    content: str
    ended: datetime | None
    instead: tuple[str, date] | None


def genuine(typed: str) -> Genuine | None:
    """What is known of the paper with a code, or whose file or content has a digest; ``None`` otherwise."""
    digest = digest_typed(typed)
    found = _by_code(code_typed(typed)) or _by_file(digest) or _by_content(digest)
    if found is None:
        return None
    row, by = found
    (view,) = views(Paper.objects.filter(pk=row))
    step, made = issued_step(view), issued_files(view)
    if step is None or made is None or not view.state.went_out:
        return None
    document = document_of(kept_bytes(made.content_sha256))
    return Genuine(
        by=by,
        state=view.state,
        title=document.title,
        number=step.document_number,
        on=step.on,
        issuer=document.signature.issuer,
        addressees=document.addressees,
        content=made.content,
        ended=None if view.state.in_force else _ended(view),
        instead=None if view.state.in_force else _instead(view),
    )


def _by_code(code: str) -> tuple[str, By] | None:
    row = Paper.objects.filter(code=code).first() if code else None
    return None if row is None else (row.ref, By.CODE)


def _by_file(sha256: str) -> tuple[str, By] | None:
    """The paper one of whose issued files, or whose scan, has this digest."""
    if not sha256:
        return None
    scanned = PaperStep.objects.filter(scan_sha256=sha256).first()
    if scanned is not None:
        return scanned.paper_id, By.SCAN
    one_of = Q(pdf_sha256=sha256) | Q(docx_sha256=sha256) | Q(xlsx_sha256=sha256)
    made = Made.objects.filter(one_of).values_list("pk", flat=True)
    step = PaperStep.objects.filter(what=Verb.PAPER_ISSUE.value, made__in=list(made)).first()
    return None if step is None else (step.paper_id, By.FILE)


def _by_content(sha256: str) -> tuple[str, By] | None:
    """The paper issued with this content: of several that say the same the one that holds, else the last."""
    if not sha256:
        return None
    made = Made.objects.filter(content=sha256).values_list("pk", flat=True)
    steps = PaperStep.objects.filter(what=Verb.PAPER_ISSUE.value, made__in=list(made)).order_by("-entry_id")
    issued = list(steps.values_list("paper_id", flat=True))
    holding = {view.ref for view in views(Paper.objects.filter(pk__in=issued)) if view.state.in_force}
    found = next((ref for ref in issued if ref in holding), next(iter(issued), None))
    return None if found is None else (found, By.CONTENT)


def _ended(view: PaperView) -> datetime | None:
    """When a paper ceased to hold: withdrawn itself, or with its result, or when that was replaced."""
    own = _last(steps_of(view.ref))
    if own.verb is Verb.PAPER_WITHDRAW:
        return own.at
    last = edition_steps(view.edition)[-1]
    if last.verb is Verb.EDITION_WITHDRAW:
        return last.at
    after = _instead_of(view)
    step = None if after is None else issued_step(after)
    return None if step is None else step.at


def _last(steps: tuple[StepView, ...]) -> StepView:
    return steps[-1]


def _instead(view: PaperView) -> tuple[str, date] | None:
    """The number and day of the paper that holds now in the place of one."""
    found = _instead_of(view)
    step = None if found is None else issued_step(found)
    return None if step is None else (step.document_number, step.on)


def _instead_of(view: PaperView) -> PaperView | None:
    """The paper in force of the same kind, about the same, to the same."""
    rows = Paper.objects.filter(
        kind=view.kind.value, scheme=view.scheme, at=view.at, unit=view.unit, about=view.about
    )
    return next((one for one in views(rows.exclude(pk=view.ref)) if one.state.in_force), None)
