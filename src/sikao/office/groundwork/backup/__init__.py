"""Backups: one locked file that holds everything an installation keeps, taken while it runs."""

from sikao.office.groundwork.backup.locks import Lock, lock_for, opener_for
from sikao.office.groundwork.backup.restoring import Restored, unpack
from sikao.office.groundwork.backup.taking import Backup, take_backup

__all__ = ["Backup", "Lock", "Restored", "lock_for", "opener_for", "take_backup", "unpack"]
