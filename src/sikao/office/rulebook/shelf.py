"""Sealed schemes unpacked under the home, and the schemes read from them, kept while they are asked for.

What lies there may be deleted at any time: it is made again from the stored bytes, and nothing is taken from
it whose digest is not the one on record.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from contextlib import suppress
from threading import RLock

from sikao.core.scheme import Scheme, read_scheme, scheme_digest
from sikao.core.sheets import content, replace_files
from sikao.core.wording import Findings, FindingsError
from sikao.office.groundwork.here import installation
from sikao.office.rulebook.archive import read_archive, unpack

MOST = 32
"""So many schemes are kept in memory; the one not asked for longest goes first."""

_lock = RLock()
_kept: OrderedDict[str, Scheme] = OrderedDict()


class AlteredError(Exception):
    """Stored bytes of a scheme do not have the digest on record."""


def unpacked(digest: str, fetch: Callable[[], bytes], *, keep: bool = True) -> Scheme:
    """The scheme of a digest; ``fetch`` gives its archive, ``keep`` puts its files under the home too."""
    with _lock:
        found = _kept.get(digest)
        if found is None:
            found = (_from_home(digest) if keep else None) or _from_archive(digest, fetch(), keep)
            _kept[digest] = found
            while len(_kept) > MOST:
                _kept.popitem(last=False)
        _kept.move_to_end(digest)
        return found


def forget() -> None:
    """Forget what is kept in memory."""
    with _lock:
        _kept.clear()


def _from_home(digest: str) -> Scheme | None:
    folder = installation().schemes / digest
    scheme = read_scheme(folder).scheme if (folder / "scheme.yaml").is_file() else None
    return scheme if scheme is not None and scheme_digest(scheme) == digest else None


def _from_archive(digest: str, archive: bytes, keep: bool) -> Scheme:
    scheme = read_archive(archive).scheme
    if scheme is None or scheme_digest(scheme) != digest:
        raise AlteredError(digest)
    if keep:
        files = {name: content(data) for name, data in (unpack(archive, Findings()) or {}).items()}
        folder = installation().schemes / digest
        there = (path.relative_to(folder).as_posix() for path in folder.rglob("*.yaml"))
        with suppress(FindingsError):  # a full disk: the scheme is here all the same
            replace_files(folder, files, [*there, *files])
    return scheme
