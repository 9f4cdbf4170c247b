"""The description as a whole, and what the door reads from it."""

from sikao.interfaces.api.service import description, served


def test_the_description_is_of_version_3_1_and_loads_nothing_from_elsewhere():
    document = description()
    assert document["openapi"] == "3.1.0"
    assert "://" not in str(document["info"]) + str(document["servers"])


def test_no_parameter_of_an_address_may_be_null():
    parameters = [
        given["schema"]
        for path in description()["paths"].values()
        for told in path.values()
        for given in told["parameters"]
    ]
    assert parameters and not [schema for schema in parameters if "null" in str(schema)]


def test_numbers_that_mean_figures_are_text_everywhere():
    """Points, shares and money are never numbers of JSON, which programs round."""
    shapes = description()["components"]["schemas"]
    floats = [
        (name, part)
        for name, shape in shapes.items()
        for part, told in shape.get("properties", {}).items()
        if told.get("type") == "number"
    ]
    assert floats == []


def test_the_door_knows_parameters_fields_and_types_of_content():
    tasks = served("api/v1/tasks")["GET"]
    assert {"state", "page"} < tasks.queries and not tasks.media and not tasks.is_open
    sent = served("api/v1/tasks/<ref>/evidence")["POST"]
    assert (sent.fields, sent.media) == ({"file", "key"}, "multipart/form-data")
    assert served("api/v1/openapi.json")["GET"].is_open
    assert served("api/v1/nowhere") == {}
