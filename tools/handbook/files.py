"""Which pages are generated, and under which names."""

from __future__ import annotations

from collections.abc import Callable

from sikao.core.wording import Language
from tools.handbook.fields import fields_page
from tools.handbook.findings import findings_page
from tools.handbook.form import form_page
from tools.handbook.measures import measures_page

LANGUAGES: tuple[Language, ...] = ("zh", "en")
GENERATED: dict[str, Callable[[Language], str]] = {
    "07-findings.md": findings_page,
    "a-fields.md": fields_page,
    "b-measures.md": measures_page,
    "c-example-workbook.md": form_page,
}


def handbook_files() -> dict[str, str]:
    """The text of every generated page, by its name below the handbook's folder."""
    return {f"{lang}/{name}": make(lang) for name, make in GENERATED.items() for lang in LANGUAGES}
