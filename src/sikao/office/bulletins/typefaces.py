"""The fonts in which this place sets its papers: its own licensed ones first, looked for once a process."""

from __future__ import annotations

from functools import cache

from sikao.office.bulletins.paper.fonts import Typefaces, find_typefaces
from sikao.office.groundwork.here import installation


@cache
def typefaces() -> Typefaces:
    """The fonts of the home's folder and of the machine; see ``find_typefaces`` for what is refused."""
    folder = installation().fonts
    return find_typefaces(folder if folder.is_dir() else None)
