"""The exact calculator at the command line, for auditors who have nothing but Python.

    python -m reference compiled.json figures.json [--checkpoint CODE] [--detail] > book.json

``figures.json`` is a list of canonical rows. Exit code 0; 2 when the input cannot be calculated.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from .calculator import calculate
from .errors import CalculationError


def main(arguments: Sequence[str] | None = None) -> int:
    """Reads both files, writes the book to standard output as JSON."""
    parser = argparse.ArgumentParser(prog="python -m reference", description=__doc__)
    parser.add_argument("compiled", type=Path, help="the compiled scheme (JSON)")
    parser.add_argument("figures", type=Path, help="the canonical figures (JSON list)")
    parser.add_argument("--checkpoint", help="default: the last")
    parser.add_argument("--detail", action="store_true", help="with every window")
    options = parser.parse_args(arguments)
    try:
        compiled, rows = _read(options.compiled), _read(options.figures)
        if not isinstance(rows, list):
            raise CalculationError(str(options.figures), "a list of figures is expected")
        book = calculate(compiled, rows, options.checkpoint, options.detail)
    except CalculationError as broken:
        sys.stderr.write(f"{broken}\n")
        return 2
    sys.stdout.write(json.dumps(book, ensure_ascii=False, indent=1, sort_keys=True) + "\n")
    return 0


def _read(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as broken:
        raise CalculationError(str(path), f"cannot be read as JSON: {broken}") from broken


if __name__ == "__main__":
    sys.exit(main())
