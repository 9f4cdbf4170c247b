"""The handbook's table of 等保 level 3: every row, one answer in both languages, no setting invented."""

import re
from collections import Counter
from dataclasses import fields

import pytest

from sikao.office.groundwork.installation import PlaceSettings
from tests.docs.pages import HANDBOOK, LANGUAGES, ROOT

STATES = {
    "en": {"met": "met", "in part": "part", "yours": "yours", "not in": "none"},
    "zh": {"已有": "met", "部分": "part", "靠单位": "yours", "没有": "none"},
}
SUMS = {
    "en": r"Of 21 rows (\d+) are met, (\d+) in part, (\d+) are yours, (\d+) is not in",
    "zh": r"21 条中已有 (\d+) 条，部分 (\d+) 条，靠单位 (\d+) 条，没有 (\d+) 条",
}


def chapter(lang: str) -> str:
    return (HANDBOOK / lang / "10-installation.md").read_text(encoding="utf-8")


def rows(lang: str) -> list[tuple[int, str, str]]:
    """Number, state and explanation of each row."""
    found = re.findall(r"^\| (\d+) \| [^|]+ \| ([^|]+) \| (.+) \|$", chapter(lang), re.MULTILINE)
    return [(int(number), STATES[lang][state], told) for number, state, told in found]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_row_is_answered_and_the_sums_are_those_of_the_table(lang: str) -> None:
    assert [number for number, _, _ in rows(lang)] == [*range(1, 22)]
    counted = Counter(state for _, state, _ in rows(lang))
    told = re.search(SUMS[lang], chapter(lang))
    assert told is not None
    assert [int(one) for one in told.groups()] == [counted[s] for s in ("met", "part", "yours", "none")]


def test_both_languages_answer_alike() -> None:
    assert [row[:2] for row in rows("zh")] == [row[:2] for row in rows("en")]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_the_table_and_the_settings_name_is_there(lang: str) -> None:
    known = {entry.name for entry in fields(PlaceSettings)}
    named = {word for _, _, told in rows(lang) for word in re.findall(r"`([^`]+)`", told)}
    assert named - known == {"sikao rights", "requirements/", "sikao.toml"}
    assert (ROOT / "requirements").is_dir()
    settings = chapter(lang).split("## 10.2")[1].split("## 10.3")[0]
    first = {
        word
        for line in re.findall(r"^\| (`[^|]+) \|", settings, re.MULTILINE)
        for word in re.findall(r"`([^`]+)`", line)
    }
    beginnings = {word.removesuffix("…") for word in first if word.endswith("…")}
    assert {word for word in first if not word.startswith("[") and not word.endswith("…")} <= known
    assert all(any(name.startswith(one) for name in known) for one in beginnings)
