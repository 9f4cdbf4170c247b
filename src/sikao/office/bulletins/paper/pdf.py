"""The .pdf of a paper, set by typst. Content goes in as JSON and is never read as markup."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

import typst

from sikao.office.bulletins.document import Annex, Block, Chart, Document, Heading, Paragraph, Sheet, Table
from sikao.office.bulletins.editing import plain
from sikao.office.bulletins.paper.fonts import Typefaces
from sikao.office.bulletins.paper.setting import (
    annex_label,
    annex_lines,
    back_lines,
    closing_lines,
    numbered,
    salutation,
    signed_on,
    spans,
    table_size,
)
from sikao.office.bulletins.pictures import Picture

_TEMPLATES = "sikao.office.bulletins.paper"


def written(document: Document, faces: Typefaces) -> bytes:
    """The bytes of the paper, for ``pdf_bytes``, which everybody calls.

    The back page is an even one. Where the text itself ends on one and leaves room, that is the back page.
    """
    source = _source("paper.typ")
    beside = _inputs(content(document), faces, back_beside_text=True)
    pages = typst.query(
        source, "<last-page>", field="value", one=True, sys_inputs=beside, font_paths=faces.book
    )
    inputs = beside if int(pages) % 2 == 0 else _inputs(content(document), faces, back_beside_text=False)
    return typst.compile(source, format="pdf", sys_inputs=inputs, font_paths=faces.book)


def picture_png(picture: Picture, faces: Typefaces) -> bytes:
    """One picture as PNG, at 220 dots to the inch."""
    inputs = _inputs(plain(picture), faces)
    source = _source("picture.typ")
    return typst.compile(source, format="png", ppi=220, sys_inputs=inputs, font_paths=faces.book)


def _source(template: str) -> bytes:
    """One text: the program reads no file, so that a paper has no way to the disk."""
    folder = files(_TEMPLATES)
    return folder.joinpath("painting.typ").read_bytes() + folder.joinpath(template).read_bytes()


def _inputs(data: dict[str, Any], faces: Typefaces, *, back_beside_text: bool = False) -> dict[str, str]:
    fonts = {role: list(names) for role, names in faces.families.items()}
    given = {
        "data": data,
        "fonts": fonts,
        "lang": data.get("lang", "zh"),
        "back_beside_text": back_beside_text,
    }
    return {"given": json.dumps(given, ensure_ascii=False, sort_keys=True)}


def content(document: Document) -> dict[str, Any]:
    """The paper as plain JSON, with everything worked out that the template only sets."""
    mark = document.stage.mark
    return {
        "lang": document.lang,
        "form": document.head.form.value,
        "head": document.head.issuer,
        "number": document.head.number,
        "title": document.title,
        "salutation": salutation(document),
        "body": _blocks(document.body, document, Sheet.A4),
        "annex_lines": annex_lines(document),
        "signature": {
            "issuer": document.signature.issuer,
            "on": signed_on(document),
            "sealed": document.signature.sealed,
        },
        "annexes": [_annex(annex, number, document) for number, annex in enumerate(document.annexes, 1)],
        "closing": closing_lines(document),
        "back": back_lines(document),
        "mark": "" if mark is None else mark.text(document.lang),
        "taken": document.taken,
        "labels": document.labels,
    }


def _annex(annex: Annex, number: int, document: Document) -> dict[str, Any]:
    return {
        "label": annex_label(document, number),
        "title": annex.title,
        "sheet": annex.sheet.value,
        "blocks": _blocks(annex.blocks, document, annex.sheet),
    }


def _blocks(blocks: tuple[Block, ...], document: Document, sheet: Sheet) -> list[dict[str, Any]]:
    return [_block(block, number, sheet) for block, number in numbered(blocks, document.lang)]


def _block(block: Block, number: str, sheet: Sheet) -> dict[str, Any]:
    match block:
        case Heading():
            return {"type": "heading", "level": block.level, "text": number + block.text}
        case Paragraph():
            return {"type": "paragraph", "text": block.text}
        case Chart():
            return {"type": "chart", "caption": block.caption, "picture": plain(block.picture)}
        case Table():
            size = table_size(block, sheet)
            measures = {"points": str(size.points), "line": str(size.line)}
            return {
                **plain(block),
                **measures,
                "spans": [[span.group, span.columns] for span in spans(block)],
            }
