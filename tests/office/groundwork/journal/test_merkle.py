"""Merkle trees against the published test vectors, and paths that must and must not hold."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sikao.office.groundwork.journal import merkle
from sikao.office.groundwork.receipts import check

# The eight inputs and the roots over their first n: the reference tests of Certificate Transparency
# (google/certificate-transparency, merkle tree tests), as RFC 6962, section 2.1, defines them.
INPUTS = [bytes.fromhex(text) for text in ("", "00", "10", "2021", "3031", "40414243")] + [
    bytes.fromhex("5051525354555657"),
    bytes.fromhex("606162636465666768696a6b6c6d6e6f"),
]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
LEAVES = [merkle.leaf_hash(content) for content in INPUTS]


def naive(leaves: list[bytes], digest: str) -> bytes:
    """The definition of RFC 6962, word for word: split at the largest power of two below the count."""
    if not leaves:
        return hashlib.new(digest).digest()
    if len(leaves) == 1:
        return leaves[0]
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return merkle.node_hash(naive(leaves[:split], digest), naive(leaves[split:], digest), digest)


@pytest.mark.parametrize("count", range(1, 9))
def test_the_published_roots(count: int) -> None:
    assert merkle.root(LEAVES[:count]).hex() == ROOTS[count - 1]


def test_the_root_of_nothing() -> None:
    assert merkle.root([]).hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    # GB/T 32905 gives no empty message; this is what OpenSSL computes.
    assert (
        merkle.root([], merkle.SM3).hex()
        == "1ab21d8355cfa17f8e61194831e81a8f22bec8c728fefb747ed035eb5082aa2b"
    )


def test_sm3_is_that_of_the_standard() -> None:
    # GB/T 32905-2016, appendix A.1: the digest of "abc".
    expected = "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
    assert hashlib.new("sm3", b"abc").hexdigest() == expected


def test_published_path() -> None:
    # The path of the first of eight leaves in the same reference tests.
    assert [step.hex() for step in merkle.path(LEAVES, 0)] == [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ]


@given(st.lists(st.binary(max_size=4), max_size=40), st.sampled_from([merkle.SHA256, merkle.SM3]))
def test_the_tree_is_the_definition(contents: list[bytes], digest: str) -> None:
    leaves = [merkle.leaf_hash(content, digest) for content in contents]
    assert merkle.root(leaves, digest) == naive(leaves, digest)


@given(st.integers(1, 70), st.data())
def test_every_leaf_has_its_path_and_no_other_place(count: int, data: st.DataObject) -> None:
    leaves = [merkle.leaf_hash(str(n).encode()) for n in range(count)]
    position = data.draw(st.integers(0, count - 1))
    steps, root = merkle.path(leaves, position), merkle.root(leaves)
    assert merkle.root_from_path(leaves[position], position, count, steps) == root
    elsewhere = data.draw(st.integers(-2, count + 2).filter(lambda other: other != position))
    assert merkle.root_from_path(leaves[position], elsewhere, count, steps) != root


def probes() -> list[tuple[bool, bytes, int, int, list[bytes], bytes]]:
    """Claims in the manner of the reference tests: 12 that hold and 224 that do not."""
    found = []
    for position, count in [
        (0, 1),
        (0, 2),
        (1, 2),
        (0, 3),
        (2, 3),
        (0, 8),
        (5, 8),
        (7, 8),
        (2, 5),
        (4, 5),
        (6, 7),
        (1, 5),
    ]:
        leaf, steps, root = (
            LEAVES[position],
            merkle.path(LEAVES[:count], position),
            merkle.root(LEAVES[:count]),
        )
        found.append((True, leaf, position, count, steps, root))
        found += [(False, *wrong) for wrong in spoilt(leaf, position, count, steps, root)]
    return found


def spoilt(leaf, position, count, steps, root):
    other = merkle.leaf_hash(b"other")
    yield from (
        (leaf, at, count, steps, root) for at in (position - 1, position + 1, position ^ 2, -1, count)
    )
    yield from ((leaf, position, size, steps, root) for size in (0, position, count * 2, count // 2))
    yield leaf, position, count, [*steps, b""], root
    yield leaf, position, count, [*steps, root], root
    yield leaf, position, count, [root, *steps], root
    yield other, position, count, steps, root
    yield leaf, position, count, steps, other
    yield merkle.node_hash(leaf, leaf), position, count, steps, root
    if steps:
        yield leaf, position, count, steps[:-1], root
        yield leaf, position, count, steps[1:], root
        yield leaf, position, count, [other, *steps[1:]], root
        yield leaf, position, count, [*steps[:-1], other], root


@pytest.mark.parametrize("which", ["program", "receipt"])
def test_probes_of_paths(which: str) -> None:
    program = merkle.root_from_path

    def receipt(leaf, position, count, steps):
        return check.root("sha256", leaf, position, count, steps)

    claimed = {"program": program, "receipt": receipt}[which]
    found = probes()
    wrong = [p for p in found if (claimed(p[1], p[2], p[3], p[4]) == p[5]) is not p[0]]
    assert not wrong
    assert (sum(p[0] for p in found), sum(not p[0] for p in found)) == (12, 224)
