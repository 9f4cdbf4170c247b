"""A request that is sent again: one effect, one answer."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from sikao.office.groundwork.idempotency import KEPT, Answer, Answered, forget_answers, once
from sikao.office.groundwork.notices.models import MailAddress
from sikao.office.groundwork.refusals import NotNow

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both]
AT = datetime(2020, 7, 18, 1, 2, 3, tzinfo=UTC)


class Effect:
    """Something that must happen once; counts how often it did."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> Answer:
        self.times += 1
        MailAddress.objects.create(person=f"p{self.times}", mail="a@b")
        return Answer(201, "application/json", f'{{"times": {self.times}}}')


def ask(effect, *, person="p", key="k", request="r", at=AT):
    return once(person=person, key=key, request=request, at=at, perform=effect)


def test_the_same_request_has_one_effect_and_one_answer():
    effect = Effect()
    assert ask(effect) == (Answer(201, "application/json", '{"times": 1}'), False)
    assert ask(effect) == (Answer(201, "application/json", '{"times": 1}'), True)
    assert MailAddress.objects.count() == effect.times == 1


def test_another_request_under_the_same_key_is_refused():
    effect = Effect()
    ask(effect)
    with pytest.raises(NotNow, match="used for another"):
        ask(effect, request="other")
    assert effect.times == 1


def test_keys_of_other_people_are_other_keys():
    effect = Effect()
    assert [ask(effect, person=person)[1] for person in ("a", "b")] == [False, False]


def test_what_fails_keeps_nothing_and_may_be_sent_again():
    effect = Effect()

    def broken() -> Answer:
        effect()
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        ask(broken)
    assert not MailAddress.objects.exists() and not Answered.objects.exists()
    assert ask(Effect())[1] is False


def test_after_some_days_the_key_is_new():
    effect = Effect()
    ask(effect)
    assert ask(effect, at=AT + KEPT)[1] is True
    assert forget_answers(AT + KEPT) == 0
    later = AT + KEPT + timedelta(seconds=1)
    assert ask(effect, at=later)[1] is False
    assert (effect.times, forget_answers(later + KEPT + timedelta(seconds=1))) == (2, 1)


def test_fifty_copies_at_once_have_one_effect():
    effect = Effect()

    def sent(_: int) -> tuple[Answer, bool]:
        try:
            return ask(effect)
        finally:
            connection.close()

    if connection.vendor == "sqlite" and connection.is_in_memory_db():
        found = [sent_here(effect) for _ in range(50)]
    else:
        with ThreadPoolExecutor(8) as pool:
            found = list(pool.map(sent, range(50)))
    assert {answer.body for answer, _ in found} == {'{"times": 1}'}
    assert sum(not again for _, again in found) == 1
    assert MailAddress.objects.count() == 1


def sent_here(effect) -> tuple[Answer, bool]:
    """A database in memory has one connection, hence nothing at once."""
    return ask(effect)
