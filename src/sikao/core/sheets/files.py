"""Files put in place whole: made beside first, exchanged together, by one process at a time.

Whoever writes for a user writes through ``replace_files``. Whatever happens in between (a full disk, an
interrupt, another process at the same folder, the end of this one), a folder has the former files or the new
ones, never some of each.
"""

from __future__ import annotations

import errno
import fcntl
import os
import shutil
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from sikao.core.wording import Finding, FindingsError, Severity, Term

Write = Callable[[Path], object]
"""Makes one file at the path it is handed."""

_LOCK = ".sikao-lock"
_STAGE = ".sikao-unfinished"
"""Folder in which files are made; once all former files are moved there too, it is called ``_READY``."""
_READY = ".sikao-complete"
_NEW, _OLD = "new", "old"

_REASONS = {
    errno.ENOSPC: Term("磁盘空间不足", "no space is left on the disk"),
    errno.EDQUOT: Term("磁盘配额已用完", "the disk quota is used up"),
    errno.EFBIG: Term("文件超过允许的大小", "the file is larger than allowed"),
    errno.EACCES: Term("没有权限", "permission is denied"),
    errno.EPERM: Term("不允许这样做", "it is not permitted"),
    errno.EROFS: Term("这个位置只能读", "the place is read-only"),
    errno.ENOTDIR: Term("路径中有一段是文件，不是文件夹", "a part of the path is a file and no folder"),
    errno.EISDIR: Term("这个位置是文件夹", "a folder stands there"),
    errno.EEXIST: Term("这个位置已经有文件", "something stands there already"),
    errno.ENAMETOOLONG: Term("名称太长", "the name is too long"),
    errno.ELOOP: Term("符号链接绕成了圈", "symbolic links go round in a circle"),
}


def content(data: bytes | str) -> Write:
    """Writes these bytes, or this text in UTF-8."""
    return lambda path: path.write_bytes(data.encode() if isinstance(data, str) else data)


def not_written(path: Path, refused: OSError | int) -> FindingsError:
    """That a file or folder could not be written, and why; a number is one of ``errno``."""
    number = refused if isinstance(refused, int) else refused.errno
    plain = os.strerror(refused) if isinstance(refused, int) else refused.strerror or str(refused)
    reason = _REASONS.get(number or 0, plain)
    return FindingsError(
        [Finding("file.not_written", Severity.ERROR, details={"path": path, "reason": reason})]
    )


def replace_files(folder: Path, written: Mapping[str, Write], known: Iterable[str] = ()) -> None:
    """Put the ``written`` files into a folder in the place of the ``known`` ones: all of them, or none.

    Names may lead into folders inside (``scorecards/a.yaml``); what is missing is made. A name that is not
    ``known`` must be free; one that is known keeps the permissions of the former file. Processes that write
    to the same folder do so one after the other. Where writing is impossible, ``FindingsError`` says so and
    the folder is as it was.
    """
    target = folder / next(iter(written)) if len(written) == 1 else folder
    made: list[Path] = []
    try:
        try:
            _make_folder(folder, made)
            with _alone_in(folder):
                _settle(folder)
                _replace(folder, written, list(known), made)
        except BaseException:  # an interrupt at the keyboard too
            for path in reversed(made):
                with suppress(OSError):  # somebody else may have begun to use it
                    path.rmdir()
            raise
    except OSError as refused:
        raise not_written(target, refused) from refused


def refuse_folders(folder: Path, names: Iterable[str]) -> None:
    """A folder that carries the name of a file holds somebody's work and is not moved away."""
    taken = next((folder / name for name in names if (folder / name).is_dir()), None)
    if taken is not None:
        raise not_written(taken, errno.EISDIR)


def _make_folder(folder: Path, made: list[Path]) -> None:
    """Make a folder with those above it, and note which were missing."""
    missing = [path for path in (folder, *folder.parents) if not os.path.lexists(path)]
    for path in reversed(missing):
        path.mkdir(exist_ok=True)
        made.append(path)
    folder.mkdir(exist_ok=True)  # refuses what is there and is no folder


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """Wait until no other process writes to the folder; the system frees the lock of one that ended."""
    path = folder / _LOCK
    holder = _locked(path)
    try:
        yield
    finally:
        path.unlink(missing_ok=True)
        os.close(holder)


def _locked(path: Path) -> int:
    """A descriptor that holds the lock. Who waited for a lock file that is gone by now begins again."""
    while True:
        holder = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o666)
        try:
            fcntl.flock(holder, fcntl.LOCK_EX)
            with suppress(FileNotFoundError):
                if os.path.samestat(os.fstat(holder), path.stat()):
                    return holder
        except BaseException:
            os.close(holder)
            raise
        os.close(holder)


def _settle(folder: Path) -> None:
    """Bring to an end what a process left that was ended in the middle: forward when all was ready."""
    ready, stage = folder / _READY, folder / _STAGE
    link = next((path for path in (ready, stage) if path.is_symlink()), None)
    if link is not None:  # nobody's unfinished work: what it leads to stays where it is
        raise not_written(link, errno.EEXIST)
    if ready.is_dir():
        _move_all(ready / _NEW, folder, [])
    elif (stage / _OLD).is_dir():
        _move_all(stage / _OLD, folder, [])
    for left in (ready, stage):
        shutil.rmtree(left, ignore_errors=True)


def _replace(folder: Path, written: Mapping[str, Write], known: list[str], made: list[Path]) -> None:
    stage, ready = folder / _STAGE, folder / _READY
    try:
        for name, write in written.items():
            fresh = stage / _NEW / name
            fresh.parent.mkdir(parents=True, exist_ok=True)
            write(fresh)
        refuse_folders(folder, known)
        for name in known:
            if os.path.lexists(folder / name):
                _move(folder / name, stage / _OLD / name, [])
        for name in written:
            _keep_mode(stage / _OLD / name, stage / _NEW / name)
        taken = next((folder / name for name in written if os.path.lexists(folder / name)), None)
        if taken is not None:
            raise not_written(taken, errno.EEXIST)
        stage.rename(ready)
        _move_all(ready / _NEW, folder, made)
    except BaseException:
        _undo(folder, written)
        raise
    finally:
        _settle(folder)


def _keep_mode(former: Path, fresh: Path) -> None:
    """Whoever could not read a file cannot read what takes its place."""
    if former.is_file() and not former.is_symlink():
        fresh.chmod(stat.S_IMODE(former.stat().st_mode))


def _undo(folder: Path, written: Iterable[str]) -> None:
    """Back to where the former files come from; broken off at any step, ``_settle`` still ends it well."""
    stage, ready = folder / _STAGE, folder / _READY
    if ready.is_dir():
        for name in written:
            if not os.path.lexists(ready / _NEW / name):
                (folder / name).rename(ready / _NEW / name)
        ready.rename(stage)


def _move_all(source: Path, folder: Path, made: list[Path]) -> None:
    """Move every file below ``source`` to the same name below ``folder``."""
    for above, _, names in os.walk(source):
        for name in sorted(names):
            file = Path(above, name)
            _move(file, folder / file.relative_to(source), made)


def _move(source: Path, target: Path, made: list[Path]) -> None:
    _make_folder(target.parent, made)
    source.rename(target)
