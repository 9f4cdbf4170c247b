import dataclasses
from fractions import Fraction

import pytest

from sikao.core.scheme import check_scheme, load_scheme, new_scheme, scheme_digest, write_text
from sikao.core.scheme.resolving import Resolved
from sikao.core.scheme.starter import starter_files
from sikao.core.scheme.workbook import write_scheme_workbook
from sikao.core.wording import Severity
from tests.core.scheme.broken import assert_found
from tests.core.scheme.samples import write_sample

BROKEN = {
    "scheme.previous_broken": [],
    "scheme.previous_itself": [("scheme.yaml", "year: 2024", "year: 2024\nprevious: sample_2024")],
    "scheme.previous_not_found": [("scheme.yaml", "year: 2024", "year: 2024\nprevious: sample_2023")],
}
NAMES_LAST_YEAR = BROKEN["scheme.previous_not_found"][0]


def test_last_years_scheme_is_missed_where_it_is_named(tmp_path):
    assert_found(tmp_path, "scheme.previous_not_found", BROKEN["scheme.previous_not_found"])


def test_a_scheme_is_not_its_own_predecessor(tmp_path):
    home = tmp_path / "sample_2024"
    assert_found(home, "scheme.previous_itself", BROKEN["scheme.previous_itself"])
    assert load_scheme(home)[0] is None


def test_a_scheme_in_order_comes_without_findings(tmp_path):
    scheme, findings = load_scheme(write_sample(tmp_path))
    assert findings == ()
    assert scheme.title == "示例市考核方案"


def test_a_warning_does_not_refuse_but_an_error_does(tmp_path):
    warned = load_scheme(write_sample(tmp_path / "a", ("units.yaml", "name: 南县", "name: 东县")))
    assert warned[0] is not None
    assert [found.severity for found in warned[1]] == [Severity.WARNING]
    refused = load_scheme(
        write_sample(tmp_path / "b", ("units.yaml", "group: counties}\n  w", "group: x}\n  w"))
    )
    assert refused[0] is None


@pytest.mark.parametrize("folder", ["sample_2023", "sample-2023"])
def test_last_years_scheme_is_found_beside_this_one(sample, folder, tmp_path):
    write_text(dataclasses.replace(sample, code="sample_2023", year=2023), tmp_path / folder)
    claim = "  c_less: {sentence: s_economy, quantity: burden, relative_to: {year: previous}, value: 1}\n"
    now = write_sample(tmp_path / "now", NAMES_LAST_YEAR, ("claims.yaml", "", claim))
    scheme, findings = load_scheme(now)
    assert findings == ()
    assert scheme.previous == "sample_2023"


def test_last_years_scheme_may_be_a_workbook(sample, tmp_path):
    write_scheme_workbook(dataclasses.replace(sample, code="sample_2023"), tmp_path / "sample_2023.xlsx")
    assert load_scheme(write_sample(tmp_path / "now", NAMES_LAST_YEAR))[1] == ()


def test_a_folder_with_another_code_or_with_errors_is_not_last_years_scheme(sample, tmp_path):
    write_text(sample, tmp_path / "sample_2023")
    found = load_scheme(write_sample(tmp_path / "now", NAMES_LAST_YEAR))[1]
    assert [finding.code for finding in found] == ["scheme.previous_broken"]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("scheme.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "package.old_format"),
        ("scheme.csv", b"unit,value\n", "package.not_workbook"),
        ("scheme.yaml", b"year: 2024\n", "scheme.no_folder"),
    ],
)
def test_a_file_that_is_no_scheme_workbook_is_called_what_it_is(name, content, code, tmp_path):
    path = tmp_path / name
    path.write_bytes(content)
    assert [found.code for found in load_scheme(path)[1]] == [code]


def test_a_workbook_is_loaded_like_a_folder(sample, tmp_path):
    write_scheme_workbook(sample, tmp_path / "sample.xlsx")
    scheme, findings = load_scheme(tmp_path / "sample.xlsx")
    assert findings == ()
    assert scheme == sample
    assert scheme_digest(scheme) == scheme_digest(sample)


def test_a_scheme_without_places_is_checked_too(sample):
    broken = dataclasses.replace(sample, previous=None, checkpoints=type(sample.checkpoints)())
    places = {str(found.where) for found in check_scheme(broken)}
    assert "checkpoints" in places


def test_without_schedules_every_leaf_counts_at_the_last_checkpoint(tmp_path):
    frame = starter_files("city_2025", 2025, "某市考核方案")["scheme.yaml"]
    start = frame.index("schedules:")
    folder = tmp_path / "city"
    assert new_scheme(folder, "city_2025", 2025, "某市考核方案") == ()
    (folder / "scheme.yaml").write_text(frame[:start], encoding="utf-8")
    card = folder / "scorecards" / "counties.yaml"
    lines = card.read_text(encoding="utf-8").splitlines()
    card.write_text("\n".join(line for line in lines if "schedule:" not in line), encoding="utf-8")
    scheme, findings = load_scheme(folder)
    assert [found for found in findings if found.severity is Severity.ERROR] == []
    assert Resolved(scheme).windows(None) == (("year", Fraction(1)),)
    write_scheme_workbook(scheme, tmp_path / "city.xlsx")
    again, _ = load_scheme(tmp_path / "city.xlsx")
    assert scheme_digest(again) == scheme_digest(scheme)
