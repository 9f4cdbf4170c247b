"""The three administrators come in from the networks of the place alone; everybody else from everywhere."""

from dataclasses import replace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sikao.core.wording import Finding, Severity
from sikao.office.accounts.actions.signing_in import sign_in_elsewhere
from sikao.office.accounts.models import Account
from sikao.office.accounts.places import refuse_elsewhere
from sikao.office.accounts.rights.roles import Lane, Role
from sikao.office.groundwork.actor import Actor, Channel
from sikao.office.groundwork.here import set_read_only
from sikao.office.groundwork.models import Entry
from sikao.office.groundwork.refusals import NotYou
from tests.interfaces.web.office.conftest import moment, without_a_home
from tests.office.staff import AT, PASSWORD, organisation, person, signed_in

__all__ = ["moment", "without_a_home"]
pytestmark = pytest.mark.django_db
ADMINISTRATORS = {Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN}
INSIDE, OUTSIDE = "10.1.2.3", "10.2.0.1"


@pytest.fixture(autouse=True)
def bound(settings) -> None:
    """The place names a network for administrators."""
    networks = ("10.1.0.0/16", "2001:db8::/32")
    settings.SIKAO_PLACE = replace(settings.SIKAO_PLACE, administrator_networks=networks, behind_proxy=False)


def at_home(who: Actor) -> Client:
    """A browser in which somebody has signed in with both factors."""
    Account.objects.filter(pk=who.person).update(totp_secret="set")  # noqa: S106
    return signed_in(who)


def refusals() -> list[tuple[str, str, str]]:
    rows = Entry.objects.filter(outcome="refused").order_by("seq")
    return [(row.actor, row.verb, row.object_ref) for row in rows if "sign_in.elsewhere" in row.new]


@pytest.mark.parametrize("role", list(Role))
def test_the_three_are_bound_to_their_networks_and_nobody_else_is(role: Role) -> None:
    organisation("laoshan")
    who = person("who", role if role.whole else (role, "laoshan"))
    browser = at_home(who)
    assert browser.get("/", REMOTE_ADDR=INSIDE).status_code == 200
    assert browser.get("/", REMOTE_ADDR="2001:db8::7").status_code == 200
    outside = browser.get("/", REMOTE_ADDR=OUTSIDE)
    if role not in ADMINISTRATORS:
        assert outside.status_code == 200 and refusals() == []
        return
    assert outside.status_code == 403 and outside.headers["Cache-Control"] == "no-store"
    page = outside.content.decode()
    assert "三类管理员不能从这里登录" in page and "administrator_networks" in page
    assert "who" not in page, "nothing of the account is shown"
    assert refusals() == [(who.person, "session.sign_in", who.person)]
    # The session is over, whoever had it; nothing more is journaled by asking again.
    assert browser.get("/", REMOTE_ADDR=OUTSIDE).status_code == 302
    assert browser.get("/", REMOTE_ADDR=INSIDE).headers["Location"].startswith("/sign-in/")
    assert len(refusals()) == 1


@pytest.mark.parametrize("address", ["/people/", "/account/", "/sign-out/", "/sign-in/", "/no-such-page/"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_no_address_and_no_method_leads_round_it(address: str, method: str) -> None:
    browser = at_home(person("xitong", Role.SYSTEM_ADMIN))
    answer = getattr(browser, method)(address, REMOTE_ADDR=OUTSIDE)
    assert answer.status_code == 403 and len(refusals()) == 1


def test_half_signed_in_is_refused_as_well() -> None:
    who = person("xitong", Role.SYSTEM_ADMIN)
    Account.objects.filter(pk=who.person).update(totp_secret="set")  # noqa: S106
    browser = signed_in(who, factor=False)
    assert browser.get("/sign-in/second-factor/", REMOTE_ADDR=OUTSIDE).status_code == 403


def test_signing_in_is_refused_after_the_password_was_right_and_not_before(client: Client) -> None:
    who = person("xitong", Role.SYSTEM_ADMIN)
    person("wang")

    def enter(login: str, password: str, address: str):
        return client.post("/sign-in/", {"login": login, "password": password}, REMOTE_ADDR=address)

    wrong = enter("xitong", "no", OUTSIDE)  # nobody learns from here who administers
    assert wrong.status_code == 422 and "登录名或口令不对" in wrong.content.decode()
    right = enter("xitong", PASSWORD, OUTSIDE)
    assert right.status_code == 403 and "三类管理员不能从这里登录" in right.content.decode()
    assert refusals() == [(who.person, "session.sign_in", who.person)]
    assert client.get("/", REMOTE_ADDR=INSIDE).headers["Location"].startswith("/sign-in/")
    assert enter("wang", PASSWORD, OUTSIDE).status_code == 302
    assert enter("xitong", PASSWORD, INSIDE).headers["Location"] == "/account/second-factor/"


def test_a_provider_that_vouches_leads_no_way_round() -> None:
    who = person("xitong", Role.SYSTEM_ADMIN)
    Account.objects.filter(pk=who.person).update(issuer="https://id.example", subject="7")
    given = {"actor": Actor("", Channel.WEB), "at": AT, "issuer": "https://id.example", "subject": "7"}
    with pytest.raises(NotYou) as refused:
        sign_in_elsewhere(**given, address=OUTSIDE)
    assert [finding.code for finding in refused.value.findings] == ["sign_in.elsewhere"]
    assert sign_in_elsewhere(**given, address=INSIDE).person == who.person


def test_behind_a_proxy_the_address_that_it_saw_counts(settings) -> None:
    """Whoever writes the header himself has his own word in front; the proxy's stands last."""
    settings.SIKAO_PLACE = replace(settings.SIKAO_PLACE, behind_proxy=True)
    who = person("xitong", Role.SYSTEM_ADMIN)
    for forwarded, status in (
        (INSIDE, 200),
        (f"{OUTSIDE}, {INSIDE}", 200),
        (f"{INSIDE}, {OUTSIDE}", 403),
        (OUTSIDE, 403),
        ("", 403),
        ("unknown", 403),
    ):
        browser = at_home(who)
        headers = {"x-forwarded-for": forwarded, "x-forwarded-proto": "https"}
        assert browser.get("/", REMOTE_ADDR=INSIDE, headers=headers).status_code == status, forwarded
    # Without the proxy's word, what a browser writes is nothing.
    settings.SIKAO_PLACE = replace(settings.SIKAO_PLACE, behind_proxy=False)
    answer = at_home(who).get("/", REMOTE_ADDR=OUTSIDE, headers={"x-forwarded-for": INSIDE})
    assert answer.status_code == 403


def test_without_a_role_or_without_the_setting_nobody_is_bound(settings) -> None:
    who = person("nobody", lane=Lane.SYSTEM)
    refuse_elsewhere(who, AT, OUTSIDE)  # an account without a role opens nothing anyway
    settings.SIKAO_PLACE = replace(settings.SIKAO_PLACE, administrator_networks=())
    xitong = person("xitong", Role.SYSTEM_ADMIN)
    with CaptureQueriesContext(connection) as work:
        refuse_elsewhere(xitong, AT, OUTSIDE)
    assert len(work) == 0


def test_a_home_that_records_nothing_keeps_them_out_all_the_same() -> None:
    browser = at_home(person("xitong", Role.SYSTEM_ADMIN))
    fault = Finding("home.retention", Severity.ERROR, details={"days": "1", "least": "184"})
    set_read_only([fault])
    try:
        assert browser.get("/", REMOTE_ADDR=OUTSIDE).status_code == 403
    finally:
        set_read_only(())
    assert refusals() == []


def test_a_page_that_asks_by_itself_is_bound_as_well() -> None:
    browser = at_home(person("xitong", Role.SYSTEM_ADMIN))
    passive = browser.get("/session/", REMOTE_ADDR=OUTSIDE, headers={"sikao-passive": "1"})
    assert passive.status_code == 403
