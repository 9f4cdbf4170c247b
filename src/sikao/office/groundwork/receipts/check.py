"""Checks a receipt with Python's own library and openssl alone, in the folder where the receipt was unpacked.

    python3 check.py            this folder
    python3 check.py FOLDER     another one

It tells whether the records (leaf-*.json) belong to the journal entry (entry.json), whether the entry is the
one whose head was signed (head.txt), and whether the key (key.pem) signed it (head.sig). That the key is the
city's, compare with the fingerprint that the assessment office has published.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import subprocess
import sys
from typing import Any, Callable, Mapping  # noqa: UP035 -- runs on whatever Python a unit has

FORMAT = "sikao receipt 1"
HEAD = "sikao journal head 1"
PLAIN = {"receipt.json", "entry.json", "head.txt", "head.sig", "key.pem", "README.txt", "check.py"}
DIGESTS = [name for name in ("sha256", "sm3") if name in hashlib.algorithms_available]
PEM = rb"-----BEGIN PUBLIC KEY-----\n([A-Za-z0-9+/=]+)\n-----END PUBLIC KEY-----\n"

Files = Mapping[str, bytes]


class NotHolding(Exception):  # noqa: N818
    """Something in the receipt does not hold: a sentence in Chinese and one in English."""


def demand(holds: bool, zh: str, en: str) -> None:
    """Refuse what does not hold."""
    if not holds:
        raise NotHolding(zh, en)


def hashed(name: str, *parts: bytes) -> bytes:
    """One digest over parts."""
    return hashlib.new(name, b"".join(parts)).digest()


def root(name: str, leaf: bytes, position: int, count: int, steps: list[bytes]) -> bytes | None:
    """The root that a path claims: RFC 9162, section 2.1.3.2."""
    at, last, value = position, count - 1, leaf
    if not 0 <= at <= last:
        return None
    for step in steps:
        if last == 0:
            return None
        if at % 2 == 1 or at == last:
            value = hashed(name, b"\x01", step, value)
            while at % 2 == 0 and at != 0:
                at, last = at >> 1, last >> 1
        else:
            value = hashed(name, b"\x01", value, step)
        at, last = at >> 1, last >> 1
    return value if last == 0 else None


def read(files: Files, name: str) -> dict[str, Any]:
    """A JSON file in the one form in which it was written."""
    data: dict[str, Any] = json.loads(files[name].decode())
    again = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    demand(again == files[name], f"{name} 被改动", f"{name} was changed")
    return data


def check(files: Files, is_signed: Callable[[Files], bool]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Raise ``NotHolding`` unless everything holds; returns the receipt and the entry of the journal."""
    try:
        receipt, entry = read(files, "receipt.json"), read(files, "entry.json")
        _check_head(files, receipt, entry)
        for leaf in receipt["leaves"]:
            _check_leaf(files[leaf["file"]], read(files, leaf["file"]), leaf, entry)
        _check_key(files["key.pem"], receipt["key"])
        holds = files["head.sig"].hex() == receipt["signature"] and is_signed(files)
    except (ArithmeticError, LookupError, TypeError, ValueError, AttributeError) as error:
        raise NotHolding("文件不全，或者内容被改动", "files are missing or were changed") from error
    demand(holds, "签名不成立", "the signature does not hold")
    return receipt, entry


def _check_head(files: Files, receipt: dict[str, Any], entry: dict[str, Any]) -> None:
    own = {"format", "seq", "key", "signature", "leaves"}
    known = set(receipt) == own and receipt["format"] == FORMAT
    demand(known, "不是这种回执", "not a receipt of this format")
    named = {leaf["file"] for leaf in receipt["leaves"]}
    demand(set(files) - PLAIN == named, "文件多出或缺少", "there are files too many or too few")
    title, seq, *digests, at, end = files["head.txt"].decode("ascii").split("\n")
    same = (title, seq, at, end) == (HEAD, str(entry["seq"]), entry["at"], "")
    demand(same and receipt["seq"] == entry["seq"], "序号或时间不一致", "numbers or moments differ")
    for name, digest in zip(("sha256", "sm3"), digests):  # noqa: B905 -- a keyword of newer Pythons
        found = hashed(name, files["entry.json"]).hex() if name in DIGESTS else digest
        demand(
            found == digest and len(digests) == 2, "entry.json 摘要不符", "the digest of entry.json differs"
        )


def _check_leaf(text: bytes, row: dict[str, Any], leaf: dict[str, Any], entry: dict[str, Any]) -> None:
    demand(set(leaf) == {"file", "position", "sha256", "sm3"}, "回执被改动", "the receipt was changed")
    belongs = leaf["file"] == f"leaf-{leaf['position'] + 1}.json"
    belongs = belongs and (row["entry_id"], row["position"]) == (entry["seq"], leaf["position"])
    for name in DIGESTS:
        steps = [bytes.fromhex(step) for step in leaf[name]]
        claimed = root(name, hashed(name, b"\x00", text), leaf["position"], entry["leaves"], steps)
        belongs = belongs and claimed is not None and claimed.hex() == entry[f"root_{name}"]
        belongs = belongs and leaf[name] == [step.hex() for step in steps]
    demand(belongs, f"{leaf['file']} 不属于这一条日志", f"{leaf['file']} does not belong to the entry")


def _check_key(pem: bytes, key: str) -> None:
    found = re.fullmatch(PEM, pem)
    der = base64.b64decode(found[1]) if found else b""
    whole = (
        found is not None and base64.b64encode(der) == found[1] and hashed("sha256", der).hex()[:16] == key
    )
    demand(whole, "公钥被改动", "the public key was changed")


def signed_by_openssl(folder: str) -> bool:
    """Whether openssl finds the signature good."""
    command = ["openssl", "pkeyutl", "-verify", "-pubin", "-inkey", "key.pem", "-rawin"]
    command += ["-in", "head.txt", "-sigfile", "head.sig"]
    quiet = subprocess.DEVNULL
    return subprocess.run(command, cwd=folder, stdout=quiet, stderr=quiet, check=False).returncode == 0


def main(folder: str) -> None:
    """Check a folder; end with 1 and the reason where it does not hold."""
    names = [name for name in os.listdir(folder) if os.path.isfile(os.path.join(folder, name))]
    files = {}
    for name in names:
        with open(os.path.join(folder, name), "rb") as file:
            files[name] = file.read()
    try:
        receipt, entry = check(files, lambda _: signed_by_openssl(folder))
    except NotHolding as error:
        sys.exit("不成立：{} · does not hold: {}".format(*error.args))
    print(f"成立 · holds: {entry['seq']} {entry['at']} records {len(receipt['leaves'])} key {receipt['key']}")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else os.path.dirname(os.path.abspath(__file__)))
