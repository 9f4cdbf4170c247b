"""The one way from a draft to the bytes of a workbook.

What writes them takes longer to load than most commands to do their work: it is loaded when first needed.
"""

from __future__ import annotations

from sikao.core.sheets.drafts import Draft


def workbook_bytes(draft: Draft) -> bytes:
    """The draft as an .xlsx file. The same draft gives the same bytes: no moment and no author are
    recorded.
    """
    from sikao.core.sheets.writing import written  # noqa: PLC0415 -- see above

    return written(draft)
