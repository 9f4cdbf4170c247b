"""What a backup is made of. Nothing here needs a database, as a backup is opened before there is one."""

from __future__ import annotations

from dataclasses import dataclass

DATABASE, MANIFEST, WITNESS = "database", "manifest.json", "witness.log"


@dataclass(frozen=True, slots=True)
class Backup:
    """What a backup holds: the journal's head in it, the kind of database, how many files."""

    seq: int
    sha256: str
    database: str
    at: str
    version: str
    files: int
