"""The ruling letter, on acceptance scenario 3.3: 莱西 35 → 37, 21.88 → 23.13, 781.36 → 782.61."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from sikao.office.bulletins.content.ruling import Change, Decision, Ruling, ruling_letter
from sikao.office.bulletins.content.standing import ALL, Disclosed
from sikao.office.bulletins.document import Heading, Paragraph

RULING = Ruling(
    unit="莱西市",
    indicator="新增消费市场主体",
    period="2020年度",
    received=date(2021, 4, 20),
    asked="你单位认为应为37家。",
    found="经核查，有2家漏计。",
    decision=Decision.GRANTED,
    value=("35家", "37家"),
    points=Change(Decimal("21.88"), Decimal("23.13")),
    total=Change(Decimal("781.36"), Decimal("782.61")),
    place=Change(Decimal(8), Decimal(7)),
)


def ruled(frame, ruling=RULING, disclosed=ALL, lang="zh"):
    body = ruling_letter(ruling, frame, disclosed=disclosed, lang=lang).body
    return next(block.text for block in body if isinstance(block, Paragraph) and block.id == "ruled")


def test_what_changes_is_said_with_before_and_after(frame):
    assert ruled(frame) == (
        "异议成立，予以更正。数据由35家更正为37家。该指标得分由21.88分更正为23.13分。"
        "总分由781.36分更正为782.61分。名次由第8位变为第7位。"
    )
    assert ruled(frame, lang="en") == (
        "The objection is granted and the figure corrected. The figure changes from 35家 to 37家. "
        "Its points: from 21.88 to 23.13. The total: from 781.36 to 782.61. The place changes from 8 to 7."
    )


def test_only_what_may_be_told_is_said(frame):
    assert ruled(frame, disclosed=Disclosed.GRADES) == "异议成立，予以更正。数据由35家更正为37家。"
    assert "第8位" not in ruled(frame, disclosed=Disclosed.POINTS)
    assert "781" not in ruled(frame, disclosed=Disclosed.RANKS)


def test_what_stays_is_not_said(frame):
    refused = replace(RULING, decision=Decision.REFUSED, value=None, points=None, total=None)
    level = replace(refused, place=Change(Decimal(8), Decimal(8)))
    assert ruled(frame, level) == "异议不成立，维持原结果。"


def test_it_is_a_letter_to_the_unit(frame):
    document = ruling_letter(RULING, frame)
    assert (document.title, document.addressees) == ("2020年度综合考核复核裁定书", "莱西市")
    assert [block.text for block in document.body if isinstance(block, Heading)] == [
        *("申请事项", "查明情况", "裁定结果", "有关事项")
    ]
