"""How much a test does, and what it counted: a seeded sample in every run, the whole of it in the drill."""

import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

SIZE, FIGURES, PROGRESS = "SIKAO_DRILL", "SIKAO_DRILL_FIGURES", "SIKAO_DRILL_PROGRESS"


def many(sample: int, whole: int) -> int:
    """How often something is tried: ``SIKAO_DRILL`` says ``whole``, or ``quick`` for a tenth of it."""
    size = os.environ.get(SIZE, "")
    if size == "whole":
        return whole
    return max(sample, whole // 10) if size == "quick" else sample


Case = TypeVar("Case")


def some(cases: Sequence[Case], every: int) -> Sequence[Case]:
    """Of the cases of a test every so many-th, the first always; the drill takes all of them."""
    return cases[:: many(every, 1)]


def tell(what: str, **figures: object) -> None:
    """Leave figures for the drill's table, where it asks for them."""
    if name := os.environ.get(FIGURES):
        with Path(name).open("a", encoding="utf-8") as told:
            told.write(json.dumps({"what": what, **figures}, ensure_ascii=False, default=str) + "\n")


def progress(line: str) -> None:
    """How far a long proof has come: for whoever watches the drill, and nobody else."""
    if name := os.environ.get(PROGRESS):
        with Path(name).open("a", encoding="utf-8") as told:
            told.write(line + "\n")
