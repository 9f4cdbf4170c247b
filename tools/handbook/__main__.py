"""Writes the generated pages of the handbook: ``python -m tools.handbook [FOLDER]``."""

from __future__ import annotations

import sys
from pathlib import Path

from tools.handbook.files import handbook_files

HANDBOOK = Path(__file__).parents[2] / "docs" / "handbook"


def main(arguments: list[str]) -> int:
    """Write every generated page below the handbook's folder."""
    folder = Path(arguments[0]) if arguments else HANDBOOK
    for name, text in handbook_files().items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
