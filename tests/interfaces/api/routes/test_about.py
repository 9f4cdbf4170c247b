"""Who asks, which organisations there are, which schemes bind."""

import hashlib
import io
import zipfile
from datetime import date

import pytest

from sikao.office.accounts.models import Organisation, OrganisationName
from sikao.office.rulebook.queries import sealed
from tests.interfaces.api.office import Office

pytestmark = pytest.mark.both_in_drill


def test_an_organisation_is_shown_with_every_name_that_it_bore(office: Office) -> None:
    named = [("即墨市", date(1989, 7, 1)), ("即墨区", date(2017, 10, 30))]
    jimo = Organisation.objects.get_or_create(code="jimo", defaults={"kind": "unit"})[0]
    office.city.record_facts(*(OrganisationName(organisation=jimo, name=n, since=d) for n, d in named))
    answer = office.program("auditor").ask("GET", "/organisations/jimo").json()
    assert answer == {
        "code": "jimo",
        "kind": "unit",
        "names": [
            {"zh": "即墨市", "en": "即墨市", "since": "1989-07-01"},
            {"zh": "即墨区", "en": "即墨区", "since": "2017-10-30"},
        ],
        "ended_on": None,
        "merged_into": None,
    }
    assert answer in office.program("auditor").ask("GET", "/organisations").json()


def test_the_sealed_text_of_a_scheme_has_the_bytes_that_were_sealed(office: Office) -> None:
    program = office.program("reporter")
    shown = program.ask("GET", "/schemes/qingdao_2020").json()
    known = sealed("qingdao_2020")
    assert (shown["digest"], shown["year"], shown["previous"]) == (known.digest, 2020, known.previous)
    file = program.ask("GET", "/schemes/qingdao_2020/text")
    assert hashlib.sha256(file.content).hexdigest() == known.archive_sha256
    assert file["Content-Disposition"] == 'attachment; filename="qingdao_2020.zip"'
    assert "scheme.yaml" in zipfile.ZipFile(io.BytesIO(file.content)).namelist()
    assert [each["code"] for each in program.ask("GET", "/schemes").json()] == [
        "qingdao_2019",
        "qingdao_2020",
    ]
