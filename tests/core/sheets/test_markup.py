"""The stream reader stops at what could grow without bound."""

import io
import time

import pytest

from sikao.core.sheets import read_workbook
from sikao.core.sheets.markup import Budget, Refused, parse_part, relationship_id
from sikao.core.wording import Place
from tests.core.sheets.corpus import MARKUP
from tests.core.sheets.packages import OFFICE, SPREADSHEET


class Seen:
    def __init__(self):
        self.names: list[str] = []
        self.data = ""

    def start(self, name: str, _attributes: dict[str, str]) -> None:
        self.names.append(name)

    def end(self, name: str) -> None:
        self.names.append("/" + name)

    def text(self, data: str) -> None:
        self.data += data


def parse(text: bytes, elements: int = 10_000) -> Seen:
    seen = Seen()
    parse_part(io.BytesIO(text), seen, "a.xml", Place(file="a.xlsx"), Budget(elements))
    return seen


@pytest.mark.parametrize("name", MARKUP)
def test_bad_markup_is_refused(name: str):
    content, code = MARKUP[name]
    workbook, findings = read_workbook(content)
    assert workbook is None
    assert {finding.code for finding in findings} == {code}


@pytest.mark.parametrize("space", [SPREADSHEET, "http://purl.oclc.org/ooxml/spreadsheetml/main"])
def test_both_spreadsheet_namespaces_give_local_names(space: str):
    seen = parse(f'<s:c xmlns:s="{space}" xmlns:o="urn:o">a<o:f/>b</s:c>'.encode())
    assert seen.names == ["c", "urn:o f", "/urn:o f", "/c"]
    assert seen.data == "ab"


@pytest.mark.parametrize(
    "text",
    [
        b"<a>" * 65,
        b"<a>" + b"<b/>" * 10_000 + b"</a>",
        b'<a b="' + b"x" * 3_000_000 + b'"/>',
        b"<!--" + b"x" * 3_000_000 + b"--><a/>",
        b"<a>" + b"".join(b"<b%d/>" % n for n in range(3_000)) + b"</a>",
    ],
    ids=["depth", "elements", "attribute", "comment", "names"],
)
def test_what_has_no_end_is_stopped_early(text: bytes):
    began = time.process_time()
    with pytest.raises(Refused) as stopped:
        parse(text)
    assert stopped.value.finding.code == "markup.too_much"
    assert time.process_time() - began < 1


def test_long_text_passes_in_pieces():
    assert len(parse(b"<a>" + b"x" * 3_000_000 + b"</a>").data) == 3_000_000


def test_the_budget_is_shared_by_all_parts():
    budget = Budget(3)
    parse_part(io.BytesIO(b"<a><b/></a>"), Seen(), "a.xml", Place(), budget)
    with pytest.raises(Refused):
        parse_part(io.BytesIO(b"<a><b/></a>"), Seen(), "b.xml", Place(), budget)


@pytest.mark.parametrize(
    "text", [b"", b"<a>", b"<a></b>", b"<a>&e;</a>", b"<a/><b/>", b"<a b='1' b='2'/>", b"\0"]
)
def test_what_is_not_well_formed_is_refused(text: bytes):
    with pytest.raises(Refused) as stopped:
        parse(text)
    assert stopped.value.finding.code == "markup.malformed"


def test_a_relation_is_known_by_its_namespace():
    assert relationship_id({f"{OFFICE} id": "r1", "id": "7"}) == "r1"
    assert relationship_id({"id": "7"}) == ""
