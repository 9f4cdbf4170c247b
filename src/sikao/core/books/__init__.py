"""The score book: what either calculator found, as frames, canonical content and written tables."""

from sikao.core.books.auditing import COMPILED_JSON, FIGURES_JSON, write_audit
from sikao.core.books.book import AwardGiven, Book
from sikao.core.books.changing import changed_scores, sides
from sikao.core.books.comparing import Disagreement, disagreements
from sikao.core.books.computing import score_book
from sikao.core.books.kept import keep_book, kept_bytes, read_book
from sikao.core.books.limiting import limited_by_veto
from sikao.core.books.opening import (
    Opened,
    figure_files,
    load_figures,
    locate_figures,
    open_scheme,
    own_figures,
    unread_files,
)
from sikao.core.books.ordering import BY_PLACE, OFFICIAL, arranged_units, check_order
from sikao.core.books.packaging import package_bytes
from sikao.core.books.shelf import find_schemes
from sikao.core.books.tables import book_draft
from sikao.core.books.writing import check_target, figures_parquet, scores_csv, write_book, write_year

__all__ = [
    "BY_PLACE",
    "COMPILED_JSON",
    "FIGURES_JSON",
    "OFFICIAL",
    "AwardGiven",
    "Book",
    "Disagreement",
    "Opened",
    "arranged_units",
    "book_draft",
    "changed_scores",
    "check_order",
    "check_target",
    "disagreements",
    "figure_files",
    "figures_parquet",
    "find_schemes",
    "keep_book",
    "kept_bytes",
    "limited_by_veto",
    "load_figures",
    "locate_figures",
    "open_scheme",
    "own_figures",
    "package_bytes",
    "read_book",
    "score_book",
    "scores_csv",
    "sides",
    "unread_files",
    "write_audit",
    "write_book",
    "write_year",
]
