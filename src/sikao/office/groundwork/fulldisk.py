"""A full disk told as what it is: nothing of the act was kept, and somebody has to make room."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DatabaseError

from sikao.core.wording import FindingsError
from sikao.office.groundwork.refusals import NotNow

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EROFS}
_SQLITE = ("database or disk is full", "disk I/O error", "attempt to write a readonly database")
_POSTGRESQL = {"53100", "58030"}  # disk_full, io_error


@contextmanager
def full_disk_told() -> Iterator[None]:
    """Turn the errors of a disk that takes nothing more into the refusal ``home.full``."""
    try:
        yield
    except (OSError, DatabaseError) as error:
        if not is_full(error):
            raise
        raise NotNow.of("home.full", reason=str(error).strip()) from error
    except FindingsError as error:
        if not (isinstance(error.__cause__, OSError) and is_full(error.__cause__)):
            raise
        raise NotNow(error.findings) from error


def is_full(error: Exception) -> bool:
    """Whether an error says that the disk takes nothing more."""
    if isinstance(error, OSError):
        return error.errno in _FULL
    if getattr(error.__cause__, "sqlstate", None) in _POSTGRESQL:
        return True
    return any(words in str(error) for words in _SQLITE)
