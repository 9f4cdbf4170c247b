"""Sikao 四考: the yearly comprehensive assessment of districts, functional zones and departments.

`import sikao` gives the pure library of `sikao.core` under short names; a room is loaded when one of its
names is first used.
"""

import os
from importlib import import_module
from typing import Any

__version__ = "0.1.0"

# openpyxl would write through lxml wherever another package brought that along: other bytes on other
# machines, and a full disk told by an error of lxml's own. It decides when it is first loaded.
os.environ.setdefault("OPENPYXL_LXML", "False")

# Public name → module that defines it, in the order of work.
_EXPORTS: dict[str, str] = {
    "FindingsError": "sikao.core.wording.findings",
    "new_scheme": "sikao.core.scheme.starter",
    "read_scheme": "sikao.core.scheme.loading",
    "load_scheme": "sikao.core.scheme.loading",
    "check_scheme": "sikao.core.scheme.loading",
    "diff_schemes": "sikao.core.scheme.diff",
    "compile_scheme": "sikao.core.scheme.compiling",
    "scheme_digest": "sikao.core.scheme.digest",
    "read_figures": "sikao.core.figures.reading",
    "load_figures": "sikao.core.books.opening",
    "open_scheme": "sikao.core.books.opening",
    "score_book": "sikao.core.books.computing",
    "disagreements": "sikao.core.books.comparing",
    "write_book": "sikao.core.books.writing",
    "keep_book": "sikao.core.books.kept",
    "read_book": "sikao.core.books.kept",
    "package_bytes": "sikao.core.books.packaging",
    "write_audit": "sikao.core.books.auditing",
    "Worked": "sikao.core.insight.worked",
    "narrate": "sikao.core.insight.narration",
    "WhatIf": "sikao.core.insight.whatif",
    "broken_by": "sikao.core.insight.breaking",
    "parse_changes": "sikao.core.insight.notation",
    "effective_weights": "sikao.core.insight.weights",
    "cut_book": "sikao.core.insight.cuts",
    "score_bounds": "sikao.core.insight.bounds",
    "attainable_places": "sikao.core.insight.attainable",
    "Interim": "sikao.core.insight.attribution",
    "Situation": "sikao.core.insight.attribution",
    "attribute_change": "sikao.core.insight.attribution",
    "shown_to_unit": "sikao.core.insight.attribution",
    "changed_cells": "sikao.core.insight.changed_cells",
    "narrate_change": "sikao.core.insight.change_narration",
    "missing_figures": "sikao.core.insight.needs",
    "figures_beyond_whole": "sikao.core.insight.containment",
    "implausible_figures": "sikao.core.insight.expectations",
}


def __getattr__(name: str) -> Any:
    module = _EXPORTS.get(name)
    if module is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(module), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({"__version__", *_EXPORTS})
