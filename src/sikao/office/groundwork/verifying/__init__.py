"""Holding everything that is recorded against its hashes, signatures, witness and receipts."""

from sikao.office.groundwork.verifying.extra import register_check
from sikao.office.groundwork.verifying.whole import Verified, verify

__all__ = ["Verified", "register_check", "verify"]
