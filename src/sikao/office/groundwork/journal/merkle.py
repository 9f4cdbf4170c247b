"""Merkle trees as RFC 6962, section 2.1, describes them, over either digest.

A leaf is hashed behind a zero byte and a node behind a one, so that neither can pass for the other.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

SHA256 = "sha256"
SM3 = "sm3"


def leaf_hash(content: bytes, digest: str = SHA256) -> bytes:
    """The hash of a leaf."""
    return hashlib.new(digest, b"\x00" + content).digest()


def node_hash(left: bytes, right: bytes, digest: str = SHA256) -> bytes:
    """The hash of a node above two others."""
    return hashlib.new(digest, b"\x01" + left + right).digest()


def root(leaves: Sequence[bytes], digest: str = SHA256) -> bytes:
    """The root over hashed leaves; of none, the hash of nothing."""
    if not leaves:
        return hashlib.new(digest).digest()
    level = list(leaves)
    while len(level) > 1:
        pairs = [node_hash(level[i], level[i + 1], digest) for i in range(0, len(level) - 1, 2)]
        # An odd one rises as it is: with subtrees of powers of two this is the tree of the standard.
        level = pairs + level[len(pairs) * 2 :]
    return level[0]


def path(leaves: Sequence[bytes], position: int, digest: str = SHA256) -> list[bytes]:
    """The hashes that lead from a leaf to the root, from below."""
    found: list[bytes] = []
    level, at = list(leaves), position
    while len(level) > 1:
        beside = at ^ 1
        if beside < len(level):
            found.append(level[beside])
        pairs = [node_hash(level[i], level[i + 1], digest) for i in range(0, len(level) - 1, 2)]
        level = pairs + level[len(pairs) * 2 :]
        at //= 2
    return found


def root_from_path(
    leaf: bytes, position: int, count: int, steps: Sequence[bytes], digest: str = SHA256
) -> bytes | None:
    """The root that a path claims, as RFC 9162, section 2.1.3.2, checks it; ``None`` for a malformed path."""
    sides = sides_of(position, count)
    if sides is None or len(sides) != len(steps):
        return None
    value = leaf
    for step, on_the_left in zip(steps, sides, strict=True):
        value = node_hash(step, value, digest) if on_the_left else node_hash(value, step, digest)
    return value


def sides_of(position: int, count: int) -> list[bool] | None:
    """Whether each step of a leaf's path stands on the left; ``None`` for a leaf outside the tree."""
    if not 0 <= position < count:
        return None
    sides: list[bool] = []
    at, last = position, count - 1
    while last > 0:
        left = at % 2 == 1
        if left or at < last:
            sides.append(left)
        at, last = at >> 1, last >> 1
    return sides
