"""Receipts: made from the journal, checked by public tools alone, and by every one of their bits."""

import re
import shutil
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path
from random import Random  # noqa: TID251 -- from a stated seed

import pytest

from sikao.core.wording import FindingsError
from sikao.office.groundwork.installation import Installation
from sikao.office.groundwork.models import Entry, StoredFile
from sikao.office.groundwork.receipts import check, read_receipt, receipt_of, rows_of
from sikao.office.ledger.models import FigureVersion, Submission
from tests.office.groundwork.verifying.histories import History

pytestmark = [pytest.mark.django_db(transaction=True)]


@pytest.fixture
def submission(home: Installation) -> Submission:
    assert home
    History(5).everything()
    return Submission.objects.order_by("entry").first()


@pytest.fixture
def folder(submission: Submission, tmp_path: Path) -> Path:
    """A receipt for two of the rows, unpacked into a folder with nothing else in it."""
    rows = [submission, FigureVersion.objects.filter(entry=submission.entry_id).last()]
    target = tmp_path / "unpacked"
    with zipfile.ZipFile(BytesIO(receipt_of(submission.entry_id, rows).zipped())) as packed:
        packed.extractall(target)
    return target


def checked(folder: Path) -> subprocess.CompletedProcess:
    command = [sys.executable, "-I", "check.py"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def shell(command: str, folder: Path) -> str:
    done = subprocess.run(["sh", "-ec", command], cwd=folder, capture_output=True, text=True, check=True)  # noqa: S607
    return done.stdout


@pytest.mark.both
def test_a_receipt_holds_the_rows_that_were_asked_for(submission: Submission) -> None:
    receipt = receipt_of(submission.entry_id, [submission])
    assert [row["ref"] for row in rows_of(receipt)] == [submission.ref]
    assert rows_of(receipt)[0]["table"] == "ledger.submission"
    whole = receipt_of(submission.entry_id)
    assert len(whole.leaves) == Entry.objects.get(pk=submission.entry_id).leaves >= 3
    assert read_receipt(whole.zipped(), "r.zip") == whole
    assert receipt_of(submission.entry_id).zipped() == whole.zipped()


def test_an_act_that_brought_nothing_has_a_receipt_too(submission: Submission) -> None:
    assert submission
    entry = Entry.objects.filter(leaves=0).first()
    receipt = receipt_of(entry.seq)
    assert receipt.leaves == ()
    assert read_receipt(receipt.zipped(), "r.zip") == receipt


def test_what_is_not_there_has_no_receipt(submission: Submission) -> None:
    with pytest.raises(LookupError):
        receipt_of(999)
    with pytest.raises(ValueError, match="another entry"):
        receipt_of(submission.entry_id, [StoredFile.objects.first()])


def test_a_receipt_says_nothing_of_rows_of_others(submission: Submission) -> None:
    other = FigureVersion.objects.filter(entry=submission.entry_id).first()
    receipt = receipt_of(submission.entry_id, [submission])
    text = b"".join(receipt.files().values()).decode(errors="replace")
    assert other.ref not in text
    assert submission.ref in text


def test_python_alone_checks_it_in_an_empty_folder(folder: Path) -> None:
    done = checked(folder)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.startswith("成立 · holds: ")


def test_the_checker_needs_nothing_but_python_and_is_short() -> None:
    source = Path(check.__file__).read_text(encoding="utf-8")
    assert len(source.splitlines()) <= 150
    imported = set(re.findall(r"^(?:import|from) (\w+)", source, re.MULTILINE))
    assert imported <= set(sys.stdlib_module_names)


@pytest.mark.parametrize("part", ["一步核对", "Sikao receipt"])
def test_every_command_of_the_readme_runs(folder: Path, part: str) -> None:
    """Both languages show the same commands, and their results are those that the page announces."""
    text = (folder / "README.txt").read_text(encoding="utf-8")
    half = text.partition("Sikao receipt")
    shown = half[0] if part == "一步核对" else half[2]
    commands = [line.strip() for line in shown.splitlines() if line.startswith("    ")]
    head = (folder / "head.txt").read_text(encoding="ascii").splitlines()
    entry = check.read({"entry.json": (folder / "entry.json").read_bytes()}, "entry.json")
    assert commands[0] == "python3 check.py"
    assert head[4][:13] == "2020-07-18T01" and "2020-07-18 09:" in shown, (
        "signed in UTC, told in the city's time"
    )
    assert "Verified Successfully" in shell(commands[1], folder)
    assert shell(commands[2], folder).split()[0] == head[2]
    results = [shell(command, folder).split()[0] for command in commands[3:-1]]
    assert len(results) >= 3
    assert results[-1] == entry["root_sha256"]
    assert shell(commands[-1], folder).strip() in text


def test_openssl_refuses_a_changed_head(folder: Path) -> None:
    head = (folder / "head.txt").read_bytes()
    (folder / "head.txt").write_bytes(head.replace(b"2020", b"2021"))
    command = "openssl pkeyutl -verify -pubin -inkey key.pem -rawin -in head.txt -sigfile head.sig"
    with pytest.raises(subprocess.CalledProcessError):
        shell(command, folder)


@pytest.mark.slow
def test_a_thousand_flipped_bits_are_all_detected(folder: Path) -> None:
    """By the checker of the receipt with openssl, over all files but the page and the checker itself."""
    rng = Random(7)
    files = {p.name: p.read_bytes() for p in folder.iterdir() if p.name not in {"README.txt", "check.py"}}
    whole = {**files, "README.txt": b"", "check.py": b""}

    def by_openssl(changed: check.Files) -> bool:
        for name in ("key.pem", "head.txt", "head.sig"):
            (folder / name).write_bytes(changed[name])
        return check.signed_by_openssl(str(folder))

    check.check(whole, by_openssl)
    missed = []
    for _ in range(1000):
        name = rng.choice(sorted(files))
        bit = rng.randrange(len(files[name]) * 8)
        spoilt = bytearray(files[name])
        spoilt[bit // 8] ^= 1 << bit % 8
        try:
            check.check({**whole, name: bytes(spoilt)}, by_openssl)
        except check.NotHolding:
            continue
        missed.append((name, bit))
    assert missed == []


def test_a_thousand_flipped_bits_of_the_zip_are_all_detected(submission: Submission) -> None:
    data, rng = receipt_of(submission.entry_id, [submission]).zipped(), Random(8)
    missed = []
    for _ in range(1000):
        bit = rng.randrange(len(data) * 8)
        spoilt = bytearray(data)
        spoilt[bit // 8] ^= 1 << bit % 8
        try:
            read_receipt(bytes(spoilt), "r.zip")
        except FindingsError:
            continue
        missed.append(bit)
    assert missed == []


@pytest.mark.parametrize("seed", range(6))
def test_flips_are_detected_by_the_command_too(folder: Path, seed: int) -> None:
    rng = Random(seed)
    name = rng.choice(["entry.json", "head.txt", "head.sig", "key.pem", "receipt.json", "leaf-1.json"])
    spoilt = bytearray((folder / name).read_bytes())
    spoilt[rng.randrange(len(spoilt))] ^= 1 << rng.randrange(8)
    (folder / name).write_bytes(bytes(spoilt))
    done = checked(folder)
    assert done.returncode == 1, (name, done.stdout)
    assert "不成立" in done.stderr


@pytest.mark.parametrize("change", ["missing", "extra", "no_folder"])
def test_files_too_few_or_too_many_are_told(folder: Path, change: str) -> None:
    if change == "missing":
        (folder / "leaf-1.json").unlink()
    elif change == "extra":
        shutil.copy(folder / "leaf-1.json", folder / "leaf-9.json")
    else:
        (folder / "receipt.json").unlink()
    assert checked(folder).returncode == 1


@pytest.mark.parametrize("data", [b"", b"no zip", b"PK\x05\x06" + b"\0" * 18, b"PK\x03\x04" + b"\0" * 40])
def test_what_is_no_receipt_is_told(data: bytes) -> None:
    with pytest.raises(FindingsError) as refused:
        read_receipt(data, "r.zip")
    assert {finding.code for finding in refused.value.findings} <= {"receipt.unreadable", "receipt.false"}


def test_a_compressed_bomb_is_not_unpacked(tmp_path: Path) -> None:
    target = tmp_path / "bomb.zip"
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("entry.json", b"0" * (200 << 20))
    with pytest.raises(FindingsError) as refused:
        read_receipt(target.read_bytes(), "bomb.zip")
    assert refused.value.findings[0].code == "receipt.unreadable"
