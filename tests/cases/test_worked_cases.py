"""The worked cases that policy people wrote, run through the calculators."""

from decimal import Decimal

import pytest

from sikao.core.reference import calculate
from tests.cases.worked import SCHEMES, WORDS, case_paths, read_case, read_content

CASES = case_paths()


def _name(path):
    return path.relative_to(SCHEMES).as_posix()


@pytest.mark.parametrize("path", CASES, ids=_name)
def test_the_exact_calculator_gives_the_expected_points(path, tmp_path):
    case = read_case(path, tmp_path)
    book = calculate(case.compiled, case.rows)
    assert differences(case, book) == []


def differences(case, book):
    tables = {table["scorecard"] for table in case.compiled["tables"]}
    rows = {
        (row["checkpoint"], row["scorecard"] not in tables, row["unit"], row["node"]): row
        for row in book["rows"]
    }
    wrong = []
    for checkpoint, in_table, unit, node, expected in case.expectations():
        row = rows[checkpoint, in_table, unit, "total" if node in WORDS else node]
        found = row[node] if node in WORDS else row["points"]
        same = (
            str(found) == expected if node in WORDS or found is None else Decimal(found) == Decimal(expected)
        )
        if not same:
            wrong.append(f"{checkpoint} {unit} {node}: expected {expected}, found {found}")
    awards = {(award["code"], award["unit"]) for award in book["awards"]}
    expected_awards = {
        (code, unit) for code, units in case.content.get("awards", {}).items() for unit in units
    }
    if "awards" in case.content and awards != expected_awards:
        wrong.append(f"awards: expected {sorted(expected_awards)}, found {sorted(awards)}")
    return wrong


def test_every_case_says_what_it_is_and_where_it_comes_from():
    for path in CASES:
        content = read_content(path)
        assert all(content[key] for key in ("case", "case_en", "source", "expect")), path


def test_a_wrong_expectation_is_found(tmp_path):
    case = read_case(SCHEMES / "cases" / "a1_attainment.yaml", tmp_path)
    case.content["expect"]["short"]["goal"] = "8.01"
    assert differences(case, calculate(case.compiled, case.rows)) == [
        "year short goal: expected 8.01, found 8"
    ]
