"""Code ids, which are keys, and names, which never are.

Units, indicators and nodes are found by code id. A name is only compared for reassurance: it must be exactly
the known one, and a name that merely looks like a known one is refused with both shown.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import replace

from sikao.core.wording import NOWHERE, Finding, Findings, Listed, Place

CODE_PATTERN = r"[a-z][a-z0-9_]{0,39}"
_CODE = re.compile(CODE_PATTERN)
_INDICATOR = re.compile(rf"({CODE_PATTERN})(?:/({CODE_PATTERN}))?")

# Characters of place and bureau names that people and fonts confuse. In each string every character stands
# for the first: look-alikes, old forms and traditional forms. Compatibility ideographs and Kangxi radicals
# are handled by NFKC; the radicals supplement is not decomposed by Unicode and is therefore listed.
_LOOK_ALIKES = (
    "市巿 区區 即卽 黄黃⻩ 县縣 东東 岛島 青靑 门門⻔ 龙龍⻰ 齐齊⻬ 见見⻅ 车車⻋ 长長⻓⻑ 马馬⻢ "
    "鸟鳥⻦ 鱼魚⻥ 贝貝⻉ 页頁⻚ 风風⻛ 飞飛⻜ 麦麥⻨ 韦韋⻙ 龟龜⻳ 己已巳 日曰 未末 土士 干千于 人入八 "
    "大太犬 天夫 王玉 田由甲申 目且 力刀刁 兔免 戊戌戍 城诚 阳陽 胶膠 莱萊 开開 发發 济濟 经經 连連 "
    "营營 烟煙 台臺 滨濱 泽澤 宁寧 庄莊 临臨 岚嵐 乡鄉鄕 镇鎮鎭 务務 卫衛 国國囯 会會 厅廳 产產産 业業 "
    "户戶戸 内內 吕呂 吴吳 黑黒 历歷曆 丽麗 云雲 号號 礼禮 西⻄ 里裏裡 李季 丹舟 北兆 平乎 崂嶗"
)
_FOLD = {ord(other): group[0] for group in reversed(_LOOK_ALIKES.split()) for other in group[1:]}
_RADICALS = range(0x2E80, 0x2FE0)
# Letters and signs by their category, of which nothing is seen: Hangul fillers, the empty Braille cell.
_BLANKS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
# Greek capitals and omicron that no font tells from Latin; other Greek letters stand in units of measure.
_LATIN_LOOKING = frozenset("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧο")
_CYRILLIC = range(0x0400, 0x0530)
_COMPATIBILITY = (range(0xF900, 0xFB00), range(0x2F800, 0x2FA20), range(0xFF00, 0xFFF0))


CodesByName = Mapping[str, tuple[str, ...]]
"""The codes of what has a name, by the name's ``skeleton``."""


def is_code(text: str) -> bool:
    """Whether the text is a code id: a lower-case letter, then at most 39 letters, digits, underscores."""
    return _CODE.fullmatch(text) is not None


def split_indicator(text: str) -> tuple[str, str | None] | None:
    """``item`` → ``(item, None)``; ``item/member`` → ``(item, member)``; anything else → ``None``."""
    match = _INDICATOR.fullmatch(text)
    return (match.group(1), match.group(2)) if match else None


def check_code(text: str, where: Place = NOWHERE) -> tuple[Finding, ...]:
    """Nothing when the text is a code id, else one error."""
    return () if is_code(text) else _malformed(text, "code.malformed", where)


def check_indicator(text: str, where: Place = NOWHERE) -> tuple[Finding, ...]:
    """Nothing when the text is ``item`` or ``item/member``, else one error."""
    return () if split_indicator(text) else _malformed(text, "code.malformed_indicator", where)


def _malformed(text: str, code: str, where: Place) -> tuple[Finding, ...]:
    found = Findings()
    if not text:
        found.error("code.blank", where)
    elif not text.isascii():
        found.error("code.name_instead", where, text=text)
    else:
        found.error(code, where, text=text)
    return tuple(found)


_NO_CODE = frozenset({"code.malformed", "code.malformed_indicator", "code.name_instead"})


def with_known_codes(findings: Iterable[Finding], known: CodesByName) -> tuple[Finding, ...]:
    """The findings; one about a text that is no code tells the code that was meant, where that is known."""
    return tuple(_with_known_code(finding, known) for finding in findings)


def _with_known_code(finding: Finding, known: CodesByName) -> Finding:
    text = finding.details.get("text")
    if finding.code not in _NO_CODE or not isinstance(text, str):
        return finding
    codes = known.get(skeleton(text))
    if codes is None:
        return finding
    return replace(finding, code="code.meant", details={"text": text, "codes": Listed.of(codes)})


def skeleton(name: str) -> str:
    """What a reader sees of a name: unseen characters gone, look-alikes and old forms folded to one form."""
    plain = unicodedata.normalize("NFKC", name.translate(_FOLD))
    seen = "".join(char for char in plain if unicodedata.category(char)[0] not in "CMZ")
    return seen.translate(_FOLD).casefold()


def unusual_character(name: str) -> str | None:
    """The first character that a Chinese or Latin name has no business with, or ``None``."""
    for char in name:
        category = unicodedata.category(char)
        outside = ord(char) in _RADICALS or any(ord(char) in block for block in _COMPATIBILITY)
        allowed_wide = char in "\uff08\uff09"  # full-width brackets are how Chinese names write an addition
        foreign = char in _BLANKS or char in _LATIN_LOOKING or ord(char) in _CYRILLIC
        if foreign or (outside and not allowed_wide) or (category[0] in "CMZ" and char != " "):
            return char
    return None


def check_name(name: str, known: Iterable[str], where: Place = NOWHERE) -> tuple[Finding, ...]:
    """Nothing when the name is exactly one of the known names, else one error that says how it is not."""
    names = tuple(known)
    if name in names:
        return ()
    found = Findings()
    odd = unusual_character(name)
    twin = next((other for other in names if skeleton(other) == skeleton(name)), None)
    if odd is not None:
        found.error("name.unusual_character", where, name=name, code_point=f"U+{ord(odd):04X}")
    elif twin is not None:
        found.error("name.look_alike", where, name=name, known=twin)
    else:
        found.error("name.unknown", where, name=name)
    return tuple(found)


def check_distinct_names(names: Iterable[str], where: Place = NOWHERE) -> tuple[Finding, ...]:
    """One error for every name that carries an unusual character or looks like an earlier one of the list."""
    found = Findings()
    seen: dict[str, str] = {}
    for name in names:
        odd = unusual_character(name)
        earlier = seen.setdefault(skeleton(name), name)
        if odd is not None:
            found.error("name.unusual_character", where, name=name, code_point=f"U+{ord(odd):04X}")
        elif earlier != name:
            found.error("name.look_alike", where, name=name, known=earlier)
    return tuple(found)
