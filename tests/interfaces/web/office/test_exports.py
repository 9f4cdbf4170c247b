"""Every file that a page gives away, opened again: hostile names and notes are texts, never formulas."""

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from sikao.interfaces.jobs.registration import KINDS
from sikao.interfaces.web.office.pages import PAGES
from sikao.office.accounts.models import Organisation, OrganisationName, Person
from sikao.office.cycle import actions
from sikao.office.cycle.models import Draft
from sikao.office.groundwork.jobs.worker import Worker
from sikao.office.groundwork.models import Entry
from tests.drill.figures import many, some
from tests.interfaces.web.office.matrix import ROUTES, Case, Whole
from tests.interfaces.web.office.tasks.test_workbooks import one_connection
from tests.interfaces.web.office.test_matrix import ROUND, built, whole

__all__ = ["built", "one_connection", "whole"]
HOSTILE = (
    *('=HYPERLINK("http://x","a")', "+1+1|cmd", "-2+3", "@SUM(A1)", "＝1+1", "＋1", "－1+1", "＠x"),
    *("\u00a0=1+1", "\u200b=1", " =1+1"),
)
STARTS = tuple("=+-@\t\r\0＝＋－＠")
NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
WHO = ("staff", "reporter", "audit")
GIVEN_AWAY = {
    *("board-export", "figures-export", "journal-export", "task-workbook", "paper-workbook"),
    *("receipt-file", "dossier-file", "briefings-export", "history-template", "review-export"),
    "docket-export",
}
"""The pages of this office's state that answer with a file; what the worker makes is asked for apart."""
TABLES = GIVEN_AWAY - {"receipt-file", "dossier-file"}
"""Those whose file a spreadsheet program opens."""
MADE = ("/board/export/", "/figures/export/", "/briefings/export/", "/reviews/export/")
"""Lists that the worker makes where they are long."""


@pytest.fixture
def hostile(whole: Whole) -> Whole:
    """Everybody and every organisation bears such a name; such texts stand in drafts and reasons."""
    city = whole.office.city
    for number, code in enumerate(Organisation.objects.order_by("code").values_list("code", flat=True)):
        name = HOSTILE[number % len(HOSTILE)]
        city.record_facts(
            OrganisationName(organisation_id=code, name=name, name_en=name, since=date(2020, 1, 2))
        )
    for number, person in enumerate(Person.objects.order_by("pk")):
        Person.objects.filter(pk=person.pk).update(name=HOSTILE[number % len(HOSTILE)])
    cells = dict(zip(city.cells(whole.office.open), HOSTILE * 99, strict=False))
    for who, paper in (("reporter_p", False), ("staff", True)):
        city.fill(who, whole.office.open, cells, paper=paper, note=HOSTILE[0], caliber=HOSTILE[3])
    actions.extend_task(
        actor=city.people["director"],
        at=city.now(),
        task=whole.office.foreign,
        until=date(2021, 3, 1),
        reason=HOSTILE[0],
        document=HOSTILE[1],
    )
    assert Draft.objects.filter(task=whole.office.open, note=HOSTILE[0]).count() == 2
    assert HOSTILE[0] in Entry.objects.latest("seq").new.replace('\\"', '"')
    return whole


def files(whole: Whole) -> Iterator[tuple[str, str, bytes]]:
    """The page, the kind and the bytes of every file, in each form and language, to each who may have it.

    In a sample an address that gave somebody a page is not tried by the others: it gives nobody a file. What
    lies in somebody else's hands is asked for where it is a file.
    """
    painted: set[tuple[str, str]] = set()
    for who in WHO:
        client = whole.client(who)
        for page in sorted(set(PAGES) - ROUND):
            both = "<" in ROUTES[page] and (page in GIVEN_AWAY or many(0, 1))
            for whose in ("first", "second") if both else ("first",):
                if (page, whose) in painted:
                    continue
                method = "post" if page == "journal-export" else "get"
                address = whole.address(Case(page, who, whose, method))
                answer = getattr(client, method)(address)
                if "attachment" not in answer.headers.get("Content-Disposition", ""):
                    painted |= {(page, whose)} if answer.status_code == 200 and not many(0, 1) else set()
                    continue
                is_kept_apart(answer)
                yield page, *given_away(answer)
                for other in some((f"{address}?form=csv", f"/en{address}"), 2) if page in TABLES else ():
                    more = client.get(other) if method == "get" else client.post(other, {"form": "csv"})
                    yield page, *given_away(more)


def is_kept_apart(answer) -> None:
    """Whatever is in a file, a browser that opens it in place runs nothing and shows it to no other page."""
    for name, value in (
        ("Content-Security-Policy", "sandbox; default-src 'none'"),
        ("X-Content-Type-Options", "nosniff"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("Cache-Control", "no-store"),
    ):
        assert answer.headers[name] == value, (answer.request["PATH_INFO"], name)
    assert not answer.headers["Content-Type"].startswith(("text/html", "image/svg", "application/xml"))


def given_away(answer) -> tuple[str, bytes]:
    """The kind and the bytes of a file."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return answer.headers["Content-Type"], content


def texts(media: str, content: bytes) -> list[str]:
    """All cells of a table; whatever a program would work out fails the test."""
    if media.startswith("text/csv"):
        cells = [cell for row in csv.reader(io.StringIO(content.decode("utf-8-sig"))) for cell in row]
        for cell in cells:
            shown = "".join(char for char in cell if char.isprintable() and not char.isspace())
            assert (not shown.startswith(STARTS) and not cell.startswith(STARTS)) or NUMBER.fullmatch(cell), (
                cell
            )
        return cells
    found = []
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        for name in packed.namelist():
            assert "externalLink" not in name and "vba" not in name
            part = packed.read(name).decode()
            if name.startswith("xl/worksheets/"):
                assert "<f>" not in part and "<f " not in part, name
            found += re.findall(r"<t(?: [^>]*)?>([^<]*)</t>", part)
    return found


@pytest.mark.slow
def test_no_export_holds_a_formula(hostile: Whole) -> None:
    seen, planted = set(), set()
    for page, media, content in files(hostile):
        seen.add(page)
        if page not in TABLES or media.startswith("application/jsonl"):
            continue
        found = "\n".join(texts(media, content))
        if any(one in found.replace("&quot;", '"') for one in HOSTILE):
            planted.add((page, "csv" if "csv" in media else "xlsx"))
    assert seen == GIVEN_AWAY
    assert planted == {
        ("board-export", "csv"),
        ("board-export", "xlsx"),
        ("briefings-export", "csv"),
        ("briefings-export", "xlsx"),
        ("docket-export", "csv"),
        ("docket-export", "xlsx"),
        ("figures-export", "csv"),
        ("figures-export", "xlsx"),
        ("journal-export", "csv"),
        ("review-export", "csv"),
        ("review-export", "xlsx"),
        ("task-workbook", "xlsx"),
        ("paper-workbook", "xlsx"),
    }


@pytest.mark.slow
def test_no_list_that_the_worker_made_holds_a_formula(hostile: Whole, settings) -> None:
    settings.SIKAO_PLACE = replace(settings.SIKAO_PLACE, export_reason_rows=0)
    client = hostile.client("staff")
    asked = [f"{address}?form={form}&reason=x" for address in MADE for form in ("csv", "xlsx")]
    pages = [client.get(address).headers["Location"] for address in asked]
    worker = Worker(KINDS, name="test", now=hostile.office.city.now)
    while worker.run_one():
        """Until nothing is left."""
    for page in pages:
        answer = hostile.client("staff").get(f"{page}file/")
        is_kept_apart(answer)
        found = "\n".join(texts(*given_away(answer))).replace("&quot;", '"')
        assert any(one in found for one in HOSTILE)
