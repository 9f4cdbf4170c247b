"""A scheme as a document for people, in Chinese or English: one content, shown as Markdown and as a page."""

from __future__ import annotations

from sikao.core.scheme.document.briefings import briefing_section
from sikao.core.scheme.document.cards import scorecard_section
from sikao.core.scheme.document.closing import (
    burden_section,
    item_section,
    outcome_section,
    promise_section,
)
from sikao.core.scheme.document.content import ILLUSTRATIVE, Grid, SchemeDocument, Section
from sikao.core.scheme.document.general import general_provisions
from sikao.core.scheme.document.markdown import render_markdown, table_lines
from sikao.core.scheme.model import Scheme
from sikao.core.scheme.plain import given_fields
from sikao.core.scheme.resolving import Resolved
from sikao.core.scheme.saying import Saying
from sikao.core.scheme.shape import shape_of
from sikao.core.wording import Language

__all__ = ["Grid", "SchemeDocument", "Section", "describe_scheme", "render_markdown", "table_lines"]

_NUMERALS = "一二三四五六七八九十"


def describe_scheme(scheme: Scheme, lang: Language = "zh") -> SchemeDocument:
    """The document of a scheme that passed its checks."""
    saying, resolved = Saying(scheme, lang), Resolved(scheme)
    used = dict.fromkeys(table.scorecard.code for table in resolved.tables)
    sections = (
        general_provisions(resolved, saying),
        *(scorecard_section(resolved, scheme.scorecards[code], saying) for code in used),
        outcome_section(saying),
        promise_section(saying),
        briefing_section(saying),
        burden_section(saying),
        item_section(saying),
    )
    told = [section for section in sections if section.grids]
    return SchemeDocument(
        title=scheme.title_en if lang == "en" and scheme.title_en else scheme.title,
        label=ILLUSTRATIVE.text(lang) if scheme.illustrative else "",
        issue=_issue(saying),
        sections=tuple(
            Section(_numbered(number, section.title, lang), section.paragraphs, section.grids)
            for number, section in enumerate(told, 1)
        ),
    )


def _issue(saying: Saying) -> tuple[tuple[str, str], ...]:
    """The paper by which the scheme was issued, as far as it is known, and the year."""
    lines = []
    document = saying.scheme.document
    if document is not None:
        given = given_fields(shape_of(document), document)
        lines = [(_PAPER[field.key][saying.lang == "en"], str(value)) for field, value in given]
    return (*lines, (saying.say("考核年度", "Assessment year"), str(saying.scheme.year)))


_PAPER = {
    "title": ("发文标题", "Paper"),
    "number": ("文号", "Number"),
    "issuer": ("发文机关", "Issued by"),
    "date": ("发文日期", "Date"),
}


def _numbered(number: int, title: str, lang: Language) -> str:
    if lang == "en":
        return f"{number}. {title}"
    tens, ones = divmod(number, 10)
    if number <= len(_NUMERALS):
        return f"{_NUMERALS[number - 1]}、{title}"
    front = ("" if tens == 1 else _NUMERALS[tens - 1]) + "十"
    return f"{front}{_NUMERALS[ones - 1] if ones else ''}、{title}"
