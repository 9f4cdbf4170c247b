"""What the ledger's reader of claims finds in rows as they are recorded."""

from dataclasses import replace

import pytest
from django.db import transaction

from sikao.office.groundwork.actor import machine
from sikao.office.groundwork.journal import Subject, write
from sikao.office.ledger.briefings import briefing_rows
from sikao.office.ledger.claims import Origin, members_in, mentions_in
from sikao.office.ledger.facts import NewBriefing, NewEvidence, NewSubmission, Progress
from sikao.office.ledger.posting import rows_of
from sikao.office.ledger.sameness import Mention, Place, Sign
from tests.office.ledger.posting import START, figure

pytestmark = [pytest.mark.django_db, pytest.mark.both]
YEAR = "qingdao_2020"
SHEET = NewSubmission("t1", YEAR, "statistics", "sheet", "p1", "p2")
ORIGINS = {"t1": Origin("2020-03", "t1"), "t2": Origin("2020-03", "t1"), "t3": Origin("2020-06", "t3")}


def post(given: NewSubmission, figures=(), evidence=(), told=()) -> None:
    with transaction.atomic():
        head, rows = rows_of(given, figures, evidence)
        rows += briefing_rows(head, told)
        write(actor=machine(), at=START, verb="task.sign", subject=Subject("task", given.task), rows=rows)


def found() -> list[tuple[Sign, str, Place, str, str, str, str]]:
    return [short(one) for one in mentions_in([YEAR], ORIGINS)]


def short(one: Mention) -> tuple[Sign, str, Place, str, str, str, str]:
    return (one.sign, one.key, one.place, one.organisation, one.period, one.about, one.root)


def test_files_and_their_names_belong_to_the_unit_of_their_figure() -> None:
    asked = figure("licang", "7.8")
    of_figure = NewEvidence("ab" * 32, "澳柯玛冷链产业园施工许可证.pdf", 9, asked.key)
    of_sheet = NewEvidence("cd" * 32, "青统〔2020〕7号.pdf", 9)
    post(SHEET, [asked], [of_figure, of_sheet])
    about, whole = ("licang", "2020-01..03", "fixed_assets", "t1"), ("statistics", "2020-03", "", "t1")
    assert found() == [
        (Sign.FILE, "ab" * 32, Place.EVIDENCE, *about),
        (Sign.PROJECT, "澳柯玛冷链产业园", Place.EVIDENCE, *about),
        (Sign.FILE, "cd" * 32, Place.EVIDENCE, *whole),
        (Sign.DOCUMENT, "青统〔2020〕7号", Place.EVIDENCE, *whole),
    ]


def test_letters_and_notes_belong_to_who_handed_in_and_corrections_to_their_first_task() -> None:
    note = "核实后更正：正威国际新材料基地一季度投资由5亿元核减为3亿元，其余指标不变，以统计台账为准。"
    post(replace(SHEET, task="t2", document="青统〔2020〕7号", note=note))
    told = found()
    where = ("statistics", "2020-03", "", "t1")
    assert told[0] == (Sign.DOCUMENT, "青统〔2020〕7号", Place.LETTER, *where)
    assert [(sign, place) for sign, _, place, *_ in told[1:]] == [
        (Sign.PROJECT, Place.NOTE),
        (Sign.TEXT, Place.NOTE),
    ]


def test_of_briefings_what_stands_is_read_and_years_taken_over_claim_nothing() -> None:
    entry = NewBriefing("jimo", "b", "node/x", "2020-06", Progress.DONE, "中石化炼化一体化工程投产", "", "")
    given = replace(SHEET, task="t3", organisation="jimo", way="briefing")
    post(given, told=[entry])
    post(replace(given, way="revision"), told=[replace(entry, progress="万华化学研发中心工程投产")])
    post(replace(given, way="history", document="青统〔2020〕7号"), evidence=[NewEvidence("ef" * 32, "x", 1)])
    post(replace(given, task="elsewhere", document="青统〔2020〕7号"))
    assert found() == [
        (Sign.PROJECT, "万华化学研发中心", Place.BRIEFING, "jimo", "2020-06", "node/x", "t3"),
    ]


def test_members_are_projects_once_something_was_reported_of_them() -> None:
    names = {
        ("jimo", "landed/p1"): "“正威国际新材料”项目",
        ("jimo", "landed/p2"): "“澳柯玛冷链”项目",
        ("jimo", "output/i1"): "装备制造",
    }
    given = [
        replace(figure("jimo", value), indicator=indicator)
        for indicator, value in (("landed/p1", "5"), ("landed/p2", "0"), ("output/i1", "7"))
    ]
    post(SHEET, given)
    (one,) = members_in(names, [YEAR])
    assert short(one) == (
        *(Sign.PROJECT, "正威国际新材料", Place.MEMBER, "jimo", "2020", "landed"),
        "jimo/landed",
    )
