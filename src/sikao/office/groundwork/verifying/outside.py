"""Receipts from outside against the journal: what a rewritten or shortened journal cannot explain away."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from django.apps import apps

from sikao.core.wording import Finding, FindingsError, Place, Severity, Term
from sikao.office.groundwork.appendonly import Record
from sikao.office.groundwork.models import Entry
from sikao.office.groundwork.receipts import Receipt, read_receipt, rows_of


def receipt_files(folder: Path) -> list[Path]:
    """The receipts in a folder and below it."""
    return sorted(path for path in folder.rglob("*.zip") if path.is_file())


def check_receipt(path: Path, head: int, keys: Iterable[str]) -> list[Finding]:
    """What is wrong between a receipt and a journal whose last entry is ``head``."""
    name = path.name
    try:
        receipt = read_receipt(path.read_bytes(), name)
    except FindingsError as refused:
        return list(refused.findings)
    except OSError as refused:
        reason = Term("文件打不开", str(refused.strerror))
        return [Finding("receipt.unreadable", Severity.ERROR, details={"file": name, "reason": reason})]
    if receipt.key_id not in keys:
        return [_found("receipt.foreign_key", receipt, name, key=receipt.key_id)]
    if receipt.seq > head:
        return [_found("receipt.beyond", receipt, name, seq=str(receipt.seq), head=str(head))]
    held = Entry.objects.filter(pk=receipt.seq).values_list("sha256", "sm3").first()
    if held != (receipt.sha256, receipt.sm3):
        return [_found("receipt.differs", receipt, name, seq=str(receipt.seq))]
    return list(_rows(receipt, name))


def _rows(receipt: Receipt, name: str) -> Iterable[Finding]:
    for data, leaf in zip(rows_of(receipt), receipt.leaves, strict=True):
        try:
            model = apps.get_model(str(data["table"]))
        except (LookupError, ValueError):
            continue  # a table of an earlier version
        row = model._default_manager.filter(pk=data["ref"]).first()
        if not isinstance(row, Record) or row.leaf() != leaf.text:
            yield _found("receipt.row_differs", receipt, name, ref=str(data["ref"]))


def _found(code: str, receipt: Receipt, name: str, **details: str) -> Finding:
    place = Place(path=f"journal_entry {receipt.seq}")
    return Finding(code, Severity.ERROR, place, {"file": name, **details})
