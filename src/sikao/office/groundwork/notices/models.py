"""The tables of notices and of the addresses that reminders go to."""

from __future__ import annotations

from django.db import models

from sikao.office.groundwork.refs import new_ref


class Notice(models.Model):
    """One message for one person: a code of the wording catalogue, its details (JSON), what it is about."""

    ref = models.CharField(max_length=16, primary_key=True, default=new_ref)
    person = models.CharField(max_length=64)
    code = models.CharField(max_length=64)
    details = models.TextField(default="{}")
    object_kind = models.CharField(max_length=64, blank=True)
    object_ref = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "notice"
        indexes = (
            models.Index(fields=["person", "at"], name="notice_person"),
            models.Index(fields=["person"], condition=models.Q(read_at=None), name="notice_unread"),
        )

    def __str__(self) -> str:
        return f"{self.ref} {self.person} {self.code}"


class MailAddress(models.Model):
    """Where a person wants reminders sent; nobody without an address gets any."""

    person = models.CharField(max_length=64, primary_key=True)
    mail = models.CharField(max_length=254)

    class Meta:
        db_table = "notice_mail"

    def __str__(self) -> str:
        return self.person
