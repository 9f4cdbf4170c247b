"""The little Markdown that generated pages need."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from sikao.core.wording import Language

NOTE = {
    "zh": "<!-- 本页由程序生成：python -m tools.handbook；请勿直接修改。 -->",
    "en": "<!-- This page is generated: python -m tools.handbook. Do not edit it by hand. -->",
}


def page(title: str, lang: Language, lines: Iterable[str]) -> str:
    """A whole generated page."""
    return "\n".join((f"# {title}", "", NOTE[lang], "", *lines)).rstrip("\n") + "\n"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """A table, followed by an empty line."""
    yield _line(head)
    yield _line(["---"] * len(head))
    yield from (_line(row) for row in rows)
    yield ""


def _line(cells: Iterable[str]) -> str:
    return "|" + "|".join(f" {_cell(cell)} " for cell in cells) + "|"


def _cell(text: str) -> str:
    """A line break or a bar would end the cell."""
    return text.replace("|", "\\|").replace("\n", "<br>").strip()


def code(text: str) -> str:
    """Text set as code; nothing stays nothing."""
    return f"`{text}`" if text else ""
