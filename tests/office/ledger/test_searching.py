"""Searching figures in the database finds what the table of figures as of the same number holds."""

from itertools import product
from pathlib import Path

import pytest

from sikao.core.figures.table import VERSION
from sikao.core.scheme import Scheme, load_scheme
from sikao.office.groundwork.journal import head
from sikao.office.ledger.models import FigureVersion
from sikao.office.ledger.queries import figures_as_of
from sikao.office.ledger.searching import Search, figures_found, periods_found
from tests.office.ledger.posting import figure, happened, post

pytestmark = [pytest.mark.django_db, pytest.mark.both]


@pytest.fixture(scope="session")
def scheme() -> Scheme:
    found, _ = load_scheme(Path(__file__).parents[3] / "schemes" / "qingdao-2020")
    assert found is not None
    return found


def version_of(unit: str, place: int = -1) -> str:
    return list(FigureVersion.objects.filter(unit=unit).order_by("entry_id"))[place].ref


@pytest.fixture
def ledger() -> int:
    """Corrections, a disputed figure, one returned, one mended after that; the last number of the journal."""
    post(figure("licang", "7.8"), figure("jimo", "6.1"), figure("laixi", None))
    post(figure("licang", "7.9"), late=True)
    post(figure("licang", "5.2", since="h1"), figure("jimo", "1.5", period="2020-01..06"))
    happened(version_of("jimo", 0), "disputed")
    happened(version_of("laixi"), "returned")
    post(figure("laixi", "3.3"))
    happened(version_of("licang", 1), "returned")
    happened(version_of("jimo", 0), "upheld")
    return head()[0]


def test_at_every_number_the_pages_together_hold_the_table(scheme: Scheme, ledger: int) -> None:
    for seq, unit, period in product(range(ledger + 1), ("", "licang"), ("", "2020-01..03")):
        whole = figures_as_of(scheme, seq).to_frame().to_dicts()
        wanted = [row for row in whole if unit in ("", row["unit"]) and period in ("", row["period"])]
        search = Search(scheme, unit, "fixed_assets", period)
        pages = [figures_found(search, seq, page, 2) for page in (1, 2, 3, 4)]
        assert {total for _, total in pages} == {len(wanted)}
        rows = [row for frame, _ in pages for row in frame.to_dicts()]
        by_version = sorted(rows, key=lambda row: tuple(row[name] for name in VERSION))
        assert by_version == sorted(wanted, key=lambda row: tuple(row[name] for name in VERSION)), seq


def test_a_returned_version_gives_way_to_the_one_before_it(scheme: Scheme, ledger: int) -> None:
    frame, total = figures_found(Search(scheme, "licang"), ledger, 1, 10)
    assert total == 2
    assert {(row["since"], row["value"], row["flags"]) for row in frame.to_dicts()} == {
        ("", "7.8", ""),
        ("h1", "5.2", ""),
    }


def test_items_of_no_scheme_and_other_items_are_not_found(scheme: Scheme, ledger: int) -> None:
    assert figures_found(Search(scheme, item="fdi"), ledger, 1, 10)[1] == 0
    assert periods_found(scheme, ledger) == ["2020-01..06", "2020-01..03"]
    assert periods_found(scheme, 0) == []
