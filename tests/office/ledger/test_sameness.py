"""Claims made twice, planted: each is found, for its reason; what is innocent is left alone."""

import pytest

from sikao.office.ledger.naming import documents_in, names_projects, one_number, projects_in, sentence_in
from sikao.office.ledger.sameness import Circumstances, Mention, Place, Sign, Why, repeated

EVIDENCE, LETTER, NOTE, BRIEFING, MEMBER = (
    Place.EVIDENCE,
    Place.LETTER,
    Place.NOTE,
    Place.BRIEFING,
    Place.MEMBER,
)
Q1, Q2, H1 = "2020-01..03", "2020-04..06", "2020-01..06"
KNOWN = Circumstances(bodies={"plate": "laoshan", "laoshan": "laoshan"}, within={"hightech": "chengyang"})
LONG = "二季度新签约过亿元产业项目12个，总投资96亿元，其中世界500强投资项目3个，完成全年目标的61%。"


def said(text: str, *, place: Place, organisation: str, period: str, about: str, task: str, root: str):
    """What one text brings, as the ledger's reader of claims reads it."""
    where = (place, organisation, period, about, task, root or task)
    if place in {NOTE, BRIEFING} and (whole := sentence_in(text)) is not None:
        yield Mention(Sign.TEXT, whole.key, whole.shown, "", *where)
    if place in {LETTER, EVIDENCE}:
        for one in documents_in(text):
            yield Mention(Sign.DOCUMENT, one.key, one.shown, "", *where)
    for one in projects_in(text) if place is not LETTER else ():
        yield Mention(Sign.PROJECT, one.key, one.shown, one.part, *where)


def at(organisation: str, text: str, place: Place = EVIDENCE, period: str = H1, about: str = "fdi", **more):
    given = {"task": f"{organisation}-{period}", "root": ""} | more
    return tuple(said(text, place=place, organisation=organisation, period=period, about=about, **given))


def file(organisation: str, name: str = "ab" * 32, period: str = H1, about: str = "fdi", **more: str):
    task = more.get("task", f"{organisation}-{period}")
    where = (EVIDENCE, organisation, period, about, task, more.get("root", task))
    return (Mention(Sign.FILE, name, "合同.pdf", "", *where),)


PLANTED = {
    "one file by two units": (Sign.FILE, Why.UNITS, file("jimo"), file("laixi")),
    "one file in two quarters": (Sign.FILE, Why.PERIODS, file("jimo", period=Q1), file("jimo", period=Q2)),
    "one file for two indicators in two tasks": (
        *(Sign.FILE, Why.PERIODS, file("jimo")),
        file("jimo", about="exports", task="other"),
    ),
    "one letter for two months": (
        *(Sign.DOCUMENT, Why.PERIODS),
        at("commerce", "青商函〔2020〕7号", LETTER, "2020-05", ""),
        at("commerce", "青商函〔2020〕7号", LETTER, "2020-06", ""),
    ),
    "one letter of two bureaus, in other brackets": (
        *(Sign.DOCUMENT, Why.UNITS),
        at("commerce", "青商函〔2020〕7号", LETTER, "2020-06", ""),
        at("statistics", "关于青商函[2020]第７号", LETTER, "2020-06", ""),
    ),
    "one permit by two units": (
        *(Sign.DOCUMENT, Why.UNITS),
        at("jimo", "鲁自然资预〔2020〕112号批复.pdf"),
        at("laixi", "批复 鲁自然资预(2020)112号.pdf"),
    ),
    "one permit in two quarters": (
        *(Sign.DOCUMENT, Why.PERIODS),
        at("jimo", "青审投〔2020〕31号", period=Q1),
        at("jimo", "依据青审投【2020】31号的证明", period=Q2),
    ),
    "one project in the files of two units": (
        *(Sign.PROJECT, Why.UNITS),
        at("jimo", "海尔卡奥斯工业互联网产业园施工许可证.pdf"),
        at("laixi", "海尔卡奥斯工业互联网产业园 开工照片.jpg"),
    ),
    "one project in a file and in a briefing": (
        *(Sign.PROJECT, Why.UNITS),
        at("jimo", "海尔卡奥斯工业互联网产业园施工许可证.pdf"),
        at("laixi", "已开工建设“海尔卡奥斯工业互联网产业园”项目，完成投资20亿元", BRIEFING),
    ),
    "one project in two briefings, in other widths": (
        *(Sign.PROJECT, Why.UNITS),
        at("jimo", "推进ＢＯＥ物联网移动显示端口项目建设", BRIEFING),
        at("huangdao", "签约BOE物联网移动显示端口项目，总投资81.7亿元", BRIEFING),
    ),
    "one project in two notes": (
        *(Sign.PROJECT, Why.UNITS),
        at("jimo", "含中石化炼化一体化工程50亿元", NOTE, "2020-06", ""),
        at("laixi", "其中中石化炼化一体化工程50亿元", NOTE, "2020-06", ""),
    ),
    "one project by its phases, two units": (
        *(Sign.PROJECT, Why.UNITS),
        at("jimo", "澳柯玛智慧冷链产业园一期.pdf"),
        at("laixi", "澳柯玛智慧冷链产业园（二期）.pdf"),
    ),
    "one project in two phases of one quarter": (
        *(Sign.PROJECT, Why.PARTS),
        at("jimo", "澳柯玛智慧冷链产业园一期.pdf"),
        at("jimo", "澳柯玛智慧冷链产业园二期.pdf", task="second"),
    ),
    "one project in lots of one sheet": (
        *(Sign.PROJECT, Why.PARTS),
        at("jimo", "胶州湾第二隧道工程第1标段.pdf"),
        at("jimo", "胶州湾第二隧道工程第2标段.pdf"),
    ),
    "one project proved in two quarters": (
        *(Sign.PROJECT, Why.PERIODS),
        at("jimo", "正威国际新材料基地投产证明.pdf", period=Q1),
        at("jimo", "正威国际新材料基地投产证明（盖章）.pdf", period=Q2),
    ),
    "one project as a member of two registers": (
        *(Sign.PROJECT, Why.UNITS),
        at("jimo", "“正威国际新材料”项目", MEMBER, "2020", "landed"),
        at("laixi", "“正威国际新材料”项目", MEMBER, "2020", "landed"),
    ),
    "one project as two members of one unit": (
        *(Sign.PROJECT, Why.PARTS),
        at("jimo", "“正威国际新材料一期”项目", MEMBER, "2020", "landed", root="jimo/landed"),
        at("jimo", "“正威国际新材料二期”项目", MEMBER, "2020", "landed", root="jimo/landed"),
    ),
    "one text by two units": (
        *(Sign.TEXT, Why.UNITS, at("jimo", LONG, BRIEFING)),
        at("laixi", LONG.replace("，", ", ").replace("。", "."), BRIEFING),
    ),
    "one text in two quarters": (
        *(Sign.TEXT, Why.PERIODS),
        at("jimo", LONG, BRIEFING, Q1),
        at("jimo", LONG, BRIEFING, Q2),
    ),
    "one text under two subjects": (
        *(Sign.TEXT, Why.INDICATORS, at("jimo", LONG, BRIEFING)),
        at("jimo", LONG, BRIEFING, about="projects"),
    ),
    "one note on two sheets": (
        *(Sign.TEXT, Why.PERIODS),
        at("commerce", LONG, NOTE, "2020-03", ""),
        at("commerce", LONG, NOTE, "2020-06", ""),
    ),
}
UNITS = ("shinan", "shibei", "licang", "jimo")
INNOCENT = {
    "a file for several figures of one sheet": (file("jimo"), file("jimo", about="exports")),
    "a file again in the correction of its sheet": (
        file("jimo", period=Q1, task="first"),
        file("jimo", period=Q1, task="revision", root="first"),
    ),
    "a file again where the sum since January goes on": (file("jimo", period=Q1), file("jimo", period=H1)),
    "a file of two plates of one body": (file("laoshan"), file("plate")),
    "a file of a zone and of the district around it": (file("hightech"), file("chengyang")),
    "a file that four units have": tuple(file(unit) for unit in UNITS),
    "a circular that four units show": tuple(at(unit, "青政办发〔2020〕5号.pdf") for unit in UNITS),
    "a letter with the month's and the quarter's sheet": (
        at("commerce", "青商函〔2020〕7号", LETTER, "2020-06", ""),
        at("commerce", "青商函〔2020〕7号", LETTER, "2020-04..06", "", task="quarter"),
    ),
    "the bureau's letter as evidence of a unit": (
        at("commerce", "青商函〔2020〕7号", LETTER, "2020-06", ""),
        at("jimo", "青商函〔2020〕7号.pdf"),
    ),
    "other numbers of one office and year": (
        at("jimo", "青商函〔2020〕7号.pdf"),
        at("laixi", "青商函〔2020〕17号.pdf"),
    ),
    "one number of two years": (at("jimo", "青商函〔2019〕7号.pdf"), at("laixi", "青商函〔2020〕7号.pdf")),
    "projects in general": (
        at("jimo", "推进重点项目建设，新开工亿元以上产业项目12个", BRIEFING),
        at("laixi", "推进重点项目建设，新开工亿元以上产业项目12个", BRIEFING),
    ),
    "projects with names of their own": (
        at("jimo", "即墨区文化中心工程.pdf"),
        at("laixi", "莱西市文化中心工程.pdf"),
    ),
    "a project that goes on": (
        at("jimo", "正威国际新材料基地主体完工", BRIEFING, Q1),
        at("jimo", "正威国际新材料基地设备进场", BRIEFING, Q2),
    ),
    "its second phase a quarter later": (
        at("jimo", "正威国际新材料基地一期投产", BRIEFING, Q1),
        at("jimo", "正威国际新材料基地二期开工", BRIEFING, Q2),
    ),
    "a project under two subjects of one briefing": (
        at("jimo", "正威国际新材料基地开工", BRIEFING),
        at("jimo", "正威国际新材料基地用工800人", BRIEFING, about="jobs"),
    ),
    "names that every sheet bears": (at("jimo", "证明材料1.pdf"), at("laixi", "证明材料1.pdf")),
    "a short sentence": (
        at("jimo", "进展顺利，按计划推进。", BRIEFING),
        at("laixi", "进展顺利，按计划推进。", BRIEFING),
    ),
    "a text that a bureau gave to all": tuple(at(unit, LONG, BRIEFING) for unit in UNITS),
    "industries of a register": (
        at("jimo", "装备制造", MEMBER, "2020", "output"),
        at("laixi", "装备制造", MEMBER, "2020", "output"),
    ),
    "a member of a project's register in two items": (
        at("jimo", "“正威国际新材料”项目", MEMBER, "2020", "landed", root="jimo/landed"),
        at("jimo", "“正威国际新材料”项目", MEMBER, "2020", "share", root="jimo/share"),
    ),
}


def told(*places: tuple[Mention, ...]) -> set[tuple[Sign, Why]]:
    found = repeated([one for place in places for one in place], KNOWN)
    return {(one.sign, why) for one in found for why in one.why}


@pytest.mark.parametrize("case", PLANTED)
def test_a_planted_claim_is_found_for_its_reason(case: str) -> None:
    sign, why, *places = PLANTED[case]
    assert (sign, why) in told(*places)


@pytest.mark.parametrize("case", INNOCENT)
def test_what_is_innocent_is_left_alone(case: str) -> None:
    assert told(*INNOCENT[case]) == set()


def test_so_many_cases_were_planted() -> None:
    assert len(PLANTED) >= 20 and len(INNOCENT) >= 11
    assert {(sign, why) for sign, why, *_ in PLANTED.values()} >= {
        *((sign, Why.UNITS) for sign in Sign),
        *((sign, Why.PERIODS) for sign in Sign),
    }


def test_everything_at_once_hides_nothing() -> None:
    every = [one for _, _, *places in PLANTED.values() for place in places for one in place]
    innocent = [one for places in INNOCENT.values() for place in places for one in place]
    both = repeated([*every, *innocent], KNOWN)
    planted = {
        (one.sign, one.shown) for one in repeated(every, KNOWN) if one.why and one.sign is Sign.PROJECT
    }
    assert planted <= {(one.sign, one.shown) for one in both if one.why}


def test_what_is_common_is_kept_apart_and_not_hidden() -> None:
    (found,) = repeated([one for unit in UNITS for one in file(unit)], KNOWN)
    assert found.why == frozenset() and len(found.mentions) == 4


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("完成海尔卡奥斯工业互联网产业园二期建设", [("海尔卡奥斯工业互联网产业园", "二期")]),
        ("海尔卡奥斯工业互联网二期产业园", [("海尔卡奥斯工业互联网产业园", "二期")]),
        ("“海尔卡奥斯工业互联网”项目", [("海尔卡奥斯工业互联网", "")]),
        ("中石化炼化一体化工程（第3标段）", [("中石化炼化一体化", "第3标段")]),
        ("海尔卡奥斯产业园、澳柯玛冷链基地", [("海尔卡奥斯产业园", ""), ("澳柯玛冷链基地", "")]),
        ("重点项目、在建工程、产业园、总部", []),
        ("12个亿元以上产业项目", []),
        ("项目" * 500, []),
    ],
)
def test_projects_are_read_out_of_texts(text: str, names: list[tuple[str, str]]) -> None:
    assert [(one.key, one.part) for one in projects_in(text)] == names


def test_a_register_of_projects_is_known_by_its_name() -> None:
    assert names_projects("重点项目库") and not names_projects("主导产业")


@pytest.mark.parametrize(
    "typed",
    ["示考办发[2020]1号", "示考办发（2020）1号", " 示考办发〔２０２０〕 第01号 ", "示考办发【2020】１号"],
)
def test_a_document_number_is_one_however_it_is_typed(typed: str) -> None:
    assert one_number(typed) == one_number("示考办发〔2020〕1号") == "示考办发〔2020〕1号"
    assert one_number(f"{typed}（示例）") == "示考办发〔2020〕1号(示例)"
    assert one_number("No. 2020-1") != one_number("No. 2020-11")
