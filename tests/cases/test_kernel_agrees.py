"""The columnar kernel gives every formula and every scheme the book that the exact calculator gives."""

import pytest

from sikao.core.books.oracle import Oracle
from sikao.core.reference import calculate
from sikao.core.scoring.figures import pack
from sikao.core.scoring.kernel import score
from sikao.core.scoring.plan import compile_plan
from tests.cases.worked import SCHEMES, compiled_scheme, figure_rows, read_case
from tests.core.agreement.book import rows_of_arrays, rows_of_book

FORMULAS = sorted(SCHEMES.glob("cases/*.yaml"))
FOLDERS = sorted(home.parent for home in SCHEMES.rglob("scheme.yaml") if (home.parent / "figures").is_dir())


def _name(path):
    return path.relative_to(SCHEMES).as_posix()


def differences(compiled, rows):
    plan = compile_plan(compiled)
    scores = score(plan, pack(plan, rows), exact=Oracle(compiled, lambda: rows))
    book = calculate(compiled, rows)
    expected, found = rows_of_book(book), rows_of_arrays(scores)
    wrong = {key: (found.get(key), expected.get(key)) for key in expected.keys() | found.keys()}
    awards = [(award["code"], award["unit"], award["places"]) for award in book["awards"]]
    found_awards = [
        (code, unit, None if places is None else str(places)) for code, unit, places in scores.awards
    ]
    assert found_awards == awards
    return {key: pair for key, pair in wrong.items() if pair[0] != pair[1]}


@pytest.mark.parametrize("path", FORMULAS, ids=_name)
def test_every_formula(path, tmp_path):
    case = read_case(path, tmp_path)
    assert differences(case.compiled, case.rows) == {}


@pytest.mark.parametrize("folder", FOLDERS, ids=_name)
def test_every_scheme_with_figures(folder):
    rows = figure_rows(*sorted(folder.glob("figures/*.csv")))
    assert differences(compiled_scheme(folder), list(rows.values())) == {}
