"""The pages of results read sealed schemes and the ledger, and open to whom the rights open them."""

from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import transaction

from sikao.core.books import load_figures, own_figures
from sikao.core.figures.table import Figures
from sikao.core.scheme import load_scheme, new_scheme
from sikao.interfaces.web import library
from sikao.interfaces.web.library import Library
from sikao.interfaces.web.office.shelf import SealedShelf, told_through, year_as_of
from sikao.office.accounts.models import Account
from sikao.office.accounts.rights.roles import Role
from sikao.office.groundwork.actor import machine
from sikao.office.groundwork.journal import Subject, write
from sikao.office.ledger.facts import BY_HISTORY, NewFigure, NewSubmission
from sikao.office.ledger.posting import rows_of
from sikao.office.rulebook import shelf as kept
from sikao.office.rulebook.archive import pack_folder
from sikao.office.rulebook.queries import scheme_of
from tests.office.rulebook.people import Office
from tests.office.staff import person, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """The starter scheme with its example figures of three counties."""
    place = tmp_path_factory.mktemp("schemes") / "trial"
    assert new_scheme(place, "trial", 2020, "试行方案") == ()
    return place


@pytest.fixture(scope="module")
def figures(folder: Path) -> Figures:
    scheme, _ = load_scheme(folder)
    found, findings = load_figures(scheme, own_figures(folder))
    assert found is not None, findings
    return found


@pytest.fixture
def people():
    made = {
        "staff": person("staff", Role.OFFICE_STAFF),
        "director": person("director", Role.OFFICE_DIRECTOR),
        "leader": person("leader", Role.LEADER),
        "expert": person("expert", Role.EXPERT),
    }
    Account.objects.update(totp_secret="set up")  # noqa: S106 - nobody's
    return made


@pytest.fixture
def office(monkeypatch: pytest.MonkeyPatch, folder: Path) -> Office:
    kept.forget()
    monkeypatch.setattr(library, "_library", [SealedShelf()])
    return Office(pack_folder(folder))


@pytest.fixture
def sealed(office: Office, people):
    return office.sealed(people["staff"], people["director"], people["leader"])


def post(figures: Figures, at: datetime, way: str = "sheet") -> int:
    """Figures posted as one submission would."""
    new = [
        NewFigure(
            row["unit"],
            row["indicator"],
            row["kind"],
            row["period"],
            Decimal(row["value"]),
            row["unit_of_measure"],
            None,
            row["value"],
        )
        for row in figures.to_frame().iter_rows(named=True)
    ]
    _, rows = rows_of(NewSubmission("t", "trial", "statistics", way, "p1", "p2"), new)
    with transaction.atomic():
        return write(actor=machine(), at=at, verb="test.post", subject=Subject("test", "t"), rows=rows).seq


def test_nothing_is_shown_before_a_scheme_is_sealed(office: Office, people) -> None:
    browser = signed_in(people["staff"])
    assert "还没有可测算的结果" in browser.get("/results/").content.decode()
    ref = office.submitted(people["staff"])
    office.approve(ref, people["director"], people["leader"])
    assert library.years() == ()
    assert browser.get("/schemes/trial/").status_code == 404


def test_a_sealed_scheme_is_shown_before_there_are_figures(sealed, people) -> None:
    (year,) = library.years()
    assert (year.scheme.code, year.checkpoints) == (sealed.code, ())
    for name in people:
        assert signed_in(people[name]).get("/schemes/trial/").status_code == 200


def test_the_ledger_and_a_folder_come_to_the_same(sealed, office: Office, folder, figures) -> None:
    assert sealed
    post(figures, office.now())
    (year,), (beside,) = library.years(), Library((folder,)).look()
    assert year.results.rows == beside.results.rows
    assert year.checkpoints == beside.checkpoints == ("h1", "year")


def test_figures_of_earlier_years_alone_make_no_results(sealed, office: Office, figures) -> None:
    """Growth is reckoned from them; a ranking of them would be one of what is missing."""
    assert sealed
    post(figures, office.now(), way=BY_HISTORY)
    (year,) = library.years()
    assert (year.has_figures, year.checkpoints) == (False, ())


def test_a_year_is_made_anew_when_the_ledger_has_grown(sealed, office: Office, figures) -> None:
    assert sealed
    first = library.find("trial")
    assert library.find("trial") is first
    seq = post(figures, office.now())
    second = library.find("trial")
    assert second is not first and second.has_figures
    scheme = scheme_of("trial")
    assert not year_as_of(scheme, seq - 1).has_figures
    assert year_as_of(scheme, seq).results.rows == second.results.rows


def test_a_year_in_its_middle_has_results_up_to_there(folder: Path, figures: Figures) -> None:
    scheme, _ = load_scheme(folder)
    frame = figures.to_frame()
    half = Figures(frame.filter(frame["period"] == "2020-01..06"))
    assert len(half) > 0
    assert told_through(scheme, half) == 6
    assert told_through(scheme, figures) == 12
    assert told_through(scheme, Figures(frame.clear())) == 12


def test_results_are_for_the_office_and_schemes_for_all(sealed, office: Office, people, figures) -> None:
    assert sealed
    post(figures, office.now() + timedelta(minutes=1))
    staff, expert = signed_in(people["staff"]), signed_in(people["expert"])
    assert staff.get("/results/").headers["Location"] == "/results/trial/year/"
    assert staff.get("/results/trial/year/").status_code == 200
    assert "/results/trial/" in staff.get("/schemes/trial/").content.decode()
    for address in ("/results/", "/results/trial/year/", "/results/trial/year/groups/counties/"):
        assert expert.get(address).status_code in (403, 404)
    page = expert.get("/schemes/trial/")
    assert page.status_code == 200
    assert "/results/trial/" not in page.content.decode()


def test_figures_that_do_not_fit_the_scheme_are_told(sealed, office: Office, people, figures) -> None:
    assert sealed
    frame = figures.to_frame()
    post(
        Figures(frame.with_columns(unit_of_measure=frame["unit_of_measure"].replace("percent", "person"))),
        office.now(),
    )
    answer = signed_in(people["staff"]).get("/results/trial/year/")
    assert answer.status_code == 422
