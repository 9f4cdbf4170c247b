"""One catalogue entry, and the filling of its templates.

Templates know two things only: the placeholder ``{name}``, and ``<<key|heading>>``, of which the first part
is said about the text form and the second about a workbook (either may be empty). They are filled by plain
replacement, never by ``str.format``: what a user typed is inserted as text, cannot reach attributes, and is
not read a second time.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePath

from sikao.core.wording.language import Language, Term


@dataclass(frozen=True, slots=True)
class Written:
    """A word of the scheme language as the text form writes it, and as a workbook does."""

    text: str
    sheet: str

    def form(self, *, in_sheet: bool) -> str:
        """One of the two."""
        return self.sheet if in_sheet else self.text


@dataclass(frozen=True, slots=True)
class Listed:
    """Words to choose from, separated as the language does, and never cut inside a word."""

    words: tuple[str | Term | Written, ...]

    @classmethod
    def of(cls, words: Iterable[str | Term | Written]) -> Listed:
        """The words in their order."""
        return cls(tuple(words))


Detail = str | Term | Written | Listed | PurePath

MAX_DETAIL_LENGTH = 80
MAX_LIST_LENGTH = 200
_PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*)\}")
_FORMS = re.compile(r"<<([^<>|]*)\|([^<>|]*)>>")
# Categories that show nothing, or change how their neighbours are shown: controls, formats (zero width,
# bidi), surrogates, private use, unassigned, line and paragraph separators, and every space but the ordinary
# one.
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp", "Zs"})


@dataclass(frozen=True, slots=True)
class Message:
    """What happened and what to do about it, in both languages, with ``{named}`` placeholders."""

    what_zh: str
    what_en: str
    remedy_zh: str
    remedy_en: str

    def what(self, lang: Language, *, in_sheet: bool = False) -> str:
        """The template that says what is wrong, in a workbook or in the text form."""
        return _of_form(self.what_zh if lang == "zh" else self.what_en, in_sheet=in_sheet)

    def remedy(self, lang: Language, *, in_sheet: bool = False) -> str:
        """The template that says what to do."""
        return _of_form(self.remedy_zh if lang == "zh" else self.remedy_en, in_sheet=in_sheet)

    def placeholders(self) -> frozenset[str]:
        """Names of the details that any of the four templates needs."""
        texts = (self.what_zh, self.what_en, self.remedy_zh, self.remedy_en)
        return frozenset(name for text in texts for name in placeholders(text))


def placeholders(template: str) -> frozenset[str]:
    """Names of the placeholders in one template."""
    return frozenset(_PLACEHOLDER.findall(template))


def _of_form(template: str, *, in_sheet: bool) -> str:
    return _FORMS.sub(lambda match: match.group(2 if in_sheet else 1), template)


def visible(text: str, limit: int = MAX_DETAIL_LENGTH) -> str:
    """The text with unseen characters written as ``\\u202e`` and at most ``limit`` characters kept."""
    cut = text if len(text) <= limit else text[: limit - 1] + "…"
    return "".join(_escape(char) for char in cut)


def _escape(char: str) -> str:
    if char == " " or unicodedata.category(char) not in _UNSEEN:
        return char
    code = ord(char)
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"


def visible_path(path: PurePath, limit: int = MAX_DETAIL_LENGTH) -> str:
    """Like ``visible`` for a path, of which the end says most."""
    text = str(path)
    return visible(text if len(text) <= limit else "…" + text[1 - limit :], limit)


def _word(value: str | Term | Written, lang: Language, *, in_sheet: bool) -> str:
    if isinstance(value, Written):
        return visible(value.form(in_sheet=in_sheet))
    return visible(value.text(lang) if isinstance(value, Term) else value)


def _listed(value: Listed, lang: Language, *, in_sheet: bool) -> str:
    """As many words as there is room for, at least one, and how many there are when that is not all."""
    separator = "、" if lang == "zh" else ", "
    shown, count = "", 0
    for word in value.words:
        longer = shown + (separator if count else "") + _word(word, lang, in_sheet=in_sheet)
        if count and len(longer) > MAX_LIST_LENGTH:
            number = len(value.words)
            return shown + (f"……（共 {number} 项）" if lang == "zh" else f" … ({number} in all)")
        shown, count = longer, count + 1
    return shown or "—"


def fill(template: str, details: Mapping[str, Detail], lang: Language, *, in_sheet: bool = False) -> str:
    """The template with its placeholders replaced. A missing detail raises ``KeyError``."""

    def replacement(match: re.Match[str]) -> str:
        value = details[match.group(1)]
        if isinstance(value, PurePath):
            return visible_path(value)
        if isinstance(value, Listed):
            return _listed(value, lang, in_sheet=in_sheet)
        return _word(value, lang, in_sheet=in_sheet)

    return _PLACEHOLDER.sub(replacement, template)
