from sikao.core.scheme.model import Docket
from sikao.core.scheme.plain import plain_record


def test_what_is_usual_need_not_be_written():
    rule = Docket()
    assert (rule.items, rule.bodies, rule.notice_days) == ((), (), 5)
    assert plain_record(rule) == {}, "so that the digests of schemes that say nothing of it stay as they were"
