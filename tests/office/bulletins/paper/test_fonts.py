"""Which fonts are taken, and what is said where there is none."""

import pytest

from sikao.core.wording import FindingsError
from sikao.office.bulletins.paper.fonts import (
    BODY,
    CANDIDATES,
    HEI,
    KAI,
    LATIN,
    TITLE,
    chosen_families,
    find_typefaces,
)

OPEN = ["Noto Serif CJK SC", "Noto Sans CJK SC", "Libertinus Serif"]


def test_open_fonts_serve_every_part():
    chosen = chosen_families(OPEN)
    assert chosen[TITLE] == chosen[BODY] == chosen[KAI] == ("Noto Serif CJK SC",)
    assert (chosen[HEI], chosen[LATIN]) == (("Noto Sans CJK SC",), ("Libertinus Serif",))


def test_licensed_fonts_come_first_and_open_ones_lend_what_they_lack():
    chosen = chosen_families([*OPEN, "FangSong_GB2312", "fzxiaobiaosong-b05s"])
    assert chosen[BODY] == ("FangSong_GB2312", "Noto Serif CJK SC")
    assert chosen[TITLE] == ("FZXiaoBiaoSong-B05S", "Noto Serif CJK SC")


def test_without_a_chinese_font_every_part_is_refused_at_once():
    with pytest.raises(FindingsError) as refused:
        chosen_families(["DejaVu Sans", "Libertinus Serif"])
    found = refused.value.findings
    assert [finding.code for finding in found] == ["paper.no_font"] * 4
    assert "正文（仿宋）" in found[1].what("zh") and "fonts-noto-cjk" in found[1].remedy("zh")


def test_a_machine_without_fonts_is_refused(tmp_path):
    with pytest.raises(FindingsError, match=r"paper.no_font"):
        find_typefaces(tmp_path, system=False)


def test_every_part_has_an_open_font_among_its_candidates():
    for role, families in CANDIDATES.items():
        assert set(families) & set(OPEN), role
