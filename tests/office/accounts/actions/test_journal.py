"""A verification of the home leaves a trace, and who looks after the journal hears of what does not hold."""

import json
from datetime import timedelta

import pytest

from sikao.core.wording import Finding, Place, Severity
from sikao.office.accounts.actions.journal import export_journal, read_journal, record_verification
from sikao.office.accounts.rights.roles import Role
from sikao.office.groundwork.actor import machine
from sikao.office.groundwork.here import set_read_only
from sikao.office.groundwork.journal.reading import Search
from sikao.office.groundwork.journal.verified import LastVerification, last_verification
from sikao.office.groundwork.models import Entry
from sikao.office.groundwork.notices.queries import list_notices
from sikao.office.groundwork.refusals import NotNow, NotYou
from sikao.office.groundwork.verifying import Verified
from tests.office.staff import AT, person

pytestmark = [pytest.mark.django_db, pytest.mark.both]
CHANGED = Finding("journal.gap", Severity.ERROR, Place(path="journal_entry"), {"first": "3", "last": "4"})
REMARK = Finding("home.backup_key_here", Severity.WARNING, details={"path": "backup-key.pem"})


def record(*findings: Finding, actor=None, at=AT) -> int:
    verified = Verified(7, "ab" * 32, entries=5, rows=3, files=1, receipts=0, findings=findings)
    return record_verification(actor=actor or machine(), at=at, verified=verified, findings=findings)


def test_what_was_verified_up_to_where_is_an_entry() -> None:
    assert last_verification() is None
    seq = record(REMARK)
    assert last_verification() == LastVerification(seq, AT, head=7, faults=0)
    told = Entry.objects.get(pk=seq).new
    for part in ('"holds":true', f'"sha256":"{"ab" * 32}"', '"rows":3', '"codes":[]'):
        assert part in told
    later = record(at=AT + timedelta(days=1))
    assert last_verification().seq == later, "the last one counts"


def test_an_export_has_the_rows_that_the_journal_says_whatever_is_written_meanwhile() -> None:
    auditor = person("auditor", Role.AUDITOR)
    read_journal(actor=auditor, at=AT, search=Search())
    for _again in range(2):
        before = Entry.objects.count()
        rows = export_journal(actor=auditor, at=AT, search=Search(), form="csv")
        entry = Entry.objects.latest("seq")
        read_journal(actor=auditor, at=AT, search=Search())
        found = [row.seq for row in rows]
        kept = json.loads(entry.new)
        assert len(found) == kept["rows"] == before and max(found) == kept["seq"] == entry.seq - 1


def test_what_does_not_hold_is_told_to_the_audit_administrators_alone() -> None:
    audit, security = person("audit", Role.AUDIT_ADMIN), person("security", Role.SECURITY_ADMIN)
    record()
    assert list_notices(audit.person) == []
    seq = record(CHANGED, REMARK)
    (notice,) = list_notices(audit.person)
    assert (notice.message.code, notice.about.ref) == ("notice.not_verified", str(seq))
    assert "第 7 条" in notice.message.what("zh") and "1 处" in notice.message.what("zh")
    assert list_notices(security.person) == []
    assert last_verification().faults == 1
    assert '"codes":["journal.gap"]' in Entry.objects.get(pk=seq).new


def test_a_read_only_home_keeps_no_trace() -> None:
    set_read_only([CHANGED])
    try:
        with pytest.raises(NotNow):
            record(CHANGED)
    finally:
        set_read_only([])
    assert last_verification() is None


def test_nobody_makes_up_a_verification() -> None:
    with pytest.raises(NotYou):
        record(actor=person("audit", Role.AUDIT_ADMIN))
    assert last_verification() is None
