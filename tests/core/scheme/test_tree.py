from sikao.core.scheme.tree import NO_PLACES, Places
from sikao.core.wording import Place


def test_the_nearest_known_place_is_given():
    places = Places({("items",): Place("items.yaml", 1), ("items", "gdp"): Place("items.yaml", 5)})
    assert str(places.at("items", "gdp", "name")) == "items.yaml:5"
    assert str(places.at("items", "retail")) == "items.yaml:1"
    assert str(places.at("units", 3)) == "units.3"
    assert str(NO_PLACES.at()) == ""
