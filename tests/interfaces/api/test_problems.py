"""Which language a program is answered in; the documents themselves are looked at through the door."""

import pytest

from sikao.core.wording import Finding, Place, Severity
from sikao.interfaces.api.problems import language_of, shown


@pytest.mark.parametrize(
    ("header", "lang"),
    [
        ("", "zh"),
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh"),
        ("en-GB,en;q=0.9,zh;q=0.1", "en"),
        ("en;q=0.2,zh;q=0.3", "zh"),
        ("fr,de", "zh"),
        ("fr,en;q=0.1", "en"),
        ("*", "zh"),
        ("x" * 100_000, "zh"),
    ],
)
def test_chinese_unless_english_is_preferred(header, lang):
    assert language_of(header) == lang


def test_a_finding_is_told_whole():
    found = Finding("api.method", Severity.ERROR, Place(path="a.b"), {"method": "PUT"})
    assert shown(found, "en") == {
        "code": "api.method",
        "severity": "error",
        "where": {"path": "a.b"},
        "what": "This address does not take PUT.",
        "remedy": "Use a method that the header Allow lists.",
    }
