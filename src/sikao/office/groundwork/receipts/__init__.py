"""Receipts: what a unit keeps, so that nobody can deny, change or drop what it handed in."""

from sikao.office.groundwork.receipts.giving import receipt_of
from sikao.office.groundwork.receipts.leaf import Leaf
from sikao.office.groundwork.receipts.receipt import Receipt, read_receipt, rows_of

__all__ = ["Leaf", "Receipt", "read_receipt", "receipt_of", "rows_of"]
