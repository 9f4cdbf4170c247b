"""The languages in which Sikao speaks: Chinese first, English complete."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Language = Literal["zh", "en"]


@dataclass(frozen=True, slots=True)
class Term:
    """A word that has a Chinese and an English form, for instance the name of a unit of measure."""

    zh: str
    en: str

    def text(self, lang: Language) -> str:
        """The form in the language asked for."""
        return self.zh if lang == "zh" else self.en
