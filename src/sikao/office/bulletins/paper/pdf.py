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
    """The bytes of the paper, for ``pdf_bytes``, which everybody calls."""
    return _compiled("paper.typ", content(document), faces, "pdf")


def picture_png(picture: Picture, faces: Typefaces) -> bytes:
    """One picture as PNG, at 300 dots to the inch."""
    return _compiled("picture.typ", plain(picture), faces, "png")


def _compiled(template: str, data: dict[str, Any], faces: Typefaces, kind: Any) -> bytes:
    folder = files(_TEMPLATES)
    # One text: the program reads no file, so that a paper has no way to the disk.
    source = folder.joinpath("painting.typ").read_bytes() + folder.joinpath(template).read_bytes()
    fonts = {role: list(names) for role, names in faces.families.items()}
    given = {"data": data, "fonts": fonts, "lang": data.get("lang", "zh")}
    inputs = {"given": json.dumps(given, ensure_ascii=False, sort_keys=True)}
    return typst.compile(source, format=kind, ppi=300, sys_inputs=inputs, font_paths=faces.book)


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
