"""People, where they belong, and their accounts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.views.decorators.http import require_GET, require_POST

from sikao.interfaces.web.office.asking import OfficeRequest
from sikao.interfaces.web.office.forms import act, day, day_or_none, done, page, text
from sikao.interfaces.web.office.frame import paint_office
from sikao.interfaces.web.office.grants import table_context
from sikao.interfaces.web.office.signin import signed_of
from sikao.office.accounts import listing
from sikao.office.accounts.actions import accounts
from sikao.office.accounts.actions import people as acts
from sikao.office.accounts.handovers import roles_run_out, roles_to_hand_over, would_do_both
from sikao.office.accounts.listing import MembershipRow, PersonCard
from sikao.office.accounts.rights.deciding import may
from sikao.office.accounts.rights.roles import Lane, Role
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.accounts.rules.words import REQUESTS
from sikao.office.accounts.waiting import waiting_requests
from sikao.office.cycle.queries import open_work
from sikao.office.groundwork.calendar import ONE_DAY
from sikao.office.groundwork.clock import day_of
from sikao.office.groundwork.refusals import NotThere


@dataclass(frozen=True, slots=True)
class Handover:
    """What a person does for an organisation, who could take it over, and what is open there.

    ``run_out`` are the roles whose last day has passed, ``both`` the colleagues who would report and sign.
    """

    membership: MembershipRow
    roles: tuple[Role, ...]
    run_out: tuple[tuple[Role, date], ...]
    colleagues: tuple[tuple[str, str], ...]
    both: tuple[str, ...]
    since: date
    tasks: int
    drafts: int


@require_GET
def people(request: OfficeRequest) -> HttpResponse:
    """The list of people, searched by name, number or login; what waits for a second person above it."""
    search, number = request.GET.get("search", "").strip()[:100].replace("\0", ""), page(request)
    rows, more = listing.people(request.at, search, number)
    return paint_office(
        request,
        "office/people/people.html",
        section="people",
        rows=rows,
        more=more,
        page=number,
        search=search,
        lanes=list(Lane),
        requests=waiting_requests(request.at),
        request_words=REQUESTS,
    )


@require_POST
def person_add(request: OfficeRequest) -> HttpResponse:
    """Enter a person."""
    made = act(request, acts.add_person, "name", "staff_number", "lane")
    return done("person", person=made)


@require_GET
def person(request: OfficeRequest, person: str) -> HttpResponse:
    """One person: memberships, account, grants."""
    return _card(request, person)


def _card(request: OfficeRequest, person: str, initial: str = "") -> HttpResponse:
    card = listing.person_card(person, request.at)
    if card is None:
        raise NotThere.of("person.unknown")
    return paint_office(
        request,
        "office/people/person.html",
        section="people",
        card=card,
        today=day_of(request.at),
        organisations=[row for row in listing.organisations(request.at) if not row.has_ended],
        roles=[role for role in Role if role.lane is card.row.lane],
        handovers=_handovers(request, card) if may(Verb.GRANT_PROPOSE, signed_of(request).holdings) else [],
        **table_context(request),
        initial=initial,
    )


def _handovers(request: OfficeRequest, card: PersonCard) -> list[Handover]:
    """The organisations for which a person did something that a colleague could take over."""
    found = (_handover(request, card.row.ref, row) for row in card.memberships)
    return [one for one in found if one.roles or one.run_out]


def _handover(request: OfficeRequest, person: str, row: MembershipRow) -> Handover:
    today = day_of(request.at)
    roles, run_out = roles_to_hand_over(person, row.code, today), roles_run_out(person, row.code, today)
    since = max(today, today if row.last_day is None else row.last_day + ONE_DAY)
    others = listing.colleagues(row.code, request.at, person)
    both = {ref for ref, _ in others if would_do_both(ref, roles, row.code, since)}
    tasks, drafts = open_work(row.code)
    return Handover(
        row,
        roles,
        run_out,
        tuple((ref, name) for ref, name in others if ref not in both),
        tuple(name for ref, name in others if ref in both),
        since,
        tasks,
        drafts,
    )


@require_POST
def membership_add(request: OfficeRequest, person: str) -> HttpResponse:
    """Record that a person belongs to an organisation."""
    act(request, acts.add_membership, "organisation", "position", person=person, since=day(request, "since"))
    return done("person", person=person)


@require_POST
def membership_end(request: OfficeRequest, person: str, membership: str) -> HttpResponse:
    """Record the last day of a membership."""
    last_day = day(request, "last_day")
    act(request, acts.end_membership, membership=membership, last_day=last_day)
    return done("person", person=person)


@require_POST
def account_open(request: OfficeRequest, person: str) -> HttpResponse:
    """Open an account; the initial password is shown this once."""
    initial = act(
        request, accounts.open_account, "login", person=person, expires_on=day_or_none(request, "expires_on")
    )
    return _card(request, person, initial)


@require_POST
def account_close(request: OfficeRequest, person: str) -> HttpResponse:
    """Close an account."""
    reason = text(request, "reason")
    act(request, accounts.close_account, person=person, reason=reason)
    return done("person", person=person)


@require_POST
def account_link(request: OfficeRequest, person: str) -> HttpResponse:
    """Ask to link an account to an identity of the provider."""
    act(request, accounts.ask_link, "issuer", "subject", "reason", person=person)
    return done("people")


@require_POST
def account_unlink(request: OfficeRequest, person: str) -> HttpResponse:
    """Undo the link of an account at once."""
    act(request, accounts.unlink_account, "reason", person=person)
    return done("person", person=person)


@require_POST
def account_ask(request: OfficeRequest, person: str) -> HttpResponse:
    """Ask for a new password, for a lost second factor to be taken away, or for an unlocking."""
    what, reason = text(request, "what"), text(request, "reason")
    if what == "unlock":
        act(request, accounts.ask_unlock, person=person, reason=reason)
    else:
        act(request, accounts.ask_reset, person=person, what=what, reason=reason)
    return done("people")


@require_POST
def account_confirm(request: OfficeRequest, asked: str) -> HttpResponse:
    """Confirm what another administrator asked for; a new password is shown this once."""
    waiting = {row.ref: row for row in waiting_requests(request.at)}
    initial = act(request, accounts.confirm_request, request=asked)
    if not initial:
        return done("people")
    return _card(request, waiting[asked].person, initial)


@require_POST
def account_refuse(request: OfficeRequest, asked: str) -> HttpResponse:
    """Refuse what was asked for an account, or take the request back."""
    act(request, accounts.refuse_request, "reason", request=asked)
    return done("people")
