"""Long lists over HTTP: asked for with a reason, made by the worker, fetched by whoever asked."""

import json
from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook

from sikao.interfaces.jobs.registration import KINDS
from sikao.office.accounts.models import Grant, GrantEnd
from sikao.office.accounts.rights.roles import Role
from sikao.office.cycle import actions
from sikao.office.groundwork.canonical import sha256
from sikao.office.groundwork.files import place_of, sweep
from sikao.office.groundwork.here import set_read_only
from sikao.office.groundwork.jobs import running
from sikao.office.groundwork.jobs.models import Job
from sikao.office.groundwork.jobs.planning import forget_old
from sikao.office.groundwork.jobs.queries import JobView, find_job
from sikao.office.groundwork.jobs.worker import Unwatched, Worker
from sikao.office.groundwork.models import Entry
from sikao.office.groundwork.refusals import NotNow
from tests.interfaces.web.office.browsers import browser, text_of
from tests.interfaces.web.office.tasks.test_workbooks import one_connection
from tests.interfaces.web.reading import read
from tests.office.city import City
from tests.office.cycle.conftest import city, opened

__all__ = ["city", "one_connection", "opened"]
pytestmark = pytest.mark.django_db
FIGURE = "licang/fixed_assets/growth/2020-01..03"
FIGURES = "/figures/export/?item=fixed_assets"
LISTS = {
    "figures.export": FIGURES,
    "board.export": "/board/export/?month=2020-06&frequency=month",
    "briefing.export": "/briefings/export/?window=qingdao_2020:districts_quarterly:2020-03",
    "review.export": "/reviews/export/?review=qingdao_2020-2020-03",
}


def in_april(city: City) -> None:
    """15 April: the statistics bureau has delivered; more than two rows are a long list."""
    city.staffed("statistics")
    city.person("auditor", Role.AUDITOR)
    city.on(2020, 4, 15)
    task = city.task("statistics", "month", "2020-03")
    city.deliver("statistics", task, city.cells(task) | {FIGURE: "71.23"})


@pytest.fixture
def april(city: City, moment, settings) -> City:
    del moment
    limit(settings, export_reason_rows=2)
    city.once(in_april)
    return city


def limit(settings, **changed: int) -> None:
    settings.SIKAO_PLACE = replace(settings.SIKAO_PLACE, **changed)


def ask(city: City, moment, address: str = FIGURES, who: str = "staff") -> str:
    """A long list is asked for with a reason; the page of its work."""
    answer = browser(city, who, moment).get(f"{address}&reason=年报")
    assert answer.status_code == 302, answer.content.decode()
    return answer.headers["Location"]


def job_of(page: str) -> JobView:
    return find_job(page.strip("/").split("/")[-1])


def work(city: City, watcher: Unwatched | None = None) -> None:
    worker = Worker(KINDS, name="test", now=city.now, watcher=watcher)
    while worker.run_one():
        """Until nothing is left."""


def taken(outcome: str = "done") -> list[Entry]:
    return list(Entry.objects.filter(verb__endswith=".export", outcome=outcome).order_by("seq"))


def lose_the_right(city: City, who: str = "staff") -> None:
    city.record_facts(GrantEnd(grant=Grant.objects.get(person_id=who), ended_by="found", reason="调离"))


@pytest.mark.parametrize("form", ["xlsx", "csv"])
@pytest.mark.parametrize("verb", LISTS)
def test_the_worker_makes_the_very_file_of_the_page(april: City, moment, settings, verb, form) -> None:
    as_of = Entry.objects.latest("seq").seq
    address = f"{LISTS[verb]}&form={form}&as_of={as_of}"
    client = browser(april, "staff", moment)
    limit(settings, export_reason_rows=1000)
    at_once = client.get(address)
    limit(settings, export_reason_rows=2)
    page = client.get(f"{address}&reason=年报").headers["Location"]
    waiting = text_of(client, page)
    read(waiting)
    assert "排队中" in waiting and f'hx-get="{page}part/"' in waiting
    assert len(taken()) == 1, "asking takes nothing out"
    work(april)
    told = text_of(client, f"{page}part/")
    assert f'href="{page}file/"' in told and "hx-get" not in told
    file = client.get(f"{page}file/")
    assert file.content == at_once.content
    for name in ("Content-Type", "Content-Disposition", "Cache-Control", "Content-Security-Policy"):
        assert file.headers[name] == at_once.headers[name]
    entry = taken()[1]
    kept = json.loads(entry.new)
    assert (entry.actor, entry.acting_as, entry.channel) == ("staff", "office_staff", "worker")
    assert (kept["reason"], kept["sha256"], kept["signs"]) == ("年报", sha256(file.content), ["bulk"])
    assert file.headers["Content-Disposition"].endswith(f".{form}") and entry.object_ref.endswith(form)
    assert kept["rows"] == job_of(page).result["rows"] == json.loads(taken()[0].new)["rows"] > 2
    assert len(taken()) == 2


def test_the_list_is_of_the_moment_and_in_the_language_of_the_asking(april: City, moment) -> None:
    page = ask(april, moment, f"/en{FIGURES}")
    assert page.startswith("/en/jobs/")
    april.on(2020, 7, 18)
    task = april.task("statistics", "month", "2020-03")
    revised = actions.open_revision(
        actor=april.people["statistics_r"],
        at=april.now(),
        task=task,
        keys=[tuple(FIGURE.split("/"))],
        reason="执法检查核减",
    )
    april.deliver("statistics", revised, {FIGURE: "65.4"}, note="核减", document="青统〔2020〕7号")
    work(april)
    client = browser(april, "staff", moment)
    read(text_of(client, page))
    sheet = load_workbook(BytesIO(client.get(f"{page}file/").content)).active
    assert sheet["A2"].value.startswith("Taken out by staff (staff), 2020-04-15 09:")
    cells = {cell.value for row in sheet.iter_rows(min_row=3) for cell in row}
    assert "Caliber" in cells and "口径" not in cells
    assert 71.23 in cells and 65.4 not in cells


def test_what_waits_is_made_once_and_what_has_ended_anew(april: City, moment) -> None:
    page = ask(april, moment)
    assert ask(april, moment) == page
    assert ask(april, moment, f"{FIGURES}&form=csv") != page, "another form is another file"
    assert ask(april, moment, who="auditor") != page, "each has a file of one's own"
    work(april)
    assert len(taken()) == 3
    assert ask(april, moment) != page


def test_nobody_else_fetches_it(april: City, moment) -> None:
    page = ask(april, moment)
    early = browser(april, "staff", moment).get(f"{page}file/")
    assert early.status_code == 404, "not there before it is made"
    work(april)
    assert browser(april, "staff", moment).get(f"{page}file/").status_code == 200
    seen = text_of(browser(april, "director", moment), page)
    assert f"{page}file/" not in seen, "the office sees the work, not what came of it"
    for name in ("director", "auditor", "statistics_r"):
        assert browser(april, name, moment).get(f"{page}file/").status_code == 404


def test_the_right_is_judged_when_it_is_made(april: City, moment) -> None:
    page = ask(april, moment)
    lose_the_right(april)
    work(april)
    job = job_of(page)
    assert (job.state, [finding.code for finding in job.findings]) == ("failed", ["right.not_you"])
    assert taken() == []
    refused = Entry.objects.get(outcome="refused")
    assert (refused.verb, refused.actor, refused.object_ref) == ("job.cycle.export", "staff", job.ref)
    assert browser(april, "staff", moment).get(f"{page}file/").status_code == 404


def test_the_right_is_judged_when_it_is_fetched(april: City, moment) -> None:
    page = ask(april, moment)
    work(april)
    april.on(2020, 4, 16)
    lose_the_right(april)
    assert browser(april, "staff", moment).get(f"{page}file/").status_code == 404


def test_the_limits_hold_when_it_is_asked_for_and_when_it_is_made(april: City, moment, settings) -> None:
    page = ask(april, moment)
    limit(settings, export_most_rows=3)
    work(april)
    job = job_of(page)
    assert (job.state, [finding.code for finding in job.findings]) == ("failed", ["export.too_long"])
    assert "缩小范围" in text_of(browser(april, "staff", moment), page)
    refused = browser(april, "staff", moment).get(f"{FIGURES}&reason=年报")
    assert refused.status_code == 422 and "缩小范围" in refused.content.decode()
    assert [entry.verb for entry in taken("refused")] == ["job.cycle.export", "figure.export"]
    assert taken() == []
    assert Job.objects.filter(kind="cycle.export").count() == 1
    long = browser(april, "staff", moment).get(f"{FIGURES}&reason={'长' * 201}")
    assert long.status_code == 422


def test_a_finished_list_is_kept_for_a_week_and_its_file_with_it(april: City, moment) -> None:
    page = ask(april, moment)
    work(april)
    digest, later = job_of(page).result["file"], april.now().replace(year=2030)
    assert digest not in sweep(later) and place_of(digest).exists()
    assert forget_old(april.now() + timedelta(days=6), fetched=("cycle.export",)) == 0
    april.on(2020, 4, 24)
    Job.objects.create(kind="jobs.forgetting", asked_by="machine", asked_at=april.now())
    work(april)
    assert find_job(page.strip("/").split("/")[-1]) is None
    assert text_of(browser(april, "staff", moment), page, 404)
    assert digest in sweep(later)
    assert len(taken()) == 1, "the entry stays"


def test_it_is_said_how_far_the_list_is(april: City, moment, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sikao.interfaces.web.office.list_files.TOLD_ROWS", 4)
    monkeypatch.setattr(running, "QUIET_SECONDS", 0)
    ask(april, moment)
    told = []

    class Watcher(Unwatched):
        def went(self, permille, note) -> None:
            told.append((permille, note.what("zh")))

    work(april, Watcher())
    # 19 figures of one item; the rows are half of the work, the file is the other half.
    assert told == [
        (0, "正在生成清单：第 0 行，共 19 行。"),
        (105, "正在生成清单：第 4 行，共 19 行。"),
        (210, "正在生成清单：第 8 行，共 19 行。"),
        (315, "正在生成清单：第 12 行，共 19 行。"),
        (421, "正在生成清单：第 16 行，共 19 行。"),
    ]


def test_where_nothing_can_be_recorded_nothing_is_queued(april: City, moment) -> None:
    client = browser(april, "staff", moment)
    set_read_only(NotNow.of("home.retention", days="30", least="184").findings)
    try:
        answer = client.get(f"{FIGURES}&reason=年报")
    finally:
        set_read_only(())
    assert answer.status_code == 409 and "只读" in answer.content.decode()
    assert not Job.objects.filter(kind="cycle.export").exists()
