"""Names by code, from trees as they are read."""

from sikao.core.scheme.tree import Keyed, Scalar, Sequence, Tree
from sikao.core.scheme.workbook.names import Names, text_under
from sikao.core.wording import NOWHERE


def scalar(text: str) -> Scalar:
    return Scalar(text, NOWHERE)


def keyed(**entries: Tree) -> Keyed:
    return Keyed(tuple((scalar(key), value) for key, value in entries.items()), NOWHERE)


def test_names_of_carriers_and_nodes():
    child = keyed(code=scalar("fai"), name=scalar("固投"))
    block = keyed(code=scalar("dev"), name=scalar("发展"), children=Sequence((child,), NOWHERE))
    units = keyed(east=keyed(name=scalar("东县")))
    names = Names({"units": units, "groups": None}, {"main": keyed(nodes=Sequence((block,), NOWHERE))})
    assert names.of_carrier("east") == "东县"
    assert names.of_carrier("west") == ""
    assert (names.of_node("main", "dev"), names.of_node("main", "fai")) == ("发展", "固投")
    assert names.of_node("other", "fai") == ""


def test_only_single_values_have_a_text():
    assert text_under(scalar("x"), "name") == ""
    assert text_under(keyed(name=keyed()), "name") == ""
