"""The one error of the exact calculator: input that is no compiled scheme or no figures, with the place."""

from __future__ import annotations


class CalculationError(ValueError):
    """The input cannot be calculated; ``where`` is the path into the JSON data, ``what`` is wrong there."""

    def __init__(self, where: str, what: str) -> None:
        super().__init__(f"{where}: {what}")
        self.where = where
        self.what = what
