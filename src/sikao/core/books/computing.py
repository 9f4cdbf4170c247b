"""From a scheme and figures to a score book, by the calculator that the caller names."""

from __future__ import annotations

from contextlib import suppress

import polars as pl

from sikao.core.books.arrays import row_frame
from sikao.core.books.asking import check_checkpoint
from sikao.core.books.book import PART_SCHEMA, AwardGiven, Book, book_from_result
from sikao.core.books.names import Names, is_incomplete, names_of
from sikao.core.books.oracle import Oracle
from sikao.core.figures.table import Figures
from sikao.core.reference import calculate
from sikao.core.reference.rounding import decimal_text
from sikao.core.scheme import Scheme, compile_scheme
from sikao.core.scoring.figures import pack
from sikao.core.scoring.kernel import score
from sikao.core.scoring.plan import compile_plan
from sikao.core.scoring.quantity import DigitsError
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

    The columnar kernel scores; cells that floating point cannot decide it hands to the exact calculator, and
    everything where the scheme's numbers have more digits than it holds (the book says who calculated). With
    ``exact`` that one scores everything, and the book has parts. Both books have the same digest. The scheme
    has passed its checks, and the figures are in their items' units of measure (``open_scheme`` does both).
    Only names depend on ``lang``. A checkpoint that cannot be scored raises ``FindingsError``.
    """
    check_checkpoint(scheme, checkpoint)
    names, compiled = names_of(scheme, lang), compile_scheme(scheme)
    if not exact:
        # Where sums have more digits than the kernel holds, the exact calculator scores everything.
        with suppress(DigitsError):
            return _by_kernel(compiled, figures, checkpoint, names)
    return book_from_result(calculate(compiled, figures.canonical_rows(), checkpoint=checkpoint), names)


def _by_kernel(compiled: dict[str, object], figures: Figures, checkpoint: str | None, names: Names) -> Book:
    plan = compile_plan(compiled)
    frame = figures.to_frame()
    oracle = Oracle(compiled, figures.canonical_rows, checkpoint)
    scores = score(plan, pack(plan, frame, checkpoint), checkpoint=checkpoint, exact=oracle)
    rows = row_frame(scores, compiled, names)
    last = scores.checkpoints[-1]
    flags = rows.filter(pl.col("checkpoint") == last)["flags"].explode().drop_nulls().unique()
    return Book(
        scheme=plan.scheme,
        scheme_digest=plan.digest,
        figures_digest=figures.digest(),
        checkpoint=last,
        complete=not is_incomplete(flags),
        calculator="kernel",
        rows=rows,
        parts=pl.DataFrame(schema=PART_SCHEMA),
        awards=tuple(
            AwardGiven(code, unit, None if places is None else decimal_text(places))
            for code, unit, places in scores.awards
        ),
        names=names,
    )
