"""The keys of the journal: made once, changed by a command, read by their own name only."""

import subprocess
from datetime import UTC, datetime

import pytest

from sikao.office.groundwork import keys
from sikao.office.groundwork.actor import Channel, machine
from sikao.office.groundwork.installation import Installation
from sikao.office.groundwork.journal import signing
from sikao.office.groundwork.keys import rotate_key
from sikao.office.groundwork.models import Entry, Head
from sikao.office.groundwork.refusals import NotNow
from sikao.office.groundwork.start import examine
from sikao.office.groundwork.verifying import verify

AT = datetime(2020, 7, 18, tzinfo=UTC)


def test_a_key_is_not_made_over_another(home: Installation) -> None:
    with pytest.raises(FileExistsError):
        signing.make_key(home.keys)
    assert (home.keys / signing.PRIVATE).stat().st_mode & 0o777 == 0o600


def test_a_home_without_a_key_signs_nothing(home: Installation) -> None:
    (home.keys / signing.PRIVATE).write_text("no key", encoding="ascii")
    with pytest.raises(signing.KeyMissingError):
        signing.sign(b"text")
    (home.keys / signing.PRIVATE).unlink()
    with pytest.raises(signing.KeyMissingError):
        signing.sign(b"text")


def test_openssl_agrees_with_the_signature_and_the_fingerprint(home: Installation, tmp_path) -> None:
    key, signature = signing.sign(b"text")
    pem = home.keys / "public" / f"{key}.pem"
    (tmp_path / "text").write_bytes(b"text")
    (tmp_path / "sig").write_bytes(bytes.fromhex(signature))
    command = ["openssl", "pkeyutl", "-verify", "-pubin", "-inkey", str(pem), "-rawin"]
    done = subprocess.run([*command, "-in", "text", "-sigfile", "sig"], cwd=tmp_path, check=False)
    assert done.returncode == 0
    printed = f"openssl pkey -pubin -in {pem} -outform DER | sha256sum | cut -c1-16"
    shell = subprocess.run(["sh", "-c", printed], capture_output=True, text=True, check=True)  # noqa: S607
    assert shell.stdout.strip() == key == signing.id_of(pem.read_text(encoding="ascii"))


def test_a_public_key_under_another_name_counts_not(home: Installation) -> None:
    pem = next((home.keys / "public").glob("*.pem"))
    pem.rename(pem.with_name("0123456789abcdef.pem"))
    assert signing.public_keys(home.keys) == {}


@pytest.mark.django_db(transaction=True)
@pytest.mark.both
def test_the_old_key_signs_the_entry_that_names_the_new_one(home: Installation) -> None:
    old = signing.present_key()
    new = rotate_key(actor=machine(Channel.COMMAND), at=AT)
    assert signing.present_key() == new != old
    rotate_key(actor=machine(Channel.COMMAND), at=AT)
    entries = list(Entry.objects.order_by("seq"))
    assert [entry.key_id for entry in entries] == [old, new]
    assert entries[0].object_ref == new
    assert set(signing.public_keys(home.keys)) == {old, new, signing.present_key()}
    assert verify().findings == ()


@pytest.mark.django_db(transaction=True)
@pytest.mark.both
def test_whoever_is_stopped_while_changing_the_key_has_changed_it(home: Installation, monkeypatch) -> None:
    old = signing.present_key()
    with monkeypatch.context() as stopped:
        stopped.setattr(keys, "use_key", lambda *_: None)
        new = rotate_key(actor=machine(Channel.COMMAND), at=AT)
    assert signing.present_key() == old, "not yet in its place"
    assert signing.present_key(Head.objects.get().key_id) == new
    rotate_key(actor=machine(Channel.COMMAND), at=AT)
    assert [entry.key_id for entry in Entry.objects.order_by("seq")] == [old, new]
    assert not list(home.keys.glob("journal-signing-*")) and verify().findings == ()


@pytest.mark.django_db(transaction=True)
@pytest.mark.both
def test_a_key_that_was_changed_signs_nothing_any_more(home: Installation) -> None:
    private = home.keys / signing.PRIVATE
    stolen, old = private.read_bytes(), signing.present_key()
    new = rotate_key(actor=machine(Channel.COMMAND), at=AT)
    private.write_bytes(stolen)
    assert "home.key_missing" in [finding.code for finding in examine(AT)]
    with pytest.raises(NotNow) as refused:
        rotate_key(actor=machine(Channel.COMMAND), at=AT)
    assert [finding.code for finding in refused.value.findings] == ["home.key_missing"]
    Head.objects.update(key_id=old)  # by whoever can change the database as well
    third = rotate_key(actor=machine(Channel.COMMAND), at=AT)
    [found] = [finding for finding in verify().findings if finding.code != "journal.more"]
    assert found.code == "journal.retired_key"
    assert found.details == {"seq": "2", "key": old, "named": new}
    assert Head.objects.get().key_id == third
