"""Which fonts there are for which part of a paper: a place's own licensed ones first, then open ones.

The programs that set .docx name fonts and need none; only the .pdf and drawn pictures do.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sikao.core.wording import Finding, FindingsError, Listed, Severity, Term

if TYPE_CHECKING:
    import typst

TITLE, BODY, KAI, HEI, LATIN = "title", "body", "kai", "hei", "latin"
ROLES = {
    TITLE: Term("标题（小标宋）", "titles (Xiaobiaosong)"),
    BODY: Term("正文（仿宋）", "the text (Fangsong)"),
    KAI: Term("二级标题（楷体）", "second headings (Kaiti)"),
    HEI: Term("一级标题（黑体）", "first headings (Heiti)"),
}
_SONG = ("Noto Serif CJK SC", "Source Han Serif SC", "Source Han Serif CN", "Noto Serif SC")
CANDIDATES: Mapping[str, tuple[str, ...]] = {
    TITLE: (
        *("FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05", "方正小标宋简体", "方正小标宋_GBK", "FZXBSJW"),
        *_SONG,
    ),
    BODY: (
        *(
            "FangSong_GB2312",
            "仿宋_GB2312",
            "FZFangSong-Z02S",
            "FZFangSong-Z02",
            "方正仿宋_GBK",
            "FangSong",
            "仿宋",
        ),
        *("STFangsong", "Zhuque Fangsong (technical preview)", "FandolFang R", "FandolFang", *_SONG),
    ),
    KAI: (
        *("KaiTi_GB2312", "楷体_GB2312", "FZKai-Z03S", "FZKai-Z03", "KaiTi", "楷体", "STKaiti"),
        *("LXGW WenKai", "AR PL KaitiM GB", "FandolKai", *_SONG),
    ),
    HEI: (
        *("SimHei", "黑体", "FZHei-B01S", "FZHei-B01", "STHeiti", "Noto Sans CJK SC", "Source Han Sans SC"),
        *("Source Han Sans CN", "Noto Sans SC", "WenQuanYi Zen Hei"),
    ),
    LATIN: ("Times New Roman", "Liberation Serif", "TeX Gyre Termes", "Libertinus Serif"),
}
"""Families for each part, the first that is there counts; the later ones lend signs that it lacks."""


@dataclass(frozen=True, slots=True)
class Typefaces:
    """The fonts of a place, read once and used for many papers: families by part, best first."""

    families: Mapping[str, tuple[str, ...]]
    book: typst.Fonts


def find_typefaces(folder: Path | None = None, *, system: bool = True) -> Typefaces:
    """The fonts of the machine, and those in ``folder``, where a place puts the licensed ones.

    Reading them takes about a third of a second. Raises ``FindingsError`` (``paper.no_font``), one finding
    for every part without a Chinese font.
    """
    import typst  # noqa: PLC0415 -- loaded when a paper is set

    paths: list[Path] = [] if folder is None else [folder]
    book = typst.Fonts(include_system_fonts=system, include_embedded_fonts=True, font_paths=paths)
    return Typefaces(chosen_families(book.families()), book)


def chosen_families(there: Collection[str]) -> dict[str, tuple[str, ...]]:
    """For every part the families that are there; see ``find_typefaces`` for what is refused."""
    names = {name.lower() for name in there}
    chosen = {
        role: tuple(family for family in families if family.lower() in names)
        for role, families in CANDIDATES.items()
    }
    lacking = [role for role in ROLES if not chosen[role]]
    if lacking:
        raise FindingsError([_no_font(role) for role in lacking])
    return chosen


def _no_font(role: str) -> Finding:
    some = Listed.of(CANDIDATES[role][:3])
    return Finding("paper.no_font", Severity.ERROR, details={"role": ROLES[role], "known": some})
