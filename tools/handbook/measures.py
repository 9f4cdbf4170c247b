"""The page of units of measure that every scheme knows."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from sikao.core.figures.measures import STANDARD_MEASURES
from sikao.core.wording import Language, Term
from tools.handbook.markdown import code, page, table

TITLE = Term("附录 B 计量单位", "Appendix B: units of measure")
_INTRO = Term(
    """数据文件的“计量单位”一栏和方案里“数据类型”的计量单位，写下面任何一种写法都可以，一个字都不能差。
同一组里的单位互相换算，
换算是精确的；不同组之间从不换算（人和户、个和家、% 和个百分点都不能混用）。方案可以在“计量单位”表里增加。""",
    """In the column of units of measure in figures, and in the kinds of an item, any spelling below is
accepted, to the letter. Units of one group are converted into each other, exactly; between groups
nothing is ever converted (人 and 户, 个 and 家, % and 个百分点 stay apart). A scheme may declare more in its
section `measures`.""",
)
_HEADS = {
    "zh": ("组", "单位", "代码", "其他写法"),
    "en": ("group", "unit", "meaning", "code", "other spellings"),
}


def measures_page(lang: Language) -> str:
    """The page in one language."""
    return page(TITLE.text(lang), lang, _lines(lang))


def _lines(lang: Language) -> Iterator[str]:
    yield from (_INTRO.text(lang), "")
    rows: list[tuple[str, ...]] = []
    for number, (_, units) in enumerate(groupby(STANDARD_MEASURES, key=lambda unit: unit.family), 1):
        for unit in units:
            meaning = () if lang == "zh" else (unit.en,)
            spellings = "、".join(code(spelling) for spelling in unit.spellings)
            rows.append((str(number), code(unit.zh), *meaning, code(unit.code), spellings))
    yield from table(_HEADS[lang], rows)
