"""Recomputes a book on a machine that has Python 3.11 or newer and nothing else, in the folder unpacked.

    python3 -I verify.py            this folder
    python3 -I verify.py FOLDER     another one

With -I nothing in the folder is run before the files have been looked at.

It says whether every file is the one that was packed (SHA256SUMS), computes the book from compiled.json and
figures.json by the exact calculator in the folder reference, and compares it with book.json, score by score
and by digest. Exit code 0: all of it holds; 1: something does not, and it is said what.

That the package is the one that was announced, compare by the digest of the book.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal, localcontext
from importlib import import_module
from pathlib import Path
from typing import Any

COLUMNS = (
    *("checkpoint", "scorecard", "group", "unit", "node", "depth", "points", "full_points"),
    *("attainment", "rank", "grade", "flags"),
)
KEY = ("checkpoint", "scorecard", "unit", "node")
PLACES = {"points": 6, "full_points": 12, "attainment": 6}
SUMS = "SHA256SUMS"
MOST_TOLD = 20


def say(zh: str, en: str) -> None:
    """A line for people."""
    sys.stdout.write(f"{zh} · {en}\n")


def changed_files(folder: Path) -> Iterator[str]:
    """The files that are not as they were packed, and those that were packed and are gone."""
    for line in (folder / SUMS).read_text(encoding="utf-8").splitlines():
        digest, _, name = line.partition("  ")
        path = folder / name
        if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != digest:
            yield name


def extra_files(folder: Path) -> Iterator[str]:
    """Files that were not packed: a program among them could be taken for one of the calculator's."""
    listed = {line.partition("  ")[2] for line in (folder / SUMS).read_text(encoding="utf-8").splitlines()}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and name not in listed | {SUMS} and "__pycache__" not in path.parts:
            yield name


def cell(row: dict[str, Any], column: str) -> Any:
    """A value as the canonical content has it: decimals with a fixed number of places."""
    value = row[column]
    if column not in PLACES or value is None:
        return value
    with localcontext() as exact:
        exact.prec = 60
        return format(Decimal(value).quantize(Decimal(1).scaleb(-PLACES[column]), ROUND_HALF_UP), "f")


def content_of(result: dict[str, Any]) -> dict[str, Any]:
    """What a calculation says, in the form whose digest is announced."""
    rows = sorted(result["rows"], key=lambda row: tuple(row[name] for name in KEY))
    head = {
        "format": result["format"],
        "scheme": result["scheme"],
        "scheme_digest": result["scheme_digest"],
        "figures_digest": result["figures_digest"],
        "checkpoint": result["checkpoint"],
        "complete": result["complete"],
        "awards": [[award["code"], award["unit"], award["places"]] for award in result["awards"]],
    }
    return {
        "head": head,
        "columns": list(COLUMNS),
        "rows": [[cell(row, column) for column in COLUMNS] for row in rows],
    }


def digest_of(content: dict[str, Any]) -> str:
    """SHA-256 of the canonical content."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def differences(kept: dict[str, Any], again: dict[str, Any]) -> Iterator[str]:
    """Where the kept content and the one computed here differ."""
    for name in sorted({*kept["head"], *again["head"]}):
        if kept["head"].get(name) != again["head"].get(name):
            yield f"{name}: {kept['head'].get(name)} ≠ {again['head'].get(name)}"
    before, now = ({tuple(row[:2] + row[3:5]): row for row in one["rows"]} for one in (kept, again))
    for key in sorted({*before, *now}):
        if before.get(key) != now.get(key):
            yield f"{'/'.join(key)}: {before.get(key)} ≠ {now.get(key)}"


def computed(folder: Path, checkpoint: str) -> dict[str, Any]:
    """The book that the exact calculator of the folder makes of the scheme and the figures in it."""
    sys.dont_write_bytecode = True  # the folder stays as it was unpacked
    sys.path.insert(0, str(folder))
    calculator = import_module("reference.calculator")
    compiled = json.loads((folder / "compiled.json").read_text(encoding="utf-8"))
    figures = json.loads((folder / "figures.json").read_text(encoding="utf-8"))
    result: dict[str, Any] = calculator.calculate(compiled, figures, checkpoint)
    return result


def verify(folder: Path) -> bool:
    """Whether everything holds; what does not is said."""
    changed = list(changed_files(folder))
    for name in changed:
        say(f"文件被改动或缺失：{name}", f"changed or missing: {name}")
    extra = list(extra_files(folder))
    for name in extra:
        say(f"多出的文件，请移走：{name}", f"not of the package, take it away: {name}")
    if changed or extra:
        return False
    say("1 文件与清单一致", "1 every file is the one that was packed")
    kept = json.loads((folder / "book.json").read_text(encoding="utf-8"))
    stated = kept["digest"]
    again = content_of(computed(folder, kept["book"]["head"]["checkpoint"]))
    found = list(differences(kept["book"], again))
    for line in found[:MOST_TOLD]:
        say(f"不一致：{line}", "differs")
    if found or digest_of(kept["book"]) != stated or digest_of(again) != stated:
        say(f"复算不一致，共 {len(found)} 处", f"recomputed differently, at {len(found)} places")
        return False
    say(f"2 复算一致，{len(again['rows'])} 行", f"2 recomputed alike, {len(again['rows'])} rows")
    say(f"3 成绩册摘要 {stated}", "3 digest of the book: compare it with the one announced")
    return True


if __name__ == "__main__":
    place = Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parent)
    sys.exit(0 if verify(place) else 1)
