"""What is sealed opens for its owner under this home's key alone."""

import stat
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from sikao.office.accounts import sealing
from sikao.office.groundwork.here import installation
from sikao.office.groundwork.installation import Installation


def test_a_sealed_text_opens_for_its_owner_alone():
    sealed = sealing.seal("secret", "wang")
    assert "secret" not in sealed and sealed != sealing.seal("secret", "wang")
    assert sealing.unseal(sealed, "wang") == "secret"
    for text, owner in ((sealed, "li"), (sealed[:-8] + "AAAAAAA=", "wang"), ("AAAA", "wang")):
        with pytest.raises(InvalidTag):
            sealing.unseal(text, owner)


def test_another_home_opens_nothing(tmp_path, settings):
    sealed, mine = sealing.seal("secret", "wang"), sealing.keyed("token", "x")
    settings.SIKAO_INSTALLATION = Installation(tmp_path)
    with pytest.raises(sealing.FieldKeyMissingError):
        sealing.unseal(sealed, "wang")
    sealing.make_field_key(tmp_path / "keys")
    with pytest.raises(InvalidTag):
        sealing.unseal(sealed, "wang")
    assert sealing.keyed("token", "x") != mine


def test_the_key_is_made_once_and_is_its_owners_alone(tmp_path):
    sealing.make_field_key(tmp_path)
    first = (tmp_path / sealing.FIELD_KEY).read_bytes()
    sealing.make_field_key(tmp_path)
    assert (tmp_path / sealing.FIELD_KEY).read_bytes() == first
    assert stat.S_IMODE((tmp_path / sealing.FIELD_KEY).stat().st_mode) == 0o600


def test_hashes_for_one_purpose_say_nothing_about_another():
    assert sealing.keyed("token", "x") != sealing.keyed("code", "x")
    assert sealing.keyed("a", "b", "c") != sealing.keyed("a", "bc")


def test_a_source_is_an_address_or_a_network_and_cannot_be_read():
    assert sealing.source_of("10.1.2.3") != sealing.source_of("10.1.2.4")
    assert "10.1" not in sealing.source_of("10.1.2.3")
    assert sealing.source_of("2001:db8::1") == sealing.source_of("2001:db8::ffff")
    assert sealing.source_of("2001:db8:0:1::1") != sealing.source_of("2001:db8:0:2::1")
    assert sealing.source_of("::ffff:10.1.2.3") == sealing.source_of("10.1.2.3")
    assert sealing.source_of("nonsense") == sealing.source_of("")


def write_pair(folder: Path) -> Path:
    private = X25519PrivateKey.generate()
    (folder / "keys").mkdir(exist_ok=True)
    public = private.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    Installation(folder).backup_public.write_bytes(public)
    key = folder / "taken-away.pem"
    key.write_bytes(private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return key


def test_the_recovery_key_is_the_one_that_was_made_with_the_home(tmp_path, settings):
    assert not sealing.is_recovery_key(installation().backup_public)
    settings.SIKAO_INSTALLATION = Installation(tmp_path)
    first = write_pair(tmp_path)
    assert sealing.is_recovery_key(first)
    (tmp_path / "other").mkdir()
    assert not sealing.is_recovery_key(write_pair(tmp_path / "other"))
    assert not sealing.is_recovery_key(tmp_path / "nothing")
