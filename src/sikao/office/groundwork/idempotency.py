"""Requests that a program sends again: the same key and request get the same answer, and have one effect."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import models, transaction

from sikao.office.groundwork.canonical import canonical, sha256
from sikao.office.groundwork.refusals import NotNow

KEPT = timedelta(days=2)
"""So long an answer is given again; afterwards the key is new."""


class Answered(models.Model):
    """The answer to a request with a key. ``request`` is a digest of what was asked."""

    key = models.CharField(max_length=64, primary_key=True)
    request = models.CharField(max_length=64)
    status = models.IntegerField(default=0)
    media = models.CharField(max_length=100, blank=True)
    body = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        db_table = "api_answer"
        indexes = (models.Index(fields=["at"], name="api_answer_at"),)

    def __str__(self) -> str:
        return f"{self.key} {self.status}"


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered; ``passing`` where another moment may bring another answer."""

    status: int
    media: str
    body: str
    passing: bool = False


def once(
    *, person: str, key: str, request: str, at: datetime, perform: Callable[[], Answer]
) -> tuple[Answer, bool]:
    """The answer to a request, and whether it had been given before.

    Everything that ``perform`` does is saved together with its answer, or not at all when it raises. The key
    counts for the person. Another request under the same key raises ``NotNow``. A passing answer is not kept:
    the next request with the key is performed.
    """
    name = sha256(canonical([person, key]).encode())
    with transaction.atomic():
        Answered.objects.filter(pk=name, at__lt=at - KEPT).delete()
        given = {"request": request, "at": at}
        row, made = Answered.objects.select_for_update(no_key=True).get_or_create(pk=name, defaults=given)
        if row.request != request:
            raise NotNow.of("api.key_used")
        if not made:
            return Answer(row.status, row.media, row.body), True
        answer = perform()
        if answer.passing:
            row.delete()
        else:
            row.status, row.media, row.body = answer.status, answer.media, answer.body
            row.save()
        return answer, False


def forget_answers(at: datetime) -> int:
    """Delete what is kept no longer; how many answers that were."""
    return Answered.objects.filter(at__lt=at - KEPT).delete()[0]
