"""What the assessed might try: to win time, to change what was seen, to bring back what was refused."""

import json
from dataclasses import replace
from datetime import date

import pytest

from sikao.office.accounts.rights.roles import Role
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.cycle import actions
from sikao.office.cycle.duties import owed
from sikao.office.cycle.models import Confirmation, Draft, Task, Verification
from sikao.office.cycle.offers import offered
from sikao.office.groundwork.actor import machine
from sikao.office.groundwork.refusals import NotNow
from sikao.office.ledger.models import FigureEvent, FigureVersion
from sikao.office.ledger.queries import figures_as_of, versions, versions_in
from tests.office.city import SCAN, SCHEME, City
from tests.office.cycle.returning import delivered_report, own_report, returned

LICANG = ("licang", "fixed_assets", "growth", "2020-01..03")
SHINAN = ("shinan", "fixed_assets", "growth", "2020-01..03")


def codes(refused) -> list[str]:
    return [finding.code for finding in refused.value.findings]


def test_a_returned_figure_has_to_be_corrected_by_its_deadline(city: City):
    sheet = delivered_report(city)
    _, key = returned(city)
    task = Task.objects.get(kind="revise")
    reporter = city.people["jimo_r"]
    assert Verb.REVISION_DROP not in offered(reporter, city.now(), task)
    with pytest.raises(NotNow) as refused:
        actions.drop_revision(actor=reporter, at=city.now(), task=task.ref)
    assert codes(refused) == ["task.returned_to_correct"]
    with pytest.raises(NotNow) as refused:
        actions.open_revision(actor=reporter, at=city.now(), task=sheet.ref, keys=[key], reason="更正")
    assert codes(refused) == ["task.being_corrected"], "one with a later deadline of its own"
    name = "/".join(key)
    cells = {name: city.cells(sheet.ref)[name]}
    city.deliver("jimo", task.ref, cells, scan=SCAN, note="已核对", document="即统函〔2021〕3号")
    last = versions([key])[-1]
    assert (last.late, last.since, last.reason) == (False, "", "已核对"), "in time, as if delivered at first"


def test_who_corrects_a_returned_figure_late_is_late(city: City):
    sheet = delivered_report(city)
    _, key = returned(city)
    task = Task.objects.get(kind="revise")
    city.on(2021, 5, 20)
    name = "/".join(key)
    city.deliver("jimo", task.ref, {name: city.cells(sheet.ref)[name]}, scan=SCAN, note="补报", document="x")
    last = versions([key])[-1]
    assert (last.late, last.since) == (True, "year"), "all checkpoints have closed: it counts at the last"


def test_nothing_to_report_in_time_gives_no_time(city: City):
    city.staffed("statistics")
    city.on(2020, 4, 15)
    task = city.task("statistics", "month", "2020-03")
    done = city.deliver("statistics", task, {}, note="本期无数据", nothing=True)
    assert (done.late, done.figures) == (False, 0)
    city.on(2020, 8, 20)
    reporter = city.people["statistics_r"]
    made = actions.open_revision(actor=reporter, at=city.now(), task=task, reason="补报")
    done = city.deliver("statistics", made, city.cells(task), note="补报", document="青统函〔2020〕9号")
    assert done.late and done.figures
    posted = set(FigureVersion.objects.filter(submission=done.submission).values_list("late", "since"))
    assert posted == {(True, "q3")}, "the first quarter and the half-year have closed without them"


def test_two_corrections_of_one_figure_do_not_undo_each_other(city: City):
    city.staffed("statistics", "licang", "shinan")
    city.on(2020, 4, 15)
    sheet = city.task("statistics", "month", "2020-03")
    texts = {"/".join(LICANG): "7.8", "/".join(SHINAN): "3.3"}
    city.deliver("statistics", sheet, city.cells(sheet) | texts)
    reporter = city.people["statistics_r"]
    first = actions.open_revision(actor=reporter, at=city.now(), task=sheet, keys=[SHINAN], reason="甲")
    for keys in ([LICANG, SHINAN], []):
        with pytest.raises(NotNow) as refused:
            actions.open_revision(actor=reporter, at=city.now(), task=sheet, keys=keys, reason="乙")
        assert codes(refused) == ["task.being_corrected"]
    other = actions.open_revision(actor=reporter, at=city.now(), task=sheet, keys=[LICANG], reason="乙")
    for task, key, text in ((first, SHINAN, "3.4"), (other, LICANG, "5.2")):
        city.deliver("statistics", task, {"/".join(key): text}, note="更正", document="x")
    assert [str(versions([key])[-1].value) for key in (LICANG, SHINAN)] == ["5.2", "3.4"]


def test_what_changed_beneath_a_correction_is_looked_at_before_it_is_signed(city: City):
    """A bureau returns a figure while the unit's own correction of it waits for its signature."""
    sheet = delivered_report(city)
    found = Verification.objects.order_by("verifier")[0]
    key = next(one.key for one in actions.verifying.to_decide(found) if one.value is not None)
    reporter, signer = city.people["jimo_r"], city.people["jimo_s"]
    task = actions.open_revision(actor=reporter, at=city.now(), task=sheet.ref, keys=[key], reason="更正")
    name = "/".join(key)
    other = "3" if city.cells(sheet.ref)[name] == "2" else "2"
    city.fill("jimo_r", task, {name: other}, note="更正", document="x")
    actions.attach(actor=reporter, at=city.now(), task=task, evidence=SCAN)
    seen = city.submit("jimo_r", task)
    assert returned(city)[1] == key
    with pytest.raises(NotNow) as refused:
        actions.sign_task(actor=signer, at=city.now(), task=task, digest=seen)
    assert codes(refused) == ["task.other_digest"]


def test_signed_is_what_was_seen_date_names_and_places_too(city: City):
    city.staffed("statistics")
    city.on(2020, 4, 15)
    task = city.task("statistics", "month", "2020-03")
    reporter, signer = city.people["statistics_r"], city.people["statistics_s"]
    cells = city.cells(task)
    whole = {"document": "青统〔2020〕1号", "document_date": date(2020, 4, 10)}
    city.fill("statistics_r", task, cells, **whole)
    actions.attach(actor=reporter, at=city.now(), task=task, evidence=SCAN)
    seen = [city.submit("statistics_r", task)]

    def again(**changed) -> None:
        actions.take_back(actor=reporter, at=city.now(), task=task)
        city.fill("statistics_r", task, cells, **whole | changed)
        seen.append(city.submit("statistics_r", task))

    again(document_date=date(2020, 1, 2))
    again()
    assert seen[2] == seen[0] != seen[1]
    key = tuple(next(iter(cells)).split("/"))
    for other in (replace(SCAN, name="市政府批复.pdf"), replace(SCAN, key=key)):
        actions.take_back(actor=reporter, at=city.now(), task=task)
        before = json.loads(Draft.objects.get(task=task, paper=False).evidence)
        for piece in before:
            named = tuple(piece["key"]) if piece["key"] else None
            actions.detach(actor=reporter, at=city.now(), task=task, file=SCAN.file, key=named)
        actions.attach(actor=reporter, at=city.now(), task=task, evidence=other)
        seen.append(city.submit("statistics_r", task))
    assert len(set(seen)) == len(seen) - 1
    with pytest.raises(NotNow) as refused:
        actions.sign_task(actor=signer, at=city.now(), task=task, digest=seen[0])
    assert codes(refused) == ["task.other_digest"]


def test_a_returned_figure_stays_returned_after_a_merger(city: City):
    """A merged unit's own report is verified; nobody checks it who reports it; silence revives nothing."""
    city.staffed("jimo", "pingdu")
    city.person("system", Role.SYSTEM_ADMIN)
    city.on(2021, 1, 6)
    sheet = own_report(city, "jimo")
    merged = {"what": "merged", "on": date(2021, 1, 8), "other": "pingdu", "document": "青编〔2021〕1号"}
    city.ends("jimo", **merged)
    city.on(2021, 1, 8)
    actions.move_tasks(actor=machine(), at=city.now())
    city.deliver("pingdu", sheet.ref, city.cells(sheet.ref), scan=SCAN)
    assert not Confirmation.objects.filter(task=sheet).exists()
    found, key = returned(city)
    city.on(2021, 2, 10)
    actions.record_silence(actor=machine(), at=city.now())
    assert versions([key])[-1].standing == "returned"
    rows = figures_as_of(owed(SCHEME).scheme).to_frame().rows(named=True)
    wanted = dict(zip(("unit", "indicator", "period"), (key[0], key[1], key[3]), strict=True))
    assert not [row for row in rows if wanted.items() <= row.items()]
    assert len(versions_in(found.submission)) > 1


def test_a_correction_that_was_returned_may_be_given_up_where_the_first_figure_stands_again(city: City):
    sheet = delivered_report(city)
    found = Verification.objects.order_by("verifier")[0]
    city.person("verifies", Role.VERIFIER, found.verifier)
    figure = next(one for one in actions.verifying.to_decide(found) if one.value is not None)
    given = {"actor": city.people["verifies"], "at": city.now()}
    actions.verify_figures(**given, verification=found.ref, accepted=frozenset({figure.ref}))
    reporter, name = city.people["jimo_r"], "/".join(figure.key)
    task = actions.open_revision(
        actor=reporter, at=city.now(), task=sheet.ref, keys=[figure.key], reason="更正"
    )
    other = "3" if city.cells(sheet.ref)[name] == "2" else "2"
    city.deliver("jimo", task, {name: other}, scan=SCAN, note="更正", document="x")
    second = Verification.objects.get(task=task)
    given["at"] = city.now()
    actions.verify_figures(
        **given, verification=second.ref, returned={versions([figure.key])[-1].ref: "原数为准"}
    )
    back = Task.objects.get(kind="revise", state="open")
    actions.drop_revision(actor=reporter, at=city.now(), task=back.ref)
    stands = [one for one in versions([figure.key]) if one.standing != "returned"]
    assert [one.ref for one in stands] == [figure.ref]


def test_a_correction_of_something_else_brings_no_returned_figure_back(city: City):
    sheet = delivered_report(city)
    cells = city.cells(sheet.ref)
    reporter = city.people["jimo_r"]
    whole = actions.open_revision(actor=reporter, at=city.now(), task=sheet.ref, reason="改别的数")
    _, key = returned(city)
    other = next(name for name in cells if name != "/".join(key))
    texts = json.loads(Draft.objects.get(task=whole, paper=False).cells)
    changed = texts | {other: "3" if cells[other] == "2" else "2"}
    done = city.deliver("jimo", whole, changed, scan=SCAN, note="改别的数", document="x")
    assert done.figures == 1 and versions([key])[-1].standing == "returned"
    back = Task.objects.get(kind="revise", state="open")
    assert Verb.REVISION_DROP not in offered(reporter, city.now(), back)


def test_not_reported_in_time_gives_no_time(city: City):
    city.staffed("statistics")
    city.on(2020, 4, 15)
    task = city.task("statistics", "month", "2020-03")
    cells = city.cells(task)
    assert not city.deliver("statistics", task, dict.fromkeys(cells, "未报"), note="尚未汇总").late
    city.on(2020, 8, 20)
    reporter = city.people["statistics_r"]
    made = actions.open_revision(actor=reporter, at=city.now(), task=task, reason="补报")
    assert city.deliver("statistics", made, cells, note="补报", document="x").late


def test_the_longest_explanation_of_a_correction_is_signed_as_it_stands(city: City):
    """Every door takes 2,000 characters; what is posted keeps them."""
    city.staffed("statistics", "licang", "shinan")
    city.on(2020, 4, 15)
    sheet = city.task("statistics", "month", "2020-03")
    city.deliver("statistics", sheet, city.cells(sheet) | {"/".join(LICANG): "7.8"})
    reporter = city.people["statistics_r"]
    made = actions.open_revision(actor=reporter, at=city.now(), task=sheet, keys=[LICANG], reason="核减")
    note = "核" * 2000
    city.deliver("statistics", made, {"/".join(LICANG): "5.2"}, note=note, document="青统函〔2020〕9号")
    assert versions([LICANG])[-1].reason == note


def test_many_long_reasons_of_a_return_become_one_task(city: City):
    delivered_report(city)
    found = Verification.objects.order_by("-figures")[0]
    city.person("verifies", Role.VERIFIER, found.verifier)
    figures = actions.verifying.to_decide(found)
    reasons = {figure.ref: f"{number}" + "不实" * 450 for number, figure in enumerate(figures)}
    actions.verify_figures(
        actor=city.people["verifies"], at=city.now(), verification=found.ref, returned=reasons
    )
    task = Task.objects.get(kind="revise")
    assert 900 < len(task.reason) <= 1000 and task.reason.startswith("0不实")
    kept = set(FigureEvent.objects.filter(figure__in=list(reasons)).values_list("reason", flat=True))
    assert kept == set(reasons.values()), "each figure keeps its own in full"
    assert actions.verifying._together(["甲", "乙", "甲"]) == "甲; 乙"
    assert actions.verifying._together(["甲" * 600, "乙" * 600]) == "甲" * 600 + "; …"
