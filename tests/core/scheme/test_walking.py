from sikao.core.scheme import read_scheme
from sikao.core.scheme.walking import name_in_list, spots
from tests.core.scheme.samples import write_sample


def test_every_spot_was_written_somewhere(tmp_path):
    """The paths of the walk are those of the loader, so every field given in a file has its own place."""
    reading = read_scheme(write_sample(tmp_path))
    paths = {spot.path for spot in spots(reading.scheme)}
    given = {path for path in reading.places.known if path in paths}
    scalars = [spot for spot in spots(reading.scheme) if spot.path in given]
    assert len(scalars) > 240
    assert ("scorecards", "counties", "nodes", "poll", "weight") in given
    assert ("parameters", "counties", "revenue_done", "target", "south") in given
    assert ("units", "east", "group") in given


def test_keys_of_mappings_are_visited_too(sample):
    keys = [spot.value for spot in spots(sample) if spot.path[:3] == ("grades", "counties")]
    assert keys[0] == "counties"


def test_an_element_is_called_by_its_code_or_its_number(sample):
    assert name_in_list(sample.scorecards["counties"].nodes[0], 0) == "economy"
    assert name_in_list("text", 3) == 3
