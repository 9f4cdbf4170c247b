"""Pages that are read off the program are current, and say everything there is to say."""

import pytest

from sikao.core.scheme.shape import all_shapes
from sikao.core.wording.catalogue import all_messages
from tests.docs.pages import HANDBOOK, LANGUAGES, page
from tools.handbook.__main__ import main
from tools.handbook.files import handbook_files
from tools.handbook.findings import GROUPS


@pytest.mark.parametrize("name", sorted(handbook_files()))
def test_the_page_is_what_the_generator_makes(name):
    text = (HANDBOOK / name).read_text(encoding="utf-8")
    assert text == handbook_files()[name], "run: python -m tools.handbook"


def test_the_generator_writes_into_the_folder_given(tmp_path):
    assert main([str(tmp_path)]) == 0
    written = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.md")}
    assert written == set(handbook_files())


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_finding_has_its_paragraph(lang):
    findings = page(lang, "07-findings.md")
    for code, message in all_messages().items():
        section = findings.section(f"`{code}`")
        assert message.what(lang) in section
        assert message.remedy(lang) in section


def test_no_group_of_findings_is_explained_for_nothing():
    assert {code.partition(".")[0] for code in all_messages()} <= set(GROUPS)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_field_of_the_language_is_listed(lang):
    text = page(lang, "a-fields.md").text
    rows = [line for line in text.splitlines() if line.startswith("|")]
    for shape in all_shapes():
        for field in shape.fields if shape.name != "Method" else ():
            assert any(f"| {field.heading.text(lang)}" in row and f"| `{field.key}` |" in row for row in rows)
