from decimal import Decimal

from sikao.core.scheme.model import MonthlyReview
from sikao.core.scheme.plain import plain_record


def test_what_is_usual_need_not_be_written():
    rule = MonthlyReview()
    assert (rule.nodes, rule.tags, rule.green, rule.yellow) == ((), (), Decimal(1), Decimal("0.9"))
    assert (rule.rate_green, rule.rate_yellow, rule.meeting_days, rule.explain_days) == (0, -2, 5, 2)
    assert plain_record(rule) == {}, "so that the digests of schemes that say nothing of it stay as they were"
