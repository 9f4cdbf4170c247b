"""The digest of a scheme: SHA-256 of its canonical content, the same whichever form it was loaded from."""

from __future__ import annotations

import hashlib
import json

from sikao.core.scheme.model import Scheme
from sikao.core.scheme.plain import plain_record


def canonical_json(scheme: Scheme) -> str:
    """The content as one line of JSON; keys in the order of the shapes and of the scheme's own tables."""
    return json.dumps(plain_record(scheme), ensure_ascii=False, separators=(",", ":"))


def scheme_digest(scheme: Scheme) -> str:
    """SHA-256 of the canonical content, in hexadecimal."""
    return hashlib.sha256(canonical_json(scheme).encode()).hexdigest()
