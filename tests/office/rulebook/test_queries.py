"""What other rooms read of schemes."""

import pytest

from sikao.office.groundwork.here import installation
from sikao.office.groundwork.journal import head
from sikao.office.groundwork.refusals import NotThere
from sikao.office.rulebook import queries, shelf
from tests.office.rulebook.people import Office

pytestmark = pytest.mark.django_db


def test_schemes_are_known_from_the_entry_that_sealed_them(office: Office, staff, director, leader) -> None:
    before = head()[0]
    sealed = office.sealed(staff, director, leader)
    assert queries.sealed_all() == (sealed,)
    assert queries.as_of(sealed.seq) == (sealed,)
    assert queries.as_of(sealed.seq - 1) == queries.as_of(before) == ()


def test_a_scheme_that_is_not_sealed_is_not_there(office: Office, staff) -> None:
    office.submitted(staff)
    assert queries.sealed("trial") is None
    with pytest.raises(NotThere):
        queries.scheme_of("trial")


def test_a_sealed_scheme_is_unpacked_in_the_home_and_healed(office: Office, staff, director, leader) -> None:
    sealed = office.sealed(staff, director, leader)
    scheme = queries.scheme_of("trial")
    place = installation().schemes / sealed.digest / "scheme.yaml"
    content = place.read_text(encoding="utf-8")
    assert "试行方案" in content
    place.write_text(content.replace("试行方案", "别的方案"), encoding="utf-8")
    shelf.forget()
    assert queries.scheme_of("trial") == scheme
    assert place.read_text(encoding="utf-8") == content
    place.unlink()
    shelf.forget()
    assert queries.scheme_of("trial") == scheme


def test_a_scheme_is_read_once(office: Office, staff, director, leader) -> None:
    office.sealed(staff, director, leader)
    assert queries.scheme_of("trial") is queries.scheme_of("trial")


def test_cards_show_what_is_under_way_first(office: Office, staff, director, leader) -> None:
    office.sealed(staff, director, leader)
    office.upload(staff, b"PK", "乱.zip")
    assert [card.title for card in queries.cards()] == ["乱.zip", "试行方案"]
