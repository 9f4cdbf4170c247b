"""Writes the figures of the demonstration year: ``python -m tools.demo_figures [SCHEME_FOLDER]``."""

from __future__ import annotations

import sys
from pathlib import Path

from tools.demo_figures.files import demonstration_files

DEMONSTRATION = Path(__file__).parents[2] / "schemes" / "qingdao-2020"


def main(arguments: list[str]) -> int:
    """Write every file below the scheme's ``figures`` folder."""
    folder = Path(arguments[0]) if arguments else DEMONSTRATION
    for name, text in demonstration_files(folder).items():
        path = folder / "figures" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
