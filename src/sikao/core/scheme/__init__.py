"""The scheme language: model, text form, checks, claims, diff and digest."""

from sikao.core.scheme.arranging import arranged
from sikao.core.scheme.burden import Burden, BurdenChange, compare_burden, count_burden
from sikao.core.scheme.catalogue import catalogue_of
from sikao.core.scheme.compiling import compile_scheme
from sikao.core.scheme.diff import Change, Difference, diff_schemes
from sikao.core.scheme.differences import difference_lines
from sikao.core.scheme.digest import scheme_digest
from sikao.core.scheme.document import describe_scheme, render_markdown
from sikao.core.scheme.loading import check_scheme, find_beside, load_previous, load_scheme, read_scheme
from sikao.core.scheme.model import Scheme
from sikao.core.scheme.schema import json_schemas
from sikao.core.scheme.starter import new_scheme
from sikao.core.scheme.text.writer import write_text

__all__ = [
    "Burden",
    "BurdenChange",
    "Change",
    "Difference",
    "Scheme",
    "arranged",
    "catalogue_of",
    "check_scheme",
    "compare_burden",
    "compile_scheme",
    "count_burden",
    "describe_scheme",
    "diff_schemes",
    "difference_lines",
    "find_beside",
    "json_schemas",
    "load_previous",
    "load_scheme",
    "new_scheme",
    "read_scheme",
    "render_markdown",
    "scheme_digest",
    "write_text",
]
