import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sikao.core.scheme.text.yaml_tree import read_yaml
from sikao.core.scheme.tree import Keyed, Scalar, Sequence
from sikao.core.wording import Findings

BOMB = "a: &a [x, x]\n" + "".join(
    f"{name}: &{name} [*{before}, *{before}]\n" for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)

BROKEN = {
    "scheme.not_utf8": b"a: \xff\xfe",
    "scheme.tab": b"a:\n\tb: 1",
    "scheme.unseen_character": "a: x\u200by".encode(),
    "scheme.syntax": b"a: [1, 2",
    "scheme.empty_file": b"# nothing\n",
    "scheme.second_document": b"a: 1\n---\nb: 2\n",
    "scheme.directive": b"%YAML 1.1\n---\na: 1\n",
    "scheme.alias": b"a: &x 1\nb: *x\n",
    "scheme.anchor": b"a: &x 1\n",
    "scheme.tag": b"a: !!python/object/apply:os.system [ls]\n",
    "scheme.text_too_long": b"a: " + b"x" * 2001,
    "scheme.complex_key": b"? [a, b]\n: c\n",
    "scheme.too_deep": b"[" * 25 + b"]" * 25,
    "scheme.too_many_nodes": b"[" + b"a," * 100_001 + b"]",
    "scheme.merge_key": b"a:\n  <<: {b: 1}\n",
    "scheme.duplicate_key": b"a: 1\nb: 2\na: 3\n",
    "scheme.file_too_large": b"a: 1\n" * 220_000,
}


def read(content):
    found = Findings()
    return read_yaml(content, "file.yaml", found), found


@pytest.mark.parametrize("code", BROKEN)
def test_a_broken_example_is_found(code):
    _, found = read(BROKEN[code])
    assert code in [finding.code for finding in found]
    assert all(finding.where.file == "file.yaml" for finding in found)


TRAPS = {
    "an alias bomb": BOMB.encode(),
    "a merge of an anchor": b"a: &x {b: 1}\nc:\n  <<: *x\n",
    "a tag for text": b"a: !!str 1\n",
    "a tag of its own": b"a: !thing 1\n",
    "the non-specific tag": b"a: ! 1\n",
    "a tag directive": b"%TAG ! tag:x,2000:\n---\na: 1\n",
    "an unknown directive": b"%FOO bar\n---\na: 1\n",
    "two documents without a marker at first": b"a: 1\n---\na: 1\n",
    "a document after an end marker": b"a: 1\n...\n---\nb: 1\n",
    "a duplicate in flow": b"{a: 1, a: 2}",
    "a duplicate in quotes": b"a: 1\n'a': 2\n",
    "a duplicate deep inside": b"a:\n  - b: {c: 1, c: 1}\n",
    "a mapping as key": b"{{a: 1}: 2}",
    "a list as key": b"? - a\n: b\n",
    "an alias as key": b"a: &x b\n*x : c\n",
    "a NUL": b"a: \x00\n",
    "a bell": b"a: \x07\n",
    "an escape character": b"a: \x1b[31m\n",
    "C1 controls": "a: \x85\n".encode(),
    "a bidi override": "a: \u202eabc\n".encode(),
    "a line separator": "a: b\u2028c\n".encode(),
    "a soft hyphen": "a: b\u00adc\n".encode(),
    "a second byte order mark": "a: \ufeffb\n".encode(),
    "UTF-16": "a: 1\n".encode("utf-16"),
    "GB18030": "a: 名称\n".encode("gb18030"),
    "a cut UTF-8 sequence": "a: 名".encode()[:-1],
    "a surrogate in UTF-8": b"a: \xed\xa0\x80",
    "a tab as indentation": b"a:\n\t- b\n",
    "a tab after a colon": b"a:\tb\n",
    "an unclosed quote": b'a: "b\n',
    "an unclosed bracket": b"a: [b\n",
    "a closing bracket too many": b"a: b]]\nc: ]\n",
    "a stray percent sign": b"a: %b\n",
    "an at sign": b"a: @b\n",
    "a backtick": b"a: `b`\n",
    "a bad escape": b'a: "\\q"\n',
    "bad indentation": b"a:\n    b: 1\n  c: 2\n",
    "a value after a value": b"a: 'b' c\n",
    "a mapping inside a plain value": b"a: b: c\n",
    "a list where keys are due": b"a: 1\n- b\n",
    "nothing": b"",
    "blanks only": b"   \n\n",
    "a lone document marker": b"---\n",
    "deep flow lists": b"[" * 100_000,
    "deep flow mappings": b"{a: " * 50_000,
    "deep block lists": b"- " * 5_000 + b"a",
    "deep indentation": b"".join(b" " * depth + b"a:\n" for depth in range(600)),
    "many keys": b"".join(b"k%d: 1\n" % number for number in range(50_001)),
    "one very long line": b"a: " + b"y" * 900_000,
    "a very long key": b"k" * 3_000 + b": 1\n",
    "many anchors": b"".join(b"a%d: &a%d 1\n" % (number, number) for number in range(5_000)),
    "a block text without end": b"a: |\n" + b"  line\n" * 1_000,
    "quotes": b'"' * 999,
    "random high bytes": bytes(range(128, 256)) * 50,
}


@pytest.mark.parametrize("trap", TRAPS)
def test_a_trap_is_refused_soon_and_with_a_place(trap):
    began = time.process_time()
    tree, found = read(TRAPS[trap])
    assert time.process_time() - began < 3
    if trap not in ("a lone document marker", "nothing", "blanks only"):
        assert found.failed, tree
    assert all(finding.where.file == "file.yaml" for finding in found)


@pytest.mark.parametrize("code", ["scheme.too_deep", "scheme.alias", "scheme.tag", "scheme.file_too_large"])
def test_hostile_files_are_refused_within_a_tenth_of_a_second(code):
    content = b"[" * (1 << 20) if code == "scheme.too_deep" else BROKEN[code]
    began = time.process_time()
    read(content)
    assert time.process_time() - began < 0.1


@pytest.mark.parametrize(
    "text",
    ["017", "1_000", "12:30", ".inf", "no", "2020-01-01", "0x10", "1e3", "~", "null", "on", "=", "0o17"],
)
def test_scalars_stay_text(text):
    tree, found = read(f"a: {text}\n".encode())
    assert not list(found)
    assert tree.entries[0][1].text == text
    assert tree.entries[0][1].plain


def test_quotes_and_places_are_remembered():
    tree, _ = read("名称: [甲, '乙']\nb:\n  c: 1\n".encode())
    assert isinstance(tree, Keyed)
    names, inner = (value for _, value in tree.entries)
    assert isinstance(names, Sequence)
    assert [(item.text, item.plain, item.where.column) for item in names.items] == [
        ("甲", True, 6),
        ("乙", False, 9),
    ]
    assert str(inner.entries[0][1].where) == "file.yaml:3:6"


def test_windows_line_ends_and_a_leading_byte_order_mark_are_harmless():
    tree, found = read("\ufeffa: 1\r\nb: |\r\n  x\r\n  y\r\n".encode())
    assert not list(found)
    assert [value.text for _, value in tree.entries] == ["1", "x\ny\n"]


def test_both_places_of_a_duplicate_are_told():
    _, found = read(BROKEN["scheme.duplicate_key"])
    finding = next(iter(found))
    assert str(finding.where) == "file.yaml:3:1"
    assert finding.details == {"key": "a", "first": "1"}


def test_all_refusals_of_a_file_are_told_at_once():
    _, found = read(b"a: &x 1\nb: *x\nc: !!int 1\na: 2\n")
    codes = [finding.code for finding in found]
    assert codes == ["scheme.anchor", "scheme.alias", "scheme.tag", "scheme.duplicate_key"]


@given(st.binary(max_size=300))
def test_no_bytes_lead_to_anything_but_a_tree_or_findings(content):
    tree, found = read(content)
    assert (tree is None) <= found.failed
    assert tree is None or isinstance(tree, Scalar | Sequence | Keyed)


@given(st.text("ab:-[]{}?&*!|>'\"%@`#,\n \\~=<", max_size=80))
def test_no_text_of_yaml_signs_leads_to_anything_else(text):
    tree, found = read(text.encode())
    assert (tree is None) <= found.failed
