"""From a scheme and figures to a score book, by the calculator that the caller names."""

from __future__ import annotations

from sikao.core.books.asking import check_checkpoint
from sikao.core.books.book import Book, book_from_result
from sikao.core.books.names import names_of
from sikao.core.figures.table import Figures
from sikao.core.reference import calculate
from sikao.core.scheme import Scheme, compile_scheme
from sikao.core.wording import Language


def score_book(
    scheme: Scheme,
    figures: Figures,
    checkpoint: str | None = None,
    *,
    exact: bool = False,
    lang: Language = "zh",
) -> Book:
    """The book at ``checkpoint`` (default: the last) and at the ranked checkpoints before it.

    The scheme has passed its checks, and the figures are in their items' units of measure (``open_scheme``
    does both). Only names depend on ``lang``. A checkpoint that cannot be scored raises ``FindingsError``.
    """
    check_checkpoint(scheme, checkpoint)
    result = calculate(compile_scheme(scheme), figures.canonical_rows(), checkpoint=checkpoint)
    return book_from_result(result, names_of(scheme, lang))
