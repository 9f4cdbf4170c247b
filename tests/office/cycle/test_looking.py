"""Looking at figures and receipts: only by right, and of others not even that they are there."""

import pytest

from sikao.office.accounts.rights.roles import Role
from sikao.office.cycle.actions import verify_figures
from sikao.office.cycle.looking import figures_for, receipt_for, versions_for, versions_to_verify
from sikao.office.cycle.models import Verification
from sikao.office.groundwork.notices.queries import list_notices
from sikao.office.groundwork.refusals import NotThere, NotValid, NotYou
from sikao.office.ledger.models import FigureVersion
from tests.office.city import SCHEME, City

pytestmark = pytest.mark.both


def test_figures_and_receipts_are_for_those_whom_they_concern(city: City) -> None:
    city.staffed("commerce", "laixi", "jimo")
    auditor = city.person("auditor", Role.AUDITOR)
    city.on(2020, 7, 10)
    task = city.task("commerce", "month", "2020-06")
    done = city.deliver("commerce", task, city.cells(task))
    row = FigureVersion.objects.filter(unit="laixi").order_by("position")[0]
    key = (row.unit, row.indicator, row.kind, row.period)
    for who in ("laixi_r", "commerce_s", "staff"):
        assert [found.ref for found in versions_for(city.people[who], city.at, key)] == [row.ref]
    for who, asked in (("jimo_r", key), ("laixi_r", ("laixi", "fixed_assets", "level", "1999"))):
        with pytest.raises(NotThere):
            versions_for(city.people[who], city.at, asked)
    assert receipt_for(city.people["commerce_r"], city.at, done.submission).seq == done.seq
    for who, ref in (("laixi_r", done.submission), ("commerce_r", "2" * 16)):
        with pytest.raises(NotThere):
            receipt_for(city.people[who], city.at, ref)
    seq, figures, total = figures_for(auditor, city.at, SCHEME, done.seq, 1, 5)
    assert (seq, figures.height, total) == (done.seq, 5, done.figures)
    with pytest.raises(NotYou):
        figures_for(city.people["commerce_r"], city.at, SCHEME, None, 1, 5)
    with pytest.raises(NotValid):
        figures_for(auditor, city.at, SCHEME, done.seq + 1, 1, 5)


def test_a_verifier_looks_at_the_figures_that_are_the_bureau_s_to_verify(city: City) -> None:
    city.staffed("laixi", "finance")
    city.person("verifier", Role.VERIFIER, "development_reform")
    city.on(2021, 2, 1)
    for unit in ("laixi", "finance"):
        task = city.task(unit, "year", "2020-12", kind="report")
        city.deliver(unit, task, dict.fromkeys(city.cells(task), "未报"))
    own = Verification.objects.get(verifier="development_reform").ref
    view, found = versions_to_verify(city.people["verifier"], city.at, own)
    assert {version.indicator.partition("/")[0] for version in found} == {"project_investment"}
    assert view.figures == len(found)
    assert [one.about.ref for one in list_notices("verifier", only_unread=True)] == [own]
    accepted = frozenset(version.ref for version in found)
    some = frozenset(sorted(accepted)[:1])
    verify_figures(actor=city.people["verifier"], at=city.now(), verification=own, accepted=some)
    still = list_notices("verifier", only_unread=True)
    assert bool(still) is bool(accepted - some), "news until the last figure is decided"
    if accepted - some:
        verify_figures(
            actor=city.people["verifier"], at=city.now(), verification=own, accepted=accepted - some
        )
    assert list_notices("verifier", only_unread=True) == [], "what is done is no news any more"
    other = Verification.objects.exclude(pk=own)[0].ref
    with pytest.raises(NotThere):
        versions_to_verify(city.people["verifier"], city.at, other)
