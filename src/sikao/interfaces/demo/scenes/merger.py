"""September: a bureau is merged into another, which takes over its tasks; what it reported stays."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sikao.interfaces.demo.agenda import Act
from sikao.interfaces.demo.moments import moment
from sikao.interfaces.demo.stage import Stage
from sikao.office.accounts.actions import endings
from sikao.office.accounts.models import Organisation, OrganisationEnding

MERGED, INTO, DAY = "investment_promotion", "commerce", date(2020, 9, 1)
DOCUMENT = "机构改革方案（示例）"
ASKED, CONFIRMED = moment(2020, 8, 26, 10), moment(2020, 8, 27, 10)


def merger(stage: Stage) -> Iterator[Act]:
    """One administrator asks, the office's director confirms."""
    if Organisation.objects.filter(pk=MERGED, ended_on=None).exists():
        if not OrganisationEnding.objects.filter(organisation_id=MERGED, outcome="").exists():
            yield Act(ASKED, "申请合并单位", "asking for a merger", lambda: _ask(stage))
        yield Act(CONFIRMED, "确认合并单位", "confirming a merger", lambda: _confirm(stage))


def _ask(stage: Stage) -> None:
    endings.ask_ending(
        actor=stage.cast["system"],
        at=stage.later(),
        code=MERGED,
        what="merged",
        on=DAY,
        other=INTO,
        document=DOCUMENT,
    )


def _confirm(stage: Stage) -> None:
    for asked in OrganisationEnding.objects.filter(organisation_id=MERGED, outcome=""):
        endings.confirm_ending(actor=stage.cast["director"], at=stage.later(), ending=asked.pk)
