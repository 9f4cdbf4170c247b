"""Who works in a workbook reads its headings and words in findings, and not the keys of the text form."""

import importlib
import re

import pytest

from sikao.core.figures.table import Kind
from sikao.core.scheme import check_scheme, load_scheme, read_scheme
from sikao.core.scheme.expressions import FUNCTIONS
from sikao.core.scheme.shape import Choice, Tagged, all_shapes
from sikao.core.scheme.values import EFFECTS
from sikao.core.scheme.workbook.reading import read_form
from sikao.core.scheme.workbook.writing import scheme_workbook_bytes
from tests.core.scheme.broken import CARD
from tests.core.scheme.samples import write_sample
from tests.drill.figures import some

MODULES = ("formulas", "methods", "nodes", "outcomes", "references", "roster", "sums", "timing")
EXAMPLES = [
    pytest.param(changes, id=code)
    for module in MODULES
    for code, changes in importlib.import_module(f"tests.core.scheme.checks.test_{module}").BROKEN.items()
]
# Codes of the examples that happen to be words of the language: a checkpoint, a group, a parameter.
CODES = {
    "formula.unknown_parameter": {"target"},
    "scheme.among_elsewhere": {"lower"},
    "scheme.not_ranking_group": {"lower"},
    "scheme.reserved_code": {"each"},
}


def language_words():
    """Every key, and every word that a field takes, of the text form."""
    words = set(EFFECTS) | {"true", "false"}
    for shape in all_shapes():
        for field in shape.fields:
            words.add(field.key)
            if isinstance(field.kind, Choice):
                words |= set(field.kind.options)
            if isinstance(field.kind, Tagged):
                words |= set(field.kind.records)
    return words


def told_in_a_workbook(tmp_path, changes):
    """What is found in the scheme once it is a workbook; nothing where its text cannot be read at all."""
    text = read_scheme(write_sample(tmp_path, *changes)).scheme
    if text is None:
        return ()
    reading = read_form(scheme_workbook_bytes(text), name="scheme.xlsx")
    meant = () if reading.scheme is None else check_scheme(reading.scheme, None, reading.places)
    return [finding for finding in (*reading.findings, *meant) if finding.where.sheet is not None]


@pytest.mark.parametrize("changes", some(EXAMPLES, 3))
def test_no_key_of_the_text_form_is_told_about_a_cell(changes, tmp_path):
    for finding in told_in_a_workbook(tmp_path, changes):
        # Expressions are written in the language itself, in a workbook too.
        own = {"each", *FUNCTIONS, *Kind} if finding.code.startswith("formula.") else set()
        text = re.sub(r"\$[a-z_]+", "", finding.what("zh") + finding.remedy("zh"))
        said = set(re.findall(r"[a-z_]{2,}", text)) - CODES.get(finding.code, {"year"}) - own
        assert said & language_words() == set(), finding.text("zh")


@pytest.mark.parametrize(
    ("change", "text_form", "workbook"),
    [
        ((CARD, "points: 40", "points: 0"), "“points”", "“分值”"),
        (
            (CARD, "west: {applies: false}", "west: {applies: false, weight: 1}"),
            "applies、weight",
            "适用、权重",
        ),
        ((CARD, "code: air\n", "code: air\n        combine: weighted\n"), "（combine）", "请删去合成方式，"),
    ],
)
def test_the_text_form_keeps_its_keys(tmp_path, change, text_form, workbook):
    _, findings = load_scheme(write_sample(tmp_path / "text", change))
    assert any(text_form in finding.text("zh") for finding in findings)
    told = told_in_a_workbook(tmp_path / "book", [change])
    assert any(workbook in finding.text("zh") and finding.where.cell for finding in told)
    assert not any(text_form in finding.text("zh") for finding in told)


def test_what_a_program_reads_has_the_same_words(tmp_path):
    (told,) = [
        finding.to_json()["details"]["key"]
        for finding in told_in_a_workbook(tmp_path, [(CARD, "points: 40", "points: 0")])
        if finding.code == "scheme.not_positive"
    ]
    assert told == "分值"
