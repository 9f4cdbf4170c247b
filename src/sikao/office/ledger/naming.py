"""Document numbers, projects and sentences inside texts, each under one spelling, by rules that can be told.

Nothing is guessed: two spellings are the same if, and only if, they are once widths, spaces and brackets are
made one, the phase of a project is set aside, and words that name no project in particular are left out.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

LEAST_NAME = 3
"""Characters that must be left of a project's name once the words that any project may bear are out."""
LEAST_TEXT = 30
"""Shorter sentences are said by many: 进展顺利，按计划推进."""

_NUMBER = re.compile(r"([\u4e00-\u9fff]{1,14})[〔\[(【]((?:19|20)\d\d)[〕\])】]第?(\d{1,5})号")
_INSIDE = re.compile(r"\s+(?=[〔\[(【〕\])】\d号第])|(?<=[〔\[(【〕\])】\d第])\s+")
"""Spaces inside a number; one before it ends whatever stands there."""
_LEAD = re.compile("关于|依据|根据|按照|转发|印发|参见|详见|批复|文件|见|附件|附|和|与|及|以")
_KINDS = ("项目", "工程", "基地", "产业园", "科技园", "工业园", "生产线", "研发中心", "数据中心", "总部")
_KIND = "|".join(_KINDS)
_PARTS = r"\(?(?:第?[一二三四五六七八九十\d]+(?:期|标段|阶段|批|部分|地块)|首期|续建|扩建|[A-Za-z]地块)\)?"
_PART = re.compile(_PARTS)
_RUN = re.compile(rf"[\w·()]{{2,60}}?(?:{_KIND})(?:{_PARTS})?")
_QUOTED = re.compile(rf"[“\"「『《]([^”\"」』》]{{2,40}})[”\"」』》](?={_KIND})")
_BREAKS = (
    "推进 开工 建成 签约 完成 启动 新建 引进 落地 投产 实施 加快 促进 总投资 投资 其中 包括 新增 围绕 确保 "
    "保障 协调 服务 推动 建设了 我区 我市 全区 全市 本区 本市 亿元 万元 正在 计划 含 的 了 已 和 与 及"
)
"""Words after which a project's name begins."""
_BREAK = re.compile("|".join(_BREAKS.split()))
_ANY = re.compile(
    rf"{_KIND}|重点|重大|新开工|在建|签约|落地|续建|招商引资|基础设施|产业|民生|技改|技术改造|建设|工业|农业|服务业|投资"
    r"|市级|省级|国家级|区级|世界|强|企业|以上|各|该|本|等|全部|有关|相关|示范|个|家|亿元|万元|年|月|季度|\d"
)
_NOISE = re.compile(r"[\W_]")


@dataclass(frozen=True, slots=True)
class Named:
    """Something that a text names: the one spelling, how it stands there, and which part of it is meant."""

    key: str
    shown: str
    part: str = ""


def one_number(typed: str) -> str:
    """What was typed as a document number, under its one spelling; one of another form without spaces."""
    return _NUMBER.sub(lambda found: _spelled(*found.groups()), _plain(typed)).casefold()


def _spelled(office: str, year: str, number: str) -> str:
    return f"{office}〔{year}〕{int(number)}号"


def documents_in(text: str) -> Iterator[Named]:
    """The numbers of official documents in a text, as 青商函〔2020〕7号."""
    for found in _NUMBER.finditer(_INSIDE.sub("", unicodedata.normalize("NFKC", text))):
        office, year, number = found.groups()
        if kept := _LEAD.split(office)[-1]:
            one = _spelled(kept, year, number)
            yield Named(one, one)


def projects_in(text: str) -> Iterator[Named]:
    """The projects that a text names: quoted before 项目, or from the last mark or verb up to such a word."""
    plain, seen = _plain(text), set[tuple[str, str]]()
    runs = [found.group(1) for found in _QUOTED.finditer(plain)]
    runs += [_BREAK.split(found.group())[-1] for found in _RUN.finditer(_QUOTED.sub(" ", plain))]
    for run in runs:
        if (named := _project(run)) is not None and (named.key, named.part) not in seen:
            seen.add((named.key, named.part))
            yield named


def names_projects(text: str) -> bool:
    """Whether what a register is called says that its members are projects."""
    return any(kind in text for kind in _KINDS)


def _project(name: str) -> Named | None:
    """A project by its name; ``None`` for one that names none in particular, such as 重点项目."""
    plain = name.casefold()
    part = "".join(found.group().strip("()") for found in _PART.finditer(plain))
    bare = _NOISE.sub("", _PART.sub("", plain))
    if len(_ANY.sub("", bare)) < LEAST_NAME:
        return None
    key = re.sub(r"(?:建设)?(?:项目|工程)?(?:建设)?$", "", bare)
    return Named(key, name.strip(), part)


def sentence_in(text: str) -> Named | None:
    """A text that is long enough not to be said by chance, without its marks and spaces."""
    key = _NOISE.sub("", _plain(text)).casefold()
    return Named(key, text.strip()) if len(key) >= LEAST_TEXT else None


def _plain(text: str) -> str:
    """One width for every character, and no spaces."""
    return "".join(unicodedata.normalize("NFKC", text).split())
