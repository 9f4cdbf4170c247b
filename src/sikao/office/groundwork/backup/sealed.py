"""A locked file: pieces of one megabyte under AES-256-GCM, each bound to its place and to the file's head.

No piece can be changed, left out, doubled or moved; the last one says that it is the last.
"""

from __future__ import annotations

import io
import json
import secrets
import struct
from typing import Any, BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from sikao.core.wording import Term
from sikao.office.groundwork.backup.locks import Lock, Opener

TITLE = b"sikao backup 1\n"
PIECE = 1 << 20
_TAG = 16
_MOST_HEAD = 4096


NO_BACKUP = Term("不是备份文件", "it is no backup")
DAMAGED = Term("文件损坏", "it is damaged")
OTHERWISE = Term("备份是用别的方式加密的", "it was locked in another way")
WRONG = Term("口令或密钥不对，或者文件损坏", "the secret is wrong, or the file is damaged")


class SealedError(Exception):
    """The file is not locked so, or damaged, or the secret is not the one; ``reason`` says which."""

    def __init__(self, reason: Term) -> None:
        self.reason = reason
        super().__init__(reason.en)


class Sealing(io.RawIOBase):
    """Writes a locked file; ``finish`` writes the last piece, without which the file does not open."""

    def __init__(self, target: BinaryIO, lock: Lock) -> None:
        self._target, self._cipher = target, AESGCM(lock.key)
        prefix = secrets.token_bytes(7)
        self._head = json.dumps({**lock.head, "prefix": prefix.hex()}, sort_keys=True).encode() + b"\n"
        self._nonces = _Nonces(prefix)
        self._waiting = bytearray()
        target.write(TITLE + self._head)

    def write(self, data: Any) -> int:
        """Take bytes; they are written in pieces."""
        self._waiting += data
        while len(self._waiting) > PIECE:
            self._put(bytes(self._waiting[:PIECE]), last=False)
            del self._waiting[:PIECE]
        return len(data)

    def finish(self) -> None:
        """Write what is left, as the last piece."""
        self._put(bytes(self._waiting), last=True)

    def _put(self, piece: bytes, *, last: bool) -> None:
        self._target.write(self._cipher.encrypt(self._nonces.following(last=last), piece, TITLE + self._head))


class Opening(io.RawIOBase):
    """Reads a locked file; every byte that it gives is proved."""

    def __init__(self, source: BinaryIO, opener: Opener) -> None:
        self._source = source
        if source.read(len(TITLE)) != TITLE:
            raise SealedError(NO_BACKUP)
        self._head = source.readline(_MOST_HEAD)
        try:
            head = json.loads(self._head)
            prefix = bytes.fromhex(head["prefix"])
            key = opener(head)
        except (ValueError, LookupError, TypeError) as error:
            raise SealedError(DAMAGED) from error
        if key is None or len(prefix) != 7:
            raise SealedError(OTHERWISE)
        self._cipher, self._nonces = AESGCM(key), _Nonces(prefix)
        self._following = source.read(PIECE + _TAG)
        self._open = b""
        self.ended = False

    def read(self, size: int = PIECE) -> bytes:
        """So many proved bytes, fewer at the end."""
        parts: list[bytes] = []
        while size > 0 and (self._open or not self.ended):
            if not self._open:
                self._open = self._piece()
            parts.append(self._open[:size])
            size -= len(parts[-1])
            self._open = self._open[len(parts[-1]) :]
        return b"".join(parts)

    def _piece(self) -> bytes:
        piece, self._following = self._following, self._source.read(PIECE + _TAG)
        self.ended = not self._following
        try:
            nonce = self._nonces.following(last=self.ended)
            return self._cipher.decrypt(nonce, piece, TITLE + self._head)
        except (InvalidTag, ValueError) as error:
            raise SealedError(WRONG) from error


class _Nonces:
    """Numbers that no piece of any file shares: chance, the piece's number, and whether it is the last."""

    def __init__(self, prefix: bytes) -> None:
        self._prefix, self._count = prefix, 0

    def following(self, *, last: bool) -> bytes:
        self._count += 1
        return self._prefix + struct.pack(">IB", self._count, last)
