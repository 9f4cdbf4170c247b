"""What an auditor takes to another machine: compiled scheme, figures, and the exact calculator itself."""

from __future__ import annotations

import json
from pathlib import Path

from sikao.core import reference
from sikao.core.figures.table import Figures
from sikao.core.scheme import Scheme, compile_scheme
from sikao.core.sheets import content, replace_files

COMPILED_JSON = "compiled.json"
FIGURES_JSON = "figures.json"
CALCULATOR = "reference"


def write_audit(scheme: Scheme, figures: Figures, folder: Path | str) -> tuple[Path, ...]:
    """Write both inputs of the exact calculator as JSON, and its source in the folder ``reference``.

    In ``folder``, ``python3 -m reference compiled.json figures.json`` then gives the book, with Python 3.11
    or newer and nothing else. The scheme has passed its checks, and the figures are in their items' units of
    measure. Where writing is impossible, ``FindingsError`` says so.
    """
    folder = Path(folder)
    written = {name: content(data) for name, data in audit_files(scheme, figures).items()}
    replace_files(folder, written, written)
    return (folder / COMPILED_JSON, folder / FIGURES_JSON, folder / CALCULATOR)


def audit_files(scheme: Scheme, figures: Figures) -> dict[str, bytes]:
    """Those files by name: both inputs, and the source of the exact calculator."""
    source = sorted(Path(reference.__file__).parent.glob("*.py"))
    compiled = json.dumps(compile_scheme(scheme), ensure_ascii=False, indent=1) + "\n"
    rows = ",\n".join(json.dumps(row, ensure_ascii=False) for row in figures.canonical_rows())
    return {
        COMPILED_JSON: compiled.encode(),
        FIGURES_JSON: f"[\n{rows}\n]\n".encode(),
        **{f"{CALCULATOR}/{file.name}": file.read_bytes() for file in source},
    }
