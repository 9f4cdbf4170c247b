"""The monthly report tells progress and what lags; nothing in it is scored or ranked."""

from sikao.office.bulletins.content.monthly import Progress, monthly_report
from sikao.office.bulletins.document import Paragraph

GIVEN = (
    Progress("甲区", "实际使用外资", "5.6亿美元", "1.2亿美元", "滞后", True, "资金未到位。"),
    Progress("乙区", "固定资产投资增速", "3.5%", "5.2%", "推进中"),
    Progress("乙区", "新增消费市场主体", "50家", "50家", "已完成"),
)


def said(document):
    return {block.id: block.text for block in document.body if isinstance(block, Paragraph)}


def lines(document, annex):
    return [[cell.text for cell in line.cells] for line in document.annexes[annex].blocks[0].lines]


def test_counts_and_what_lags(frame):
    told = said(monthly_report(GIVEN, frame, "2020年5月"))
    assert told["overall"] == "本月共2个单位的3项，其中滞后1项、推进中1项、已完成1项；列入滞后清单的1项。"
    assert told["lagging"] == "进展滞后的有甲区“实际使用外资”，详见附件。"
    english = said(monthly_report(GIVEN, frame, "May 2020", lang="en"))
    assert english["overall"].startswith("3 matters of 2 units: ")


def test_the_annexes_are_all_matters_and_those_that_lag(frame):
    document = monthly_report(GIVEN, frame, "2020年5月")
    assert lines(document, 0)[1] == ["2", "乙区", "固定资产投资增速", "3.5%", "5.2%", "推进中"]
    assert lines(document, 1) == [["1", "甲区", "实际使用外资", "5.6亿美元", "1.2亿美元", "资金未到位。"]]


def test_where_nothing_lags_there_is_no_list(frame):
    document = monthly_report(GIVEN[1:], frame, "2020年5月")
    assert len(document.annexes) == 1 and "lagging" not in said(document)


def test_a_long_list_is_cut_in_the_text_alone(frame):
    document = monthly_report(GIVEN[:1] * 7, frame, "2020年5月")
    assert said(document)["lagging"].count("甲区") == 5 and "等，详见附件" in said(document)["lagging"]
    assert len(lines(document, 1)) == 7
