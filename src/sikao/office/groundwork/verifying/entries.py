"""The journal's entries against their hashes, their chain and their signatures, a stretch at a time."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from sikao.core.wording import Finding, Place, Severity
from sikao.office.groundwork.canonical import moment
from sikao.office.groundwork.journal.signing import head_text, is_signed, read_public, seal_text
from sikao.office.groundwork.keys import ROTATE
from sikao.office.groundwork.models import ENTRY_TEXT, ZEROS, Entry, Outcome

SPACED = 1000
"""Every so many entries a signature is checked with the key; those between hang on the chain."""

UNREADABLE = (ValueError, TypeError, OverflowError, AttributeError)
"""What the framework raises when a column holds what cannot stand there."""
COLUMNS = (*ENTRY_TEXT, "sha256", "sm3", "key_id", "signature")
_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


class Seen(NamedTuple):
    """What later checks need of an entry: its digest, and what it says of the rows that it brought."""

    seq: int
    sha256: str
    sm3: str
    leaves: int
    brought: str
    root_sha256: str
    root_sm3: str
    intact: bool


@dataclass(slots=True)
class Chain:
    """The walk along the chain; ``named`` is the key that the journal names for the next entry."""

    keys: Mapping[str, str]
    last: int = 0
    seals: tuple[str, str] = (ZEROS, ZEROS)
    at: datetime | None = None
    last_sha256: str = ZEROS
    last_sm3: str = ZEROS
    key: str = ""
    named: str = ""
    broken: bool = False
    found: list[Finding] = field(default_factory=list)
    _public: dict[str, Ed25519PublicKey] = field(default_factory=dict)
    _tail: tuple[int, bytes, str, str] | None = None

    def walk(self, first: int, last: int) -> list[Seen]:
        """The entries from one number to another, each checked."""
        rows = Entry.objects.filter(seq__gte=first, seq__lte=last).order_by("seq").values_list(*COLUMNS)
        try:
            found = list(rows)
        except UNREADABLE:  # a moment that is none: one by one, to name it
            return [seen for (seq,) in list(rows.values_list("seq")) for seen in self._check_alone(seq)]
        return [self._check(row) for row in found]

    def _check_alone(self, seq: int) -> list[Seen]:
        try:
            found = list(Entry.objects.filter(seq=seq).values_list(*COLUMNS))
        except UNREADABLE:
            self._note("journal.entry_changed", seq, verb="?", object="?")
            self.last, self.broken, self._tail = seq, True, None
            return []
        return [self._check(row) for row in found]

    def finish(self) -> None:
        """Check the last signature with its key: by the chain it covers all entries before."""
        if self._tail is not None:
            self.check_signature(*self._tail)
            self._tail = None

    def _check(self, row: Sequence[Any]) -> Seen:
        data = dict(zip(COLUMNS, row, strict=True))
        seq, at = data["seq"], data["at"]
        own = {name: data.pop(name) for name in ("sha256", "sm3", "key_id", "signature")}
        data["at"] = said = moment(at)
        content = _encode(data).encode("utf-8", "surrogatepass")
        intact = (_sha256(content), _sm3(content)) == (own["sha256"], own["sm3"])
        if not intact:
            about = f"{data['object_kind']} {data['object_ref']}"
            self._note("journal.entry_changed", seq, verb=data["verb"], object=about)
        self._follow(seq, data["prev_sha256"], data["prev_sm3"], intact=intact)
        if self.at is not None and at < self.at:
            self._note("journal.time_backwards", seq)
        head = head_text(seq, own["sha256"], own["sm3"], said)
        self._sign(seq, head, own["key_id"], own["signature"])
        self._follow_key(seq, data, own["key_id"])
        seal = seal_text(head, own["key_id"], own["signature"])
        self.last, self.seals, self.at = seq, (_sha256(seal), _sm3(seal)), at
        self.last_sha256, self.last_sm3 = own["sha256"], own["sm3"]
        kept = (data["leaves"], data["brought"], data["root_sha256"], data["root_sm3"])
        return Seen(seq, own["sha256"], own["sm3"], *kept, intact)

    def _follow(self, seq: int, sha256: str, sm3: str, *, intact: bool) -> None:
        """A gap says why the chain is broken there, and so does a changed entry."""
        if seq != self.last + 1:
            self._note("journal.gap", seq, first=str(self.last + 1), last=str(seq - 1))
        elif intact and not self.broken and (sha256, sm3) != self.seals:
            self._note("journal.chain_broken", self.last, after=str(seq))
        self.broken = not intact

    def _follow_key(self, seq: int, data: Mapping[str, Any], key: str) -> None:
        """A key that was changed signs nothing any more, whoever still has it."""
        if self.named and key != self.named:
            self._note("journal.retired_key", seq, key=key, named=self.named)
        self.named = key
        if data["verb"] == ROTATE and data["outcome"] == Outcome.DONE:
            self.named = str(data["object_ref"])

    def _sign(self, seq: int, head: bytes, key: str, signature: str) -> None:
        """With the key: the first of every key, every so many, and the last."""
        if key != self.key or seq % SPACED == 0:
            self.check_signature(seq, head, key, signature)
            self._tail = None
        else:
            self._tail = (seq, head, key, signature)
        self.key = key

    def check_signature(self, seq: int, head: bytes, key: str, signature: str) -> None:
        """Check one signed head with its key."""
        if key not in self.keys:
            self._note("journal.unknown_key", seq, key=key)
            return
        if key not in self._public:
            self._public[key] = read_public(self.keys[key])
        if not is_signed(head, signature, self._public[key]):
            self._note("journal.wrongly_signed", seq, key=key)

    def _note(self, code: str, seq: int, **details: str) -> None:
        place = Place(path=f"{Entry._meta.db_table} {seq}")
        told = details if code == "journal.gap" else {"seq": str(seq), **details}
        self.found.append(Finding(code, Severity.ERROR, place, told))


def first_wrongly_signed(keys: Mapping[str, str], last: int) -> Finding | None:
    """The first entry whose signature is wrong: where a journal that was rewritten without the key begins."""
    columns = ("seq", "at", "sha256", "sm3", "key_id", "signature")
    chain = Chain(keys)
    for seq, at, sha256, sm3, key, signature in (
        Entry.objects.filter(seq__lte=last).order_by("seq").values_list(*columns).iterator(2000)
    ):
        chain.check_signature(seq, head_text(seq, sha256, sm3, moment(at)), key, signature)
        if chain.found:
            return chain.found[0]
    return None


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _sm3(content: bytes) -> str:
    return hashlib.new("sm3", content).hexdigest()
