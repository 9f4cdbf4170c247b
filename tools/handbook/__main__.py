"""Writes the generated pages of the handbook and of the glossary: ``python -m tools.handbook [FOLDER]``."""

from __future__ import annotations

import sys
from pathlib import Path

from tools.handbook.files import handbook_files
from tools.handbook.glossary import with_language

DOCS = Path(__file__).parents[2] / "docs"
HANDBOOK, GLOSSARY = DOCS / "handbook", DOCS / "glossary.md"


def main(arguments: list[str]) -> int:
    """Write every generated page below the handbook's folder; the glossary only where it belongs."""
    folder = Path(arguments[0]) if arguments else HANDBOOK
    for name, text in handbook_files().items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    if not arguments:
        GLOSSARY.write_text(
            with_language(GLOSSARY.read_text(encoding="utf-8")), encoding="utf-8", newline="\n"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
