"""Orders of units as people write them."""

import pytest

from sikao.interfaces.web.results.orders import Unreadable, asked_order


@pytest.mark.parametrize(
    ("given", "order"),
    [
        ("", "official"),
        ("place", "place"),
        ("jimo,laixi", "jimo,laixi"),
        ("即墨区、莱西市", "jimo,laixi"),
        ("即墨区\r\nLAIXI；jimo\n", "jimo,laixi"),
        ("，、\n", "official"),
    ],
)
def test_names_and_codes_are_read_in_any_separators(standing, given, order):
    asked = asked_order(standing(), "districts", given)
    assert (asked.order, asked.unreadable) == (order, ())


def test_the_form_offers_every_name_in_the_order_asked_for(standing):
    text = asked_order(standing(), "districts", "莱西市").text
    assert text.splitlines()[:3] == ["莱西市", "市南区", "市北区"]
    assert len(text.splitlines()) == 10
    assert asked_order(standing(lang="en"), "districts", "official").text.startswith("Shinan\nShibei\n")


def test_units_of_other_groups_and_misspelt_names_are_told(standing):
    asked = asked_order(standing(), "districts", "市财政局,即墨市,市南区,即墨市")
    assert asked.order == "official"
    assert asked.unreadable[1] == Unreadable("即墨市", "即墨区")
    assert [word.word for word in asked.unreadable] == ["市财政局", "即墨市"]
