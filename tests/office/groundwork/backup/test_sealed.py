"""Locked files: what was written comes back, and any other byte, order, end or secret does not."""

from io import BytesIO

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from hypothesis import given
from hypothesis import strategies as st

from sikao.core.wording import FindingsError
from sikao.office.groundwork.backup import locks, sealed
from sikao.office.groundwork.backup.locks import Opener, lock_for, opener_for
from sikao.office.groundwork.backup.sealed import Opening, SealedError, Sealing

PRIVATE = X25519PrivateKey.generate()
SECRET = PRIVATE.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
PUBLIC = PRIVATE.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
OTHER = X25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


@pytest.fixture(autouse=True)
def cheap(monkeypatch) -> None:
    monkeypatch.setattr(locks, "_COST", 1 << 14)
    monkeypatch.setattr(sealed, "PIECE", 64)


def locked(data: bytes) -> bytes:
    target = BytesIO()
    sealing = Sealing(target, lock_for(None, PUBLIC))
    sealing.write(data)
    sealing.finish()
    return target.getvalue()


def opened(data: bytes, opener: Opener | None = None) -> bytes:
    opening = Opening(BytesIO(data), opener or opener_for(None, SECRET))
    return b"".join(iter(lambda: opening.read(50), b""))


@pytest.mark.parametrize("size", [0, 1, 63, 64, 65, 128, 1000])
def test_what_was_written_comes_back(size: int) -> None:
    data = bytes(number % 251 for number in range(size))
    assert opened(locked(data)) == data
    assert locked(data) != locked(data)


@pytest.mark.parametrize("size", [0, 65, 200])
def test_every_byte_is_proved(size: int) -> None:
    whole = locked(b"x" * size)
    for place in range(len(whole)):
        spoilt = bytearray(whole)
        spoilt[place] ^= 1
        with pytest.raises((SealedError, ValueError)):
            opened(bytes(spoilt))


def test_nothing_is_cut_off_added_or_moved() -> None:
    whole = locked(b"x" * 300)
    head = whole.index(b"\n", len(sealed.TITLE)) + 1
    first, second = whole[head : head + 80], whole[head + 80 : head + 160]
    for cut in range(head, len(whole)):
        with pytest.raises(SealedError):
            opened(whole[:cut])
    for wrong in (whole + b"x", whole.replace(first + second, second + first), whole.replace(first, b"")):
        with pytest.raises(SealedError):
            opened(wrong)


def test_another_key_or_another_kind_of_secret_does_not_open() -> None:
    data = locked(b"x")
    with pytest.raises(SealedError, match="wrong"):
        opened(data, opener_for(None, OTHER))
    with pytest.raises(SealedError, match="another way"):
        opened(data, opener_for("passphrase", None))
    with pytest.raises(SealedError, match="no backup"):
        opened(b"PK\x03\x04")


def test_a_passphrase_opens_what_it_locked() -> None:
    target = BytesIO()
    sealing = Sealing(target, lock_for("口令", None))
    sealing.write(b"x")
    sealing.finish()
    assert opened(target.getvalue(), opener_for("口令", None)) == b"x"
    with pytest.raises(SealedError, match="wrong"):
        opened(target.getvalue(), opener_for("口今", None))


def test_a_file_does_not_choose_the_cost() -> None:
    head = {"by": "passphrase", "salt": "00" * 16, "cost": 1 << 40}
    assert opener_for("x", None)(head) is None


def test_without_any_secret_nothing_is_locked() -> None:
    with pytest.raises(FindingsError) as refused:
        lock_for(None, None)
    assert refused.value.findings[0].code == "backup.no_secret"


@given(st.binary(max_size=400))
def test_noise_never_opens(data: bytes) -> None:
    with pytest.raises(SealedError):
        opened(sealed.TITLE + data)
