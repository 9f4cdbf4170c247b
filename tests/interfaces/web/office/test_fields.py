"""Mass assignment: whatever names of columns are sent along, every form does exactly what it does without.

Chance and clock are the same in both runs, so that the whole database must be: every table, every row, the
journal's hashes too. Forms that no story below fills in are sent those names alone, and must do nothing.
"""

import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from random import Random  # noqa: TID251 -- from a stated seed

import pytest
from django.core.files.base import ContentFile
from django.db import transaction
from django.test import Client

from sikao.interfaces.web.office.pages import PAGES, Open
from sikao.office.accounts.hashing import hashed
from sikao.office.accounts.models import (
    Account,
    AccountRequest,
    ApiToken,
    Delegation,
    Grant,
    Membership,
    OrganisationEnding,
    Person,
)
from sikao.office.cycle.judging import judge
from sikao.office.cycle.models import Confirmation, Draft, Task, Verification
from sikao.office.groundwork.models import Entry
from sikao.office.ledger.queries import versions_in
from tests.drill.figures import many, some
from tests.interfaces.web.office.matrix import NOBODY, ROUTES, Case, Whole
from tests.interfaces.web.office.test_matrix import built, whole
from tests.office.columns import MODELS, NAMES
from tests.office.staff import PASSWORD

__all__ = ["built", "whole"]
HOSTILE = "9"
OWN_FIELDS = {
    ("journal-export", "journal.export"),  # asks for nothing
    ("job-cancel", "job.cancel"),  # asks for nothing
    ("decision-close", "decision.close"),  # asks for a word on what became of it
    ("docket-return", "docket.return"),  # asks for the reason
}
"""Forms that are complete with what happens to be a column's name, too."""
NEW = "Kettle+lantern 41 reeds"


@dataclass(frozen=True)
class Step:
    """One form as a person fills it in; ``parts`` are of its address. ``own`` are fields left empty."""

    who: str
    page: str
    form: Callable[[], dict] = dict
    parts: Callable[[], dict] = dict
    own: frozenset[str] = field(default_factory=frozenset)


def made() -> Person:
    return Person.objects.get(staff_number="n77")


def of_made() -> dict:
    return {"person": made().pk}


def waiting_link() -> str:
    return AccountRequest.objects.get(account__person=made(), what="link", outcome="").pk


def ending() -> str:
    return OrganisationEnding.objects.get(organisation="newunit", outcome="").pk


ADMINISTRATION = (
    Step(
        "system",
        "organisation-add",
        lambda: {"code": "newunit", "kind": "unit", "name": "新区", "name_en": "New", "since": "2021-01-01"},
    ),
    Step(
        "system",
        "organisation-rename",
        lambda: {"name": "新城区", "name_en": "New town", "since": "2021-02-01"},
        lambda: {"code": "newunit"},
    ),
    Step(
        "system",
        "organisation-change",
        lambda: {"what": "founded", "on": "2021-01-01", "document": "1号", "note": "x", "other": ""},
        lambda: {"code": "newunit"},
    ),
    Step("system", "person-add", lambda: {"name": "新人", "staff_number": "n77", "lane": "business"}),
    Step(
        "system",
        "membership-add",
        lambda: {"organisation": "newunit", "since": "2021-01-01", "position": "科长"},
        of_made,
    ),
    Step("system", "account-open", lambda: {"login": "newcomer", "expires_on": "2022-01-01"}, of_made),
    Step(
        "security",
        "grant-propose",
        lambda: {
            "role": "reporter",
            "organisation": "newunit",
            "since": "2021-03-01",
            "last_day": "2022-01-01",
        },
        of_made,
    ),
    Step("director", "grant-confirm", dict, lambda: {"grant": Grant.objects.get(person=made()).pk}),
    Step("system", "account-ask", lambda: {"what": "password", "reason": "忘记"}, of_made),
    Step(
        "director",
        "account-confirm",
        dict,
        lambda: {"asked": AccountRequest.objects.get(account__person=made(), what="password").pk},
    ),
    Step(
        "security",
        "grant-end",
        lambda: {"reason": "调离"},
        lambda: {"grant": Grant.objects.get(person=made()).pk},
    ),
    Step(
        "system",
        "membership-end",
        lambda: {"last_day": "2021-12-20"},
        lambda: of_made() | {"membership": Membership.objects.get(person=made()).pk},
    ),
    Step(
        "security",
        "account-link",
        lambda: {"issuer": "https://id.example", "subject": "7", "reason": "本人到场核实"},
        of_made,
    ),
    Step("system", "account-refuse", lambda: {"reason": "身份有误"}, lambda: {"asked": waiting_link()}),
    Step(
        "security",
        "account-link",
        lambda: {"issuer": "https://id.example", "subject": "8", "reason": "本人到场核实"},
        of_made,
    ),
    Step("director", "account-confirm", dict, lambda: {"asked": waiting_link()}),
    Step("security", "account-unlink", lambda: {"reason": "身份遗失"}, of_made),
    Step(
        "system",
        "ending-ask",
        lambda: {"what": "merged", "other": "laixi", "on": "2021-02-03", "document": "7号", "note": "x"},
        lambda: {"code": "newunit"},
    ),
    Step("system", "ending-refuse", lambda: {"reason": "文号有误"}, lambda: {"ending": ending()}),
    Step(
        "system",
        "ending-ask",
        lambda: {"what": "merged", "other": "laixi", "on": "2021-02-04", "document": "8号", "note": "x"},
        lambda: {"code": "newunit"},
    ),
    Step("director", "ending-confirm", dict, lambda: {"ending": ending()}),
    Step("security", "account-close", lambda: {"reason": "调离"}, of_made),
)


def reporting(whole: Whole) -> tuple[Step, ...]:
    """A month filled in, taken back, returned, handed in again and signed."""
    office, city = whole.office, whole.office.city
    cells = city.cells(office.open)
    kept = frozenset({"note", "document", "document_date", "caliber", "nothing"})

    def sheet() -> dict:
        return {"ref": office.open}

    def filled() -> dict:
        draft = Draft.objects.filter(task=office.open, paper=False).first()
        typed = {f"c:{key}": text for key, text in cells.items()}
        seen = 0 if draft is None else city.warnings(office.open)
        return typed | {"version": 0 if draft is None else draft.version, "seen": seen}

    def letter() -> dict:
        return {"file": ContentFile(b"%PDF-1.7 x", "letter.pdf")}

    def digest() -> dict:
        task = Task.objects.get(pk=office.open)
        return {"digest": judge(task, Draft.objects.get(task=task, paper=False), complete=True).digest}

    submitting = Step("reporter", "task-submit", filled, sheet, kept)
    return (
        Step("reporter", "task-draft", filled, sheet, kept),
        Step("reporter", "task-evidence", letter, sheet, frozenset({"key", "remove", "file"})),
        submitting,
        Step("reporter", "task-take-back", dict, sheet),
        submitting,
        Step("signer", "task-return", lambda: {"reason": "请核对"}, sheet),
        submitting,
        Step("signer", "task-sign", digest, sheet),
    )


def answering(whole: Whole) -> tuple[Step, ...]:
    """What was signed is disputed and answered, corrected after all, verified; another sheet is put off."""
    office = whole.office
    first = "c:" + next(iter(office.city.cells(office.signed)))

    def check() -> dict:
        return {"ref": office.confirmation}

    def dispute() -> dict:
        found = Confirmation.objects.get(pk=office.confirmation)
        one = next(version for version in versions_in(found.submission) if version.unit == found.unit)
        return {"step": "dispute", f"dispute-{one.ref}": "与台账不符"}

    def verified() -> dict:
        found = Verification.objects.get(pk=office.verification)
        return {"step": "return", "figure": versions_in(found.submission)[0].ref, "reason": "请说明"}

    def later() -> dict:
        return {"until": "2022-03-01", "reason": "疫情", "document": "1号"}

    return (
        Step("unit", "check-give", dispute, check),
        Step("reporter", "check-answer", lambda: {"reason": "以统计局为准"}, check),
        Step(
            "reporter", "task-revise", lambda: {first: "on", "reason": "填错"}, lambda: {"ref": office.signed}
        ),
        Step("reporter", "revision-drop", dict, lambda: {"ref": Task.objects.get(kind="revise").ref}),
        Step("verifier", "verification-decide", verified, lambda: {"ref": office.verification}),
        Step("director", "task-extend", later, lambda: {"ref": office.foreign}),
    )


def oneself(whole: Whole) -> tuple[Step, ...]:
    """Signing in, a new password, a delegate, a token, notices, signing out."""

    def delegate() -> dict:
        Membership.objects.get(person_id="deputy")
        days = {"since": "2021-04-10", "last_day": "2021-04-20"}
        return {"delegate": "deputy", "organisation": "commerce", **days}

    del whole
    return (
        Step(NOBODY, "sign-in", lambda: {"login": "reporter_p", "password": PASSWORD, "next": "/account/"}),
        Step(NOBODY, "password", lambda: {"present": PASSWORD, "new": NEW, "again": NEW}),
        Step(NOBODY, "sign-out"),
        Step("signer", "delegations", delegate),
        Step(
            "signer",
            "delegation-end",
            dict,
            lambda: {"delegation": Delegation.objects.filter(since=date(2021, 4, 10)).get().pk},
        ),
        Step(
            "reporter",
            "tokens",
            lambda: {"name": "交换平台", "scopes": ["task.view"], "last_day": "2021-06-01"},
        ),
        Step("reporter", "token-end", dict, lambda: {"token": ApiToken.objects.get(name="交换平台").pk}),
        Step("unit", "notices-read", dict, dict, frozenset({"ref", "go", "back"})),
    )


STORIES = {
    "administration": lambda _: ADMINISTRATION,
    "reporting": reporting,
    "answering": answering,
    "oneself": oneself,
}


@pytest.fixture
def fated(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Chance that is the same every time it is begun anew."""

    def begin() -> None:
        fate = Random(20210201)
        monkeypatch.setattr(secrets, "choice", fate.choice)
        monkeypatch.setattr(secrets, "token_bytes", lambda size=32: fate.randbytes(size))
        monkeypatch.setattr(secrets, "token_hex", lambda size=32: fate.randbytes(size).hex())
        monkeypatch.setattr(secrets, "token_urlsafe", lambda size=32: fate.randbytes(size).hex()[:43])

    return begin


def kept() -> dict[str, list[dict]]:
    """All that the database holds, but sessions."""
    return {
        model._meta.db_table: list(model._default_manager.order_by("pk").values())
        for model in MODELS
        if not model._meta.proxy
    }


def told(whole: Whole, steps: tuple[Step, ...], more: set[str]) -> tuple[list[int], dict[str, list[dict]]]:
    """What each form was answered with, and all that is kept after the last of them; then undone."""
    began, answers = whole.office.city.at, []
    with transaction.atomic():
        Account.objects.filter(pk="reporter_p").update(password=hashed(PASSWORD), totp_secret="")
        stranger = whole.client(NOBODY)
        for step in steps:
            client: Client = stranger if step.who == NOBODY else whole.client(step.who)
            form = step.form()
            extra = dict.fromkeys(more - set(form) - step.own, HOSTILE)
            parts = step.parts()
            answer = client.post(
                whole.address(Case(step.page, step.who, "none", "post"), parts), form | extra
            )
            answers.append(answer.status_code)
            assert answer.status_code in {200, 302}, (step.page, answer.content.decode()[-3000:])
        found = kept()
        transaction.set_rollback(True)
    whole.office.city.at = began
    return answers, found


@pytest.mark.slow
@pytest.mark.parametrize("story", STORIES)
def test_names_of_columns_sent_along_change_nothing(whole: Whole, fated, story: str) -> None:
    steps = STORIES[story](whole)
    fated()
    plain = told(whole, steps, set())
    fated()
    assert told(whole, steps, NAMES) == plain


def filled_in(whole: Whole) -> set[str]:
    return {step.page for steps in STORIES.values() for step in steps(whole)}


def others(whole: Whole) -> Iterator[Case]:
    """Every form that no story fills in, for somebody to whom it is open."""
    who = ("staff", "director", "reporter", "system", "security", "audit", NOBODY)
    pages = sorted(set(PAGES) - filled_in(whole))
    for number, page in enumerate(pages):
        # In a sample each form for one of them, for another one the next.
        for asking in some(who[number % len(who) :] + who[: number % len(who)], len(who)):
            yield Case(page, asking, "first", "post")


@pytest.mark.slow
def test_forms_that_get_nothing_but_names_of_columns_do_nothing(whole: Whole) -> None:
    """Refused, or not there: nothing but the entry of a refusal is new, or of what needs one word alone.

    ``reason`` is a column's name, and some of these forms have it as their own.
    """
    asked, acted = 0, set()
    for case in others(whole):
        if "<" in ROUTES[case.page] and whole.thing(case) is None:
            continue
        with transaction.atomic():
            before = Entry.objects.latest("seq").seq
            whole.client(case.who).post(whole.address(case), dict.fromkeys(NAMES, HOSTILE))
            done = Entry.objects.filter(seq__gt=before, outcome="done").values_list("verb", flat=True)
            acted |= {(case.page, verb) for verb in done}
            transaction.set_rollback(True)
        asked += 1
    assert acted <= OWN_FIELDS, acted - OWN_FIELDS
    assert acted == OWN_FIELDS or not many(0, 1)
    assert asked > many(20, 120)


def test_every_writing_page_is_in_a_story_or_among_the_others(whole: Whole) -> None:
    pages = {page for page, wanted in PAGES.items() if wanted is not Open.PUBLIC or page == "sign-in"}
    assert {"task-draft", "grant-propose", "person-add", "sign-in", "tokens"} <= filled_in(whole) <= pages
    assert len(filled_in(whole)) >= 30
    assert {"status", "unit", "value", "role", "lane", "epoch", "state", "person_id"} - NAMES <= {"status"}
