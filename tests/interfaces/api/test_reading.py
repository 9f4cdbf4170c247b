"""JSON read with distrust."""

import pytest

from sikao.interfaces.api.reading import DEEPEST, MalformedError, read_json


def test_what_is_plain_is_read():
    assert read_json('{"a": [1, "八", null, true, {"b": -0.5}]}'.encode()) == {
        "a": [1, "八", None, True, {"b": -0.5}]
    }


def test_brackets_and_quotes_in_texts_are_text():
    assert read_json(b'{"a": "[[[[[[[[[[[[[[[[[[[[[[[[\\"{{{{{{{{{{{{{{{{{\\\\"}')["a"].startswith("[[[")


@pytest.mark.parametrize(("levels", "fine"), [(DEEPEST - 1, True), (DEEPEST, False)])
def test_nesting_has_a_limit(levels, fine):
    body = b'{"a": ' + b"[" * levels + b"]" * levels + b"}"
    if fine:
        assert "a" in read_json(body)
    else:
        with pytest.raises(MalformedError, match="nested"):
            read_json(body)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"null",
        b"1",
        b"[]",
        b"{",
        b"\xff{}",
        b"\xef\xbb\xbf{}",
        b'{"a": Infinity}',
        b'{"a": -Infinity}',
        b'{"a": NaN}',
        b'{"a": 1e400}',
        b'{"a": ' + b"1" * 41 + b"}",
        b'{"a": 0.' + b"1" * 41 + b"}",
        b'{"a": 1, "a": 1}',
        b'{"a\\u0000": 1}',
        b'{"a": ["\\u0000"]}',
        b'{"a": "\\udc00"}',
    ],
)
def test_what_could_mean_two_things_is_refused(body):
    with pytest.raises(MalformedError):
        read_json(body)
