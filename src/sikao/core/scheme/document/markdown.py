"""The document as Markdown text, for a terminal or a text file."""

from __future__ import annotations

from collections.abc import Iterator

from sikao.core.scheme.document.content import Grid, SchemeDocument
from sikao.core.wording import Language


def render_markdown(document: SchemeDocument, lang: Language = "zh") -> str:
    """The document as Markdown text."""
    colon = "：" if lang == "zh" else ": "
    lines = [f"# {_inline(document.title)}", ""]
    if document.label:
        lines += [f"**{document.label}**", ""]
    for heading, words in document.issue:
        lines += [f"{heading}{colon}{_inline(words)}", ""]
    for section in document.sections:
        lines += [f"## {section.title}", ""]
        for paragraph in section.paragraphs:
            lines += [_inline(paragraph), ""]
        for table in section.grids:
            if table.caption:
                lines += [f"### {_inline(table.caption)}", ""]
            lines += [*table_lines(table), ""]
    return "\n".join(lines)


def table_lines(table: Grid) -> Iterator[str]:
    """One table, without its caption."""
    yield _line(table.headings)
    yield _line(tuple("---" for _ in table.headings))
    yield from (_line(row) for row in table.rows)


def _line(cells: tuple[str, ...]) -> str:
    return "| " + " | ".join(_inline(cell) for cell in cells) + " |"


def _inline(text: str) -> str:
    """Text that can neither end a line nor a cell."""
    return text.replace("\\", "\\\\").replace("|", "\\|").replace("\n", " ")
