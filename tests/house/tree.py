"""Which files the rules of the house look at."""

import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "sikao"


@cache
def files() -> tuple[Path, ...]:
    """Every file that is, or is about to be, under version control."""
    # Git distrusts a clone that another account made (root, a build server); reading its names is harmless.
    git = ["git", "-c", "safe.directory=*", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    names = subprocess.run(git, cwd=ROOT, check=True, capture_output=True, encoding="utf-8").stdout
    paths = (ROOT / name for name in names.split("\0") if name)
    return tuple(sorted(path for path in paths if path.is_file()))


def under(folder: Path, *suffixes: str) -> list[Path]:
    """The files below a folder, of the given kinds."""
    return [path for path in files() if folder in path.parents and (not suffixes or path.suffix in suffixes)]


def is_binary(path: Path) -> bool:
    return b"\0" in path.read_bytes()


def shown(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()
