"""The verification package: everything by which a book can be recomputed elsewhere, in one archive."""

from __future__ import annotations

import hashlib
import io
import zipfile
from pathlib import Path

from sikao.core.books.auditing import audit_files
from sikao.core.books.book import Book
from sikao.core.books.kept import keep_book
from sikao.core.books.tables import book_draft
from sikao.core.books.writing import scores_csv
from sikao.core.figures.table import Figures
from sikao.core.scheme import Scheme, scheme_digest
from sikao.core.scheme.text.writer import text_files
from sikao.core.scheme.workbook import scheme_workbook_bytes
from sikao.core.sheets import csv_bytes, workbook_bytes

VERIFY = "verify.py"
BOOK_JSON = "book.json"
SUMS = "SHA256SUMS"
_MOMENT = (1980, 1, 1, 0, 0, 0)
_README = """{title}

节点 Checkpoint: {checkpoint}
成绩册摘要 Digest of the book: {book}
方案摘要 Digest of the scheme: {scheme}
数据摘要 Digest of the figures: {figures}

核验（需要 Python 3.11 或更新版本，不需要别的软件）：
Verify (needs Python 3.11 or newer and nothing else):

    python3 -I verify.py

它核对每个文件，用 reference 文件夹里的精确计算程序从 compiled.json 和 figures.json 重新算出成绩册，
与 book.json 逐项比较。算出的摘要应当与公布的相同。reference 里的程序可以通读；计算规则见各文件开头。
It checks every file, computes the book anew from compiled.json and figures.json by the exact calculator in
the folder reference, and compares it with book.json score by score. The digest that comes out must be the one
that was announced. The calculator is meant to be read; the rules stand at the head of its files.

供阅读 For reading:
    scheme/  scheme.xlsx      方案 the scheme
    figures.csv               数据 the figures
    scores.csv  scores.xlsx   得分 the scores
"""


def package_files(scheme: Scheme, figures: Figures, book: Book) -> dict[str, bytes]:
    """The files of the package of a book that ``figures``, in the items' units, and ``scheme`` gave.

    The same book gives the same bytes. Raises ``ValueError`` where the book is of other figures or another
    scheme.
    """
    if book.figures_digest != figures.digest() or book.scheme_digest != scheme_digest(scheme):
        raise ValueError("a package holds the scheme and the figures that its book was computed from")
    frame = figures.to_frame()
    rows = ([cell or "" for cell in row] for row in frame.iter_rows())
    files = {
        **audit_files(scheme, figures),
        VERIFY: Path(__file__).with_name("verify_package.py").read_bytes(),
        BOOK_JSON: keep_book(book, scheme),
        "scheme.xlsx": scheme_workbook_bytes(scheme),
        **{f"scheme/{name}": text.encode() for name, text in text_files(scheme).items()},
        "figures.csv": csv_bytes(frame.columns, rows),
        "scores.csv": scores_csv(book),
        "scores.xlsx": workbook_bytes(book_draft(book)),
        "README.txt": _readme(scheme, book).encode(),
    }
    lines = [f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in sorted(files.items())]
    return {**files, SUMS: "".join(lines).encode()}


def package_bytes(scheme: Scheme, figures: Figures, book: Book) -> bytes:
    """The package as a ZIP archive: the same book gives the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in sorted(package_files(scheme, figures, book).items()):
            archive.writestr(zipfile.ZipInfo(name, _MOMENT), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _readme(scheme: Scheme, book: Book) -> str:
    title = f"{scheme.title} · {scheme.title_en}" if scheme.title_en else scheme.title
    return _README.format(
        title=title,
        checkpoint=scheme.checkpoints[book.checkpoint].name,
        book=book.digest(),
        scheme=book.scheme_digest,
        figures=book.figures_digest,
    )
