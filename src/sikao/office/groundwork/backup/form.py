"""What a backup is made of. Nothing here needs a database, as a backup is opened before there is one."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sikao.office.groundwork.installation import SETTINGS

DATABASE, MANIFEST, WITNESS = "database", "manifest.json", "witness.log"
NAMES = re.compile(
    r"files/[0-9a-f]{2}/[0-9a-f]{64}|keys/[a-z][a-z0-9-]*(\.[a-z0-9]+)?|keys/public/[0-9a-f]{16}\.pem"
    rf"|{re.escape(SETTINGS)}|{re.escape(WITNESS)}|{DATABASE}|{re.escape(MANIFEST)}"
)
"""What a backup holds and nothing else: what somebody left in the folders of a home is none of it."""


@dataclass(frozen=True, slots=True)
class Backup:
    """What a backup holds: the journal's head in it, the kind of database, how many files."""

    seq: int
    sha256: str
    database: str
    at: str
    version: str
    files: int
