"""A receipt: one entry of the journal with some of its rows, as a ZIP that public tools check.

Nothing here needs a database, so that a receipt is checked where there is no installation.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sikao.core.wording import Finding, FindingsError, Severity, Term
from sikao.office.groundwork.canonical import canonical
from sikao.office.groundwork.journal.signing import head_text, is_signed, read_public
from sikao.office.groundwork.receipts import check
from sikao.office.groundwork.receipts.leaf import Leaf
from sikao.office.groundwork.receipts.readme import readme

MOST_BYTES = 64 << 20
CHECKER = Path(check.__file__)


@dataclass(frozen=True, slots=True)
class Receipt:
    """``entry`` is the canonical text of the journal's entry, ``public_key`` a PEM, ``signature`` is hex."""

    seq: int
    entry: str
    sha256: str
    sm3: str
    at: str
    key_id: str
    signature: str
    public_key: str
    leaves: tuple[Leaf, ...]

    def head(self) -> bytes:
        """What was signed."""
        return head_text(self.seq, self.sha256, self.sm3, self.at)

    def _readme(self) -> str:
        head: dict[str, str | int] = {"seq": self.seq, "key": self.key_id, "sha256": self.sha256}
        first = self.leaves[0] if self.leaves else None
        return readme(first, json.loads(self.entry)["leaves"], at=self.at, **head)

    def files(self) -> dict[str, bytes]:
        """The files of the receipt by name."""
        leaves = [
            {"file": leaf.file, "position": leaf.position, "sha256": leaf.path_sha256, "sm3": leaf.path_sm3}
            for leaf in self.leaves
        ]
        own = {
            "format": check.FORMAT,
            "seq": self.seq,
            "key": self.key_id,
            "signature": self.signature,
            "leaves": leaves,
        }
        return {
            "README.txt": self._readme().encode(),
            "receipt.json": canonical(own).encode(),
            "entry.json": self.entry.encode(),
            "head.txt": self.head(),
            "head.sig": bytes.fromhex(self.signature),
            "key.pem": self.public_key.encode(),
            **{leaf.file: leaf.text.encode() for leaf in self.leaves},
            "check.py": CHECKER.read_bytes(),
        }

    def zipped(self) -> bytes:
        """The receipt as a ZIP; the same receipt has the same bytes."""
        return _zip(self.files())


def read_receipt(data: bytes, name: str) -> Receipt:
    """A receipt that holds in itself; ``FindingsError`` names the file and what is wrong.

    Whether the journal still says the same, only the journal's owner can tell (``sikao verify --receipts``).
    """
    files = _unzip(data, name)
    try:
        own, entry = check.check(files, _is_signed)
    except check.NotHolding as error:
        zh, en = error.args
        raise _refused("receipt.false", name, Term(zh, en)) from error
    return _made(files, own, entry)


def _made(files: Mapping[str, bytes], own: Mapping[str, Any], entry: Mapping[str, Any]) -> Receipt:
    head = files["head.txt"].decode("ascii").split("\n")
    leaves = tuple(
        Leaf(leaf["position"], files[leaf["file"]].decode(), tuple(leaf["sha256"]), tuple(leaf["sm3"]))
        for leaf in own["leaves"]
    )
    return Receipt(
        seq=entry["seq"],
        entry=files["entry.json"].decode(),
        sha256=head[2],
        sm3=head[3],
        at=head[4],
        key_id=own["key"],
        signature=own["signature"],
        public_key=files["key.pem"].decode("ascii"),
        leaves=leaves,
    )


def rows_of(receipt: Receipt) -> list[dict[str, Any]]:
    """The rows of a receipt as data."""
    return [json.loads(leaf.text) for leaf in receipt.leaves]


def _is_signed(files: Mapping[str, bytes]) -> bool:
    public = read_public(files["key.pem"].decode("ascii"))
    return is_signed(files["head.txt"], files["head.sig"].hex(), public)


def _zip(files: Mapping[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as packed:
        for name, content in files.items():
            member = zipfile.ZipInfo(name)  # the beginning of ZIP's calendar, hence the same bytes
            member.external_attr = 0o644 << 16
            packed.writestr(member, content)
    return target.getvalue()


def _unzip(data: bytes, name: str) -> dict[str, bytes]:
    if len(data) > MOST_BYTES:
        raise _refused("receipt.unreadable", name, Term("文件太大", "the file is too large"))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            members = packed.infolist()
            if any(member.compress_type != zipfile.ZIP_STORED for member in members):
                raise zipfile.BadZipFile("compressed")
            files = {member.filename: packed.read(member) for member in members}
        # Packed again it is the same, so that nothing hides between the files.
        if _zip(files) != data:
            raise zipfile.BadZipFile("changed")
    except (zipfile.BadZipFile, OSError, ValueError, EOFError, NotImplementedError, RuntimeError) as error:
        whole = Term("压缩包被改动或损坏", "the ZIP was changed or damaged")
        raise _refused("receipt.unreadable", name, whole) from error
    return files


def _refused(code: str, name: str, reason: Term) -> FindingsError:
    return FindingsError([Finding(code, Severity.ERROR, details={"file": name, "reason": reason})])
