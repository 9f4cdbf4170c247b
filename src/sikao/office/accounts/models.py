"""Tables of the accounts: organisations, people, what they may do, how they sign in."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from sikao.office.accounts.rights.roles import Lane, Role
from sikao.office.groundwork.appendonly import Record
from sikao.office.groundwork.refs import new_ref

LANES = [(lane.value, lane.term.zh) for lane in Lane]
ROLES = [(role.value, role.term.zh) for role in Role]


class Organisation(models.Model):
    """An assessed unit, a providing bureau, the assessment office. Its code is the scheme's code for good."""

    code = models.CharField(max_length=64, primary_key=True)
    kind = models.CharField(max_length=16)  # unit | bureau | office | other
    ended_on = models.DateField(null=True)
    version = models.IntegerField(default=1)

    def __str__(self) -> str:
        return self.code


class OrganisationName(Record):
    """A name and since when it is used: 即墨市, then 即墨区."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="names")
    name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    since = models.DateField()

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.name}"


class OrganisationChange(Record):
    """Founded, merged into another, split from another, two plates of one unit, dissolved."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="changes")
    what = models.CharField(max_length=16)  # founded | merged | split | plates | dissolved
    other = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    on = models.DateField()
    document = models.CharField(max_length=200, blank=True)
    note = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.what} {self.on}"


class OrganisationEnding(models.Model):
    """A merger or a dissolution that one has asked for; another confirms it, and it becomes a change."""

    ref = models.CharField(max_length=16, primary_key=True, default=new_ref)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="endings")
    what = models.CharField(max_length=16)  # merged | dissolved
    other = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    on = models.DateField()
    document = models.CharField(max_length=200)
    note = models.TextField(blank=True)
    asked_by = models.CharField(max_length=64)
    asked_at = models.DateTimeField()
    outcome = models.CharField(max_length=16, blank=True)  # confirmed | refused
    decided_by = models.CharField(max_length=64, blank=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=~Q(outcome="confirmed", decided_by=F("asked_by")), name="ending_two_persons"
            ),
            models.UniqueConstraint(
                fields=["organisation"], condition=Q(outcome=""), name="ending_one_at_a_time"
            ),
        )

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.what} {self.on}"


class Person(models.Model):
    """A person. ``lane`` never changes; one column, so that nobody can stand in two."""

    ref = models.CharField(max_length=16, primary_key=True, default=new_ref)
    name = models.CharField(max_length=100)
    staff_number = models.CharField(max_length=64, unique=True)
    lane = models.CharField(max_length=16, choices=LANES)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(lane__in=[lane.value for lane in Lane]), name="person_lane"),
            models.UniqueConstraint(fields=["ref", "lane"], name="person_ref_lane"),
        )

    def __str__(self) -> str:
        return self.ref


class Account(models.Model):
    """How a person signs in. ``epoch`` grows whenever rights or secrets change: sessions of before end."""

    person = models.OneToOneField(Person, models.PROTECT, primary_key=True, related_name="account")
    login = models.CharField(max_length=64, unique=True)
    password = models.CharField(max_length=200)
    password_since = models.DateTimeField(null=True)
    must_change = models.BooleanField(default=True)
    totp_secret = models.TextField(blank=True)
    totp_since = models.DateTimeField(null=True)
    totp_step = models.BigIntegerField(default=0)
    issuer = models.CharField(max_length=200, blank=True)
    subject = models.CharField(max_length=200, blank=True)
    epoch = models.IntegerField(default=1)
    initial_until = models.DateTimeField(null=True)
    expires_on = models.DateField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["issuer", "subject"], condition=~Q(subject=""), name="account_subject"
            ),
        )

    def __str__(self) -> str:
        return self.login


class EarlierPassword(models.Model):
    """The hash of a password of before, so that it is not taken up again."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="earlier_passwords")
    password = models.CharField(max_length=200)
    since = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.account_id}"


class RecoveryCode(models.Model):
    """A code, kept as its keyed hash, that stands in once for a lost second factor."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="recovery_codes")
    code = models.CharField(max_length=64)
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.account_id}"


class Attempt(models.Model):
    """Failures to sign in, counted per login name and source; ``key`` is the keyed hash of both."""

    key = models.CharField(max_length=64, primary_key=True)
    failures = models.IntegerField(default=0)
    since = models.DateTimeField()
    about = models.CharField(max_length=64, blank=True)

    class Meta:
        indexes = (models.Index(fields=["about"], name="attempt_about"),)

    def __str__(self) -> str:
        return f"{self.key} {self.failures}"


class AccountRequest(models.Model):
    """A new password or second factor, an unlocking, an identity: asked for by one, confirmed by another.

    It waits for a day; meanwhile it can be refused, or taken back by whoever asked.
    """

    ref = models.CharField(max_length=16, primary_key=True, default=new_ref)
    account = models.ForeignKey(Account, models.PROTECT, related_name="requests")
    what = models.CharField(max_length=16)  # password | factor | unlock | link
    reason = models.CharField(max_length=500)
    issuer = models.CharField(max_length=200, blank=True)  # with subject: the identity to be linked
    subject = models.CharField(max_length=200, blank=True)
    asked_by = models.CharField(max_length=64)
    asked_at = models.DateTimeField()
    outcome = models.CharField(max_length=16, blank=True)  # confirmed | refused
    decided_by = models.CharField(max_length=64, blank=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=~Q(outcome="confirmed", decided_by=F("asked_by")), name="request_two_persons"
            ),
        )

    def __str__(self) -> str:
        return f"{self.account_id} {self.what}"


class ApiToken(models.Model):
    """What a program signs in with: for one person, some verbs and some days. Only its hash is kept."""

    ref = models.CharField(max_length=16, primary_key=True, default=new_ref)
    person = models.ForeignKey(Person, models.PROTECT, related_name="tokens")
    name = models.CharField(max_length=100)
    secret = models.CharField(max_length=64, unique=True)
    scopes = models.TextField()
    made_at = models.DateTimeField()
    last_day = models.DateField()
    ended_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.person_id} {self.name}"


class Membership(Record):
    """A person belongs to an organisation since a day."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="memberships")
    since = models.DateField()
    position_name = models.CharField(max_length=100, blank=True)

    def __str__(self) -> str:
        return f"{self.person_id} {self.organisation_id} {self.since}"


class MembershipEnd(Record):
    """The last day of a membership."""

    membership = models.OneToOneField(Membership, models.PROTECT, related_name="end")
    last_day = models.DateField()

    def __str__(self) -> str:
        return f"{self.membership_id} {self.last_day}"


class Grant(Record):
    """A role proposed for a person; it counts once somebody else has confirmed it."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="grants")
    lane = models.CharField(max_length=16, choices=LANES)
    role = models.CharField(max_length=32, choices=ROLES)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="grants")
    since = models.DateField()
    last_day = models.DateField(null=True)
    proposed_by = models.CharField(max_length=64)

    class Meta:
        constraints = (
            # The lane of every role, written down for the database too.
            models.CheckConstraint(
                condition=Q(*(Q(role=role.value, lane=role.lane.value) for role in Role), _connector=Q.OR),
                name="grant_role_lane",
            ),
            models.CheckConstraint(condition=~Q(proposed_by=F("person")), name="grant_not_to_oneself"),
        )

    def __str__(self) -> str:
        return f"{self.person_id} {self.role} {self.organisation_id}"


class GrantConfirmation(Record):
    """The second person's word on a grant."""

    grant = models.OneToOneField(Grant, models.PROTECT, related_name="confirmation")
    confirmed_by = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.grant_id} {self.confirmed_by}"


class GrantEnd(Record):
    """The end of a grant."""

    grant = models.OneToOneField(Grant, models.PROTECT, related_name="end")
    ended_by = models.CharField(max_length=64)
    reason = models.CharField(max_length=500)

    def __str__(self) -> str:
        return f"{self.grant_id} {self.ended_by}"


class Delegation(Record):
    """A signer names, beforehand, who signs in the signer's place from one day to another."""

    signer = models.ForeignKey(Person, models.PROTECT, related_name="delegations")
    delegate = models.ForeignKey(Person, models.PROTECT, related_name="stands_in")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    since = models.DateField()
    last_day = models.DateField()

    def __str__(self) -> str:
        return f"{self.signer_id} {self.delegate_id} {self.since}"


class DelegationEnd(Record):
    """A delegation taken back before its last day."""

    delegation = models.OneToOneField(Delegation, models.PROTECT, related_name="end")

    def __str__(self) -> str:
        return self.delegation_id
