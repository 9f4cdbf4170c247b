"""Appending to the journal: numbers, moments, hashes, the witness, and what refuses."""

import hashlib
import json
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from sikao.office.groundwork.actor import NOBODY, Actor, Channel, machine
from sikao.office.groundwork.canonical import canonical
from sikao.office.groundwork.files import Stored, row_for
from sikao.office.groundwork.here import set_read_only
from sikao.office.groundwork.installation import Installation
from sikao.office.groundwork.journal import Subject, head, witness, write, write_refusal, writing
from sikao.office.groundwork.journal.signing import head_text, is_signed, public_keys, read_public
from sikao.office.groundwork.models import ZEROS, Entry, Head, StoredFile
from sikao.office.groundwork.refusals import NotNow, NotValid
from sikao.office.groundwork.verifying import verify

AT = datetime(2020, 7, 18, 1, 2, 3, 456, tzinfo=UTC)
ABOUT = Subject("test", "1", "office_staff@office")
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both]


def act(at: datetime = AT, **given) -> Entry:
    with transaction.atomic():
        return write(**{"actor": machine(), "at": at, "verb": "test.act", "subject": ABOUT, **given})


def file_row(name: str = "a.pdf") -> StoredFile:
    content = name.encode()
    digests = hashlib.sha256(content).hexdigest(), hashlib.new("sm3", content).hexdigest()
    return row_for(Stored(*digests, len(content)), name, "application/pdf")


def test_entries_are_numbered_chained_and_signed(home: Installation) -> None:
    first, second = act(), act(new={"值": "1.50"}, rows=[file_row()])
    assert (first.seq, second.seq) == (1, 2)
    assert first.prev_sha256 == ZEROS
    assert head() == (2, second.sha256)
    kept = Entry.objects.get(pk=2)
    assert hashlib.sha256(kept.text().encode()).hexdigest() == second.sha256
    assert hashlib.new("sm3", kept.text().encode()).hexdigest() == second.sm3
    signed = head_text(1, first.sha256, first.sm3, "2020-07-18T01:02:03.000456Z")
    assert is_signed(signed, first.signature, read_public(public_keys(home.keys)[first.key_id]))
    seal = signed + f"{first.key_id}\n{first.signature}\n".encode()
    assert second.prev_sha256 == hashlib.sha256(seal).hexdigest()


def test_the_text_of_an_entry_is_plain_canonical_json(home: Installation) -> None:
    assert home
    data = json.loads(act(old=None, new={"b": 1, "a": [True, None]}).text())
    assert data == {
        "acting_as": "office_staff@office",
        "actor": "machine",
        "at": "2020-07-18T01:02:03.000456Z",
        "brought": "[]",
        "channel": "worker",
        "for_whom": "",
        "leaves": 0,
        "new": '{"a":[true,null],"b":1}',
        "object_kind": "test",
        "object_ref": "1",
        "old": "null",
        "outcome": "done",
        "prev_sha256": ZEROS,
        "prev_sm3": ZEROS,
        # The hashes of nothing: the entry brought no rows.
        "root_sha256": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "root_sm3": "1ab21d8355cfa17f8e61194831e81a8f22bec8c728fefb747ed035eb5082aa2b",
        "seq": 1,
        "source": "",
        "verb": "test.act",
    }


def test_an_entry_tells_which_rows_it_brought(home: Installation) -> None:
    assert home
    rows = [file_row("a.pdf"), file_row("b.pdf")]
    entry = act(rows=rows)
    tags = " ".join(row.leaf_sha256[:8] for row in rows)
    assert json.loads(entry.brought) == [["groundwork.storedfile", tags]]
    assert [row.position for row in rows] == [0, 1]


def test_nothing_is_kept_of_an_act_that_breaks_off(home: Installation) -> None:
    with transaction.atomic():
        write(actor=machine(), at=AT, verb="test.act", subject=ABOUT, rows=[file_row()])
        transaction.set_rollback(True)
    assert (Entry.objects.count(), StoredFile.objects.count(), head()[0]) == (0, 0, 0)
    assert [line.committed for line in witness.lines(home.witness)] == [False]
    assert act().seq == 1
    assert verify().findings == ()


def test_an_entry_outside_a_transaction_is_a_mistake_of_the_program(home: Installation) -> None:
    assert home
    with pytest.raises(RuntimeError, match="transaction"):
        write(actor=machine(), at=AT, verb="test.act", subject=ABOUT)


def test_a_refusal_is_an_entry_of_its_own(home: Installation) -> None:
    assert home
    refusal = NotValid.of("stored.too_large", limit="50.0")
    entry = write_refusal(NOBODY, AT, "test.act", ABOUT, refusal)
    assert (entry.seq, entry.outcome, entry.actor) == (1, "refused", "")
    assert json.loads(entry.new) == {"refused": "NotValid", "codes": ["stored.too_large"]}


def test_time_never_goes_back_within_a_little_slack(home: Installation) -> None:
    assert home
    act(AT)
    assert act(AT - timedelta(seconds=5)).at == AT
    with pytest.raises(NotNow) as refused:
        act(AT - timedelta(seconds=5, microseconds=1))
    assert refused.value.findings[0].code == "clock.behind"
    assert head()[0] == 2


def test_waiting_for_others_is_no_fault_of_the_clock(home: Installation, monkeypatch) -> None:
    assert home
    act(AT + timedelta(seconds=20))
    passed = iter([100.0, 119.0])
    monkeypatch.setattr(writing, "time", SimpleNamespace(monotonic=lambda: next(passed)))
    with writing.waiting_counted():  # began at AT, and got its turn nineteen seconds later
        assert act(AT).at == AT + timedelta(seconds=20)


def test_nobody_forges_a_line_or_stops_the_journal_with_odd_characters(home: Installation) -> None:
    assert home
    odd = "x\n2 done\x00\ud800\u202e" + "长" * 300
    entry = act(actor=Actor(odd, Channel.WEB), subject=Subject("test", odd))
    kept = Entry.objects.get(pk=entry.seq)
    assert kept.object_ref.startswith("x\\u000a2 done\\u0000\\ud800\\u202e长")
    assert len(kept.object_ref) <= 200
    assert verify().findings == ()


def test_a_read_only_process_records_nothing(home: Installation) -> None:
    assert home
    fault = NotNow.of("home.retention", days="1", least="184").findings[0]
    set_read_only([fault])
    with pytest.raises(NotNow) as refused:
        act()
    assert [finding.code for finding in refused.value.findings] == ["home.read_only", "home.retention"]


def test_a_database_put_back_under_the_running_program_is_noticed(home: Installation) -> None:
    assert home
    with transaction.atomic():  # on a database of its own day: the witness file stays
        act()
        transaction.set_rollback(True)
    witness.confirm(home.witness, 0)
    with pytest.raises(NotNow) as refused:
        act()
    assert refused.value.findings[0].code == "home.rolled_back"


def test_every_act_is_witnessed_before_it_commits(home: Installation) -> None:
    with transaction.atomic():
        entry = write(actor=machine(), at=AT, verb="test.act", subject=ABOUT)
        assert [(line.seq, line.committed) for line in witness.lines(home.witness)] == [(1, False)]
    assert witness.last_committed(home.witness) == witness.Line(
        1, entry.sha256, "2020-07-18T01:02:03.000456Z", committed=True
    )


def test_a_witness_that_cannot_be_written_refuses_the_act(home: Installation) -> None:
    home.witness.mkdir()
    with pytest.raises(OSError, match="directory"):
        act()
    assert (Entry.objects.count(), head()[0]) == (0, 0)


def test_a_row_is_hashed_as_the_database_gives_it_back(home: Installation) -> None:
    assert home
    row = file_row()
    row.size = "12"  # type: ignore[assignment]
    row.name = 7  # type: ignore[assignment]
    act(rows=[row])
    assert StoredFile.objects.get().leaf() == row.leaf()
    with pytest.raises(ValueError, match="NUL"):
        act(rows=[StoredFile(sha256="0" * 64, sm3="0" * 64, size=1, media="", name="a\x00b")])


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    )
)
def test_canonical_text_reads_back_and_does_not_depend_on_order(data: object) -> None:
    text = canonical(data)
    assert json.loads(text) == data
    assert canonical(json.loads(text)) == text


def test_there_is_one_head(home: Installation) -> None:
    assert home
    assert Head.objects.count() == 1
