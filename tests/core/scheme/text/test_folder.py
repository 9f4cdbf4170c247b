import pytest
from hypothesis import given
from hypothesis import strategies as st

from sikao.core.scheme import load_scheme, read_scheme
from tests.core.scheme.broken import CARD, assert_found
from tests.core.scheme.samples import sample_files, write_files, write_sample

BROKEN = {
    "scheme.unknown_file": [("notes.txt", "", "x")],
    "scheme.too_many_files": [(f"scorecards/c{number}.yaml", "", "x: 1") for number in range(64)],
    "scheme.file_form": [
        ("claims.yaml", "# 政策口径校核", "- x\n# 政策口径校核"),
        ("claims.yaml", "claims:", "# "),
    ],
    "scheme.wrong_section": [("scheme.yaml", "", "units: {}\n")],
    "scheme.unknown_section": [("scheme.yaml", "", "titel: x\n")],
    "scheme.file_name": [(CARD, "scorecard: counties", "scorecard: cities")],
    "scheme.missing_key": [("scheme.yaml", "year: 2024\n", "")],
}


@pytest.mark.parametrize("code", [code for code in BROKEN if code != "scheme.file_form"])
def test_a_broken_example_is_found(code, tmp_path):
    assert_found(tmp_path, code, BROKEN[code])


def test_a_file_that_is_a_list_is_refused(tmp_path):
    files = {**sample_files(), "claims.yaml": "- x\n"}
    codes = [found.code for found in load_scheme(write_files(tmp_path, files))[1]]
    assert codes == ["scheme.file_form"]


@pytest.mark.parametrize(
    ("content", "code"),
    [("", "scheme.empty_file"), ("a: [", "scheme.syntax"), ("a: b\u200bc", "scheme.unseen_character")],
)
def test_what_an_unreadable_file_would_have_said_is_not_called_missing(content, code, tmp_path):
    files = {**sample_files(), "units.yaml": content}
    assert [found.code for found in load_scheme(write_files(tmp_path, files))[1]] == [code]


@pytest.mark.parametrize(
    ("key", "near"),
    [("claim", "claims (claims.yaml)"), ("rankings", "ranking (scheme.yaml)"), ("zzz", "—")],
)
def test_an_unknown_section_is_told_with_the_nearest_one_and_its_file(key, near, tmp_path):
    found = load_scheme(write_sample(tmp_path, ("scheme.yaml", "", f"{key}: {{}}\n")))[1]
    assert [(one.code, one.details["near"]) for one in found] == [("scheme.unknown_section", near)]


def test_a_required_file_that_is_a_list_is_told_once(tmp_path):
    files = {**sample_files(), "units.yaml": "- x\n"}
    assert [found.code for found in load_scheme(write_files(tmp_path, files))[1]] == ["scheme.file_form"]


def test_a_file_without_end_is_not_read_to_its_end(tmp_path):
    folder = write_sample(tmp_path)
    with (folder / "claims.yaml").open("wb") as file:
        file.truncate(1 << 40)  # a terabyte, of which nothing is stored
    assert [found.code for found in load_scheme(folder)[1]] == ["scheme.file_too_large"]


def test_a_flood_of_findings_is_counted_after_200(tmp_path):
    found = load_scheme(write_sample(tmp_path, ("claims.yaml", "", "x: &a 1\n" * 500)))[1]
    assert len(found) == 201
    assert found[-1].code == "scheme.more"
    # 500 anchors, 499 keys repeated, one unknown section; 200 are shown.
    assert found[-1].details == {"count": "800"}


@pytest.mark.parametrize("name", ["units.yaml", "items.yaml", "scheme.yaml"])
def test_a_required_file_that_is_missing_is_told_once(name, tmp_path):
    files = sample_files()
    del files[name]
    codes = [found.code for found in load_scheme(write_files(tmp_path, files))[1]]
    assert codes == ["scheme.missing_file"]


def test_a_scheme_without_scorecard_is_refused(tmp_path):
    files = {name: text for name, text in sample_files().items() if name != CARD}
    codes = [found.code for found in load_scheme(write_files(tmp_path, files))[1]]
    assert codes == ["scheme.no_scorecard"]


def test_what_is_no_folder_is_refused(tmp_path):
    scheme, (found,) = load_scheme(tmp_path / "nowhere")
    assert scheme is None
    assert found.code == "scheme.no_folder"


def test_figures_cases_readme_and_hidden_files_may_lie_beside(tmp_path):
    folder = write_sample(tmp_path)
    for name in ("figures", "cases"):
        (folder / name).mkdir()
    for name in ("README.md", ".gitignore", "scorecards/.hidden"):
        (folder / name).write_text("x", encoding="utf-8")
    assert load_scheme(folder)[1] == ()


def test_findings_of_all_files_come_at_once(tmp_path):
    changes = [
        ("scheme.yaml", "year: 2024", "year: soon"),
        ("units.yaml", "name: 东县", "nome: 东县"),
        ("items.yaml", "frequency: month", "frequency: daily"),
        (CARD, "kind: steps", "kind: stairs"),
    ]
    codes = [found.code for found in load_scheme(write_sample(tmp_path, *changes))[1]]
    assert codes == [
        "scheme.unknown_choice",
        "number.malformed",
        "scheme.unknown_choice",
        "scheme.missing_key",
        "scheme.unknown_key",
    ]


def test_the_place_of_every_field_survives_loading(tmp_path):
    places = read_scheme(write_sample(tmp_path)).places
    assert str(places.at("scorecards", "counties", "nodes", "poll", "weight")) == f"{CARD}:52:21"
    assert (
        str(places.at("parameters", "counties", "revenue_done", "target", "west")) == "parameters.yaml:8:43"
    )


FILES = sample_files()
WORDS = "east counties air blend poll year h1 target revenue projects all self each 0 -1 true range lower"


@given(st.data())
def test_no_mutilation_of_the_sample_leads_to_anything_but_a_scheme_or_findings(tmp_path_factory, data):
    name = data.draw(st.sampled_from(sorted(FILES)))
    text = FILES[name]
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 40)))
    piece = data.draw(st.text("ab1_ :-{}[],$%*/()\n甲", max_size=12))
    folder = write_files(
        tmp_path_factory.mktemp("mutant"), {**FILES, name: text[:start] + piece + text[end:]}
    )
    scheme, findings = load_scheme(folder)
    assert scheme is not None or findings


@given(st.data())
def test_no_exchange_of_words_leads_to_anything_but_a_scheme_or_findings(tmp_path_factory, data):
    """Codes and words put in each other's place: well formed, and wrong in meaning."""
    name = data.draw(st.sampled_from(sorted(FILES)))
    words = st.sampled_from(WORDS.split())
    text, old, new = FILES[name], data.draw(words), data.draw(words)
    folder = write_files(tmp_path_factory.mktemp("mutant"), {**FILES, name: text.replace(old, new)})
    scheme, findings = load_scheme(folder)
    assert scheme is not None or findings
