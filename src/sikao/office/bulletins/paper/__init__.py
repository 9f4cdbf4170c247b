"""Setting a document in type: .docx for WPS and Word, .pdf with embedded fonts, its tables as .xlsx.

The programs that write them are loaded when first needed: most commands need none of them.
"""

from __future__ import annotations

from sikao.office.bulletins.document import Document
from sikao.office.bulletins.paper.fonts import Typefaces


def docx_bytes(document: Document, faces: Typefaces) -> bytes:
    """The document as .docx, with fonts by name; pictures are drawn with ``faces``.

    The same document gives the same bytes: no moment and no author are recorded.
    """
    from sikao.office.bulletins.paper.docx.writing import written  # noqa: PLC0415 -- see above

    return written(document, faces)


def pdf_bytes(document: Document, faces: Typefaces) -> bytes:
    """The document as .pdf, with the fonts in it; the same document and fonts give the same bytes."""
    from sikao.office.bulletins.paper.pdf import written  # noqa: PLC0415 -- see above

    return written(document, faces)


def xlsx_bytes(document: Document) -> bytes:
    """The tables of the document as .xlsx, a sheet each; no text becomes a formula."""
    from sikao.office.bulletins.paper.workbook import written  # noqa: PLC0415 -- see above

    return written(document)
