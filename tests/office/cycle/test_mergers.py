"""A bureau or a unit merges into another: what it delivered, owes and has to check is its successor's."""

from datetime import date
from decimal import Decimal

import polars as pl
import pytest

from sikao.core.books import score_book
from sikao.office.accounts.queries import holders, holdings
from sikao.office.accounts.rights.deciding import Holding
from sikao.office.accounts.rights.roles import Role
from sikao.office.cycle import actions
from sikao.office.cycle.dealings import dealings_of
from sikao.office.cycle.duties import owed
from sikao.office.cycle.models import Confirmation, Task
from sikao.office.cycle.obligations import late_lines
from sikao.office.cycle.queries import to_do, visible_tasks
from sikao.office.cycle.views import Step
from sikao.office.groundwork.actor import machine
from sikao.office.groundwork.journal import Subject
from sikao.office.groundwork.notices.queries import list_notices
from sikao.office.groundwork.refusals import NotThere
from sikao.office.ledger.models import FigureVersion, Submission
from sikao.office.ledger.queries import figures_as_of
from tests.office.city import SCHEME, City

pytestmark = pytest.mark.both_in_drill


def in_july(city: City) -> None:
    """商务局 has handed in June; 莱西 disputes nothing yet."""
    city.staffed("commerce", "reform_office", "laixi", "pingdu")
    city.person("system", Role.SYSTEM_ADMIN)
    city.on(2020, 7, 10)
    task = city.task("commerce", "month", "2020-06")
    city.deliver("commerce", task, city.cells(task))


@pytest.fixture
def july(city: City) -> City:
    city.once(in_july)
    return city


def merge(city: City, old: str, new: str, day: int) -> None:
    """Asked for by one, confirmed by another; the night's work follows on the day."""
    given = {"what": "merged", "on": date(2020, 7, day), "other": new, "document": "青编〔2020〕7号"}
    city.ends(old, **given)
    city.on(2020, 7, day)
    actions.move_tasks(actor=machine(), at=city.now())


def key_of(figure: FigureVersion) -> tuple[str, str, str, str]:
    return (figure.unit, figure.indicator, figure.kind, figure.period)


def test_the_successor_of_a_bureau_corrects_what_the_bureau_signed(july: City) -> None:
    signed = july.task("commerce", "month", "2020-06")
    figure = FigureVersion.objects.filter(unit="laixi").order_by("position")[0]
    check = Confirmation.objects.get(unit="laixi")
    unit = july.people["laixi_r"]
    actions.check_figures(actor=unit, at=july.now(), confirmation=check.ref, disputes={figure.ref: "应为 37"})
    merge(july, "commerce", "reform_office", 13)
    reporter = july.people["reform_office_r"]
    assert Step.ANSWER in {entry.step for entry in to_do(reporter, july.now())}
    given = {"task": signed, "keys": [key_of(figure)], "reason": "核对后更正"}
    made = actions.open_revision(actor=reporter, at=july.now(), **given)
    assert Task.objects.get(pk=made).organisation == "reform_office"
    cells = {"/".join(key_of(figure)): "0.71"}
    july.deliver("reform_office", made, cells, note="核对后更正", document="青发改函〔2020〕9号")
    check.refresh_from_db()
    assert check.state == "revised"
    before, after = Submission.objects.order_by("entry_id").values_list("organisation", flat=True)
    assert (before, after) == ("commerce", "reform_office"), "what was reported stays the old one's"


def test_whoever_was_at_the_old_bureau_sees_and_does_nothing_any_more(july: City) -> None:
    signed = july.task("commerce", "month", "2020-06")
    old = july.people["commerce_r"]
    assert visible_tasks(old, july.now()).filter(pk=signed).exists()
    merge(july, "commerce", "reform_office", 13)
    assert holdings("commerce_r", date(2020, 7, 12)) == (Holding(Role.REPORTER, "commerce"),)
    assert holdings("commerce_r", date(2020, 7, 13)) == ()
    assert not visible_tasks(old, july.now()).exists()
    with pytest.raises(NotThere):
        actions.open_revision(actor=old, at=july.now(), task=signed, reason="更正")


def test_the_successor_of_a_unit_checks_the_figures_about_it(july: City) -> None:
    check = Confirmation.objects.get(unit="laixi")
    merge(july, "laixi", "pingdu", 13)
    reporter = july.people["pingdu_r"]
    waiting = {entry.ref for entry in to_do(reporter, july.now()) if entry.step is Step.CHECK}
    assert check.ref in waiting
    assert actions.check_figures(actor=reporter, at=july.now(), confirmation=check.ref) == "confirmed"


def test_a_chain_of_mergers_ends_at_its_last_and_notices_go_there(july: City) -> None:
    merge(july, "commerce", "pingdu", 13)
    merge(july, "pingdu", "reform_office", 14)
    day = date(2020, 7, 14)
    assert holders("commerce", (Role.REPORTER,), day) == ("reform_office_r",)
    held = {held.organisation for held in holdings("reform_office_r", day)}
    assert held == {"reform_office", "commerce", "pingdu"}
    figure = FigureVersion.objects.filter(unit="laixi").order_by("position")[0]
    check = Confirmation.objects.get(unit="laixi")
    unit = july.people["laixi_r"]
    actions.check_figures(actor=unit, at=july.now(), confirmation=check.ref, disputes={figure.ref: "应为 37"})
    told = [notice.about for notice in list_notices("reform_office_r", only_unread=True)]
    assert Subject("confirmation", check.ref) in told


def test_a_delegate_signs_for_what_was_merged_into_the_organisation(july: City) -> None:
    july.people["deputy"] = july.person("deputy", Role.REPORTER, "reform_office")
    july.delegate("reform_office_s", "deputy", "reform_office", date(2020, 7, 1), date(2020, 8, 1))
    merge(july, "commerce", "reform_office", 13)
    figure = FigureVersion.objects.filter(unit="laixi").order_by("position")[0]
    made = actions.open_revision(
        actor=july.people["reform_office_r"],
        at=july.now(),
        task=july.task("commerce", "month", "2020-06"),
        keys=[key_of(figure)],
        reason="核对后更正",
    )
    cells = {"/".join(key_of(figure)): "0.71"}
    july.fill("reform_office_r", made, cells, note="核对后更正", document="青发改函〔2020〕9号")
    digest = july.submit("reform_office_r", made)
    done = actions.sign_task(actor=july.people["deputy"], at=july.now(), task=made, digest=digest)
    assert Submission.objects.get(pk=done.submission).delegate_of == "reform_office_s"


def test_the_steps_against_a_successor_begin_anew_and_the_old_ones_keep_their_name(city: City) -> None:
    """June's sheet is due on Monday, 20 July: 督办 on the 22nd. The 24th is a Friday."""
    city.staffed("commerce", "reform_office")
    city.person("system", Role.SYSTEM_ADMIN)
    task = city.task("commerce", "month", "2020-06")

    def escalated(day: int) -> tuple[int, tuple[str, ...]]:
        city.on(2020, 7, day, 10)
        actions.escalate_lateness(actor=machine(), at=city.now())
        (line,) = (one for one in late_lines(city.now()) if one.owed.ref == task)
        return line.days_late, line.steps

    assert escalated(22) == (2, ("remind", "supervise"))
    merge(city, "commerce", "reform_office", 24)
    (line,) = (one for one in late_lines(city.now()) if one.owed.ref == task)
    assert (line.owed.organisation, line.steps) == ("reform_office", ()), "nothing was done against it yet"
    assert escalated(24) == (4, ("remind",))
    assert escalated(27) == (5, ("remind",)), "five days late, and one with its successor"
    assert escalated(28) == (6, ("remind", "supervise"))
    assert escalated(31) == (9, ("remind", "supervise", "notify"))
    steps = [(one.organisation, one.step) for one in dealings_of([task])[task].steps]
    assert steps[:2] == [("commerce", "remind"), ("commerce", "supervise")]
    assert steps[2:] == [("reform_office", step) for step in ("remind", "supervise", "notify")]
    told = [one.message.what("zh") for one in list_notices("reform_office_r") if one.about.ref == task]
    assert told[-1] == "2020年6月数据逾期4个工作日未报，已提醒。"


def test_a_zone_s_figure_is_part_of_its_district_s_and_the_new_unit_is_assessed_without_a_place(
    city: City,
) -> None:
    city.staffed("commerce", "tackling_office")
    city.on(2021, 1, 8)
    december = city.task("commerce", "month", "2020-12")
    city.deliver("commerce", december, city.cells(december))
    for month in ("03", "06", "09", "12"):
        sheet = city.task("tackling_office", "quarter", f"2020-{month}")
        city.deliver("tackling_office", sheet, city.cells(sheet))
    scheme = owed(SCHEME).scheme
    figures = figures_as_of(scheme)
    values = {
        row["unit"]: Decimal(row["value"])
        for row in figures.to_frame().iter_rows(named=True)
        if row["indicator"] == "foreign_investment" and row["period"] == "2020" and row["value"] is not None
    }
    # 城阳 5.6 includes the 1.2 of the zone within it: the districts alone are the city's 58.0.
    assert (values["chengyang"], values["hitech"]) == (Decimal("5.6"), Decimal("1.2"))
    assert sum(value for unit, value in values.items() if scheme.units[unit].within is None) == 58
    rows = score_book(scheme, figures).rows.filter(
        pl.col("points").is_not_null(), pl.col("checkpoint") == "year"
    )
    new = rows.filter(pl.col("unit") == "new_department")
    peers = rows.filter(pl.col("unit") == "commerce", pl.col("node").is_in(new["node"].to_list()))
    assert new["points"].max() > 0 and new["rank"].is_null().all()
    assert peers["rank"].is_not_null().any()
