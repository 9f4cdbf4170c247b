"""Ten districts in August: the half-year is announced, July's figures are in, an amendment is on its way."""

from datetime import date
from functools import cache

from sikao.interfaces.processes import answered
from sikao.office.accounts.rights.roles import Role
from sikao.office.amendments import actions
from sikao.office.amendments.queries import amendment
from sikao.office.cycle import actions as cycle
from sikao.office.rulebook import actions as rulebook
from sikao.office.rulebook.checking import Checked, check_upload
from sikao.office.rulebook.papers import Paper
from tests.office.amendments.districts import TEN, amended, original, packed_scheme
from tests.office.city import SCHEME, City
from tests.office.results import ways as results
from tests.office.results.years import computed, first_reported, post, work

REASON = "外资任务由64.5亿美元调减为58.0亿美元"
MINUTES = Paper("市委常委会会议纪要〔2020〕第18号", date(2020, 8, 17), b"%PDF-1.7 minutes", "会议纪要.pdf")
SINCE = "q3"


@cache
def checked(scheme=None) -> Checked:
    """The amended scheme as somebody uploads it."""
    return check_upload(packed_scheme(scheme or amended()), "调整后方案.zip", run=answered)


def reported_through(month: int, after: int = 0) -> list:
    """The figures of the ten for stretches of 2020 that end in some months; first, of years before, too."""
    found = []
    for figure in first_reported():
        year, _, rest = figure.period.partition("-")
        last = int(rest[-2:]) if rest else 12
        early = int(year) < 2020 and after == 0
        if figure.unit in (*TEN, "qingdao") and (early or (year == "2020" and after < last <= month)):
            found.append(figure)
    return found


def founded() -> City:
    """The scheme with the task of 64.5 is sealed and its year open."""
    city = City()
    staff = city.person("staff", Role.OFFICE_STAFF)
    approvers = [city.person("director", Role.OFFICE_DIRECTOR), city.person("leader", Role.LEADER)]
    city.person("director2", Role.OFFICE_DIRECTOR)
    city.person("auditor", Role.AUDITOR)
    city.staffed("commerce", "jimo")
    first = check_upload(packed_scheme(original()), "方案.zip", run=answered)
    ref = rulebook.draft(actor=staff, at=city.now(), checked=first).ref
    rulebook.submit(actor=staff, at=city.now(), scheme=ref, digest=first.digest)
    for approver in approvers:
        rulebook.approve(actor=approver, at=city.now(), scheme=ref, digest=first.digest)
    rulebook.seal(actor=staff, at=city.now(), scheme=ref, digest=first.digest)
    cycle.open_year(actor=staff, at=city.now(), scheme=SCHEME)
    return city


def in_august() -> City:
    """The first quarter and the half-year are announced, July's figures are there."""
    city = founded()
    for checkpoint, month, day in (("q1", 4, 27), ("h1", 7, 27)):
        city.on(2020, month, day)
        post(city, reported_through({"q1": 3, "h1": 6}[checkpoint], {"q1": 0, "h1": 3}[checkpoint]))
        results.published(city, computed(city, checkpoint=checkpoint))
    city.on(2020, 8, 18)
    post(city, reported_through(7, 6))
    return city


def given(city: City, who: str, ref: str, **more):
    return {"actor": city.people[who], "at": city.now(), "amendment": ref, **more}


def proposed(city: City, scheme=None, since: str = SINCE, who: str = "staff", **more) -> str:
    told = {"scheme": SCHEME, "checked": checked(scheme), "since": since, "reason": REASON, **more}
    return actions.propose_amendment(actor=city.people[who], at=city.now(), **told).ref


def weighed(city: City, ref: str) -> str:
    actions.weigh_amendment(**given(city, "staff", ref))
    work(city)
    return amendment(ref).impact


def submitted(city: City, ref: str, who: str = "staff") -> str:
    if not amendment(ref).impact:
        weighed(city, ref)
    return actions.submit_amendment(**given(city, who, ref))


def approved(city: City, ref: str) -> str:
    bound = submitted(city, ref)
    for who in ("director", "leader"):
        actions.approve_amendment(**given(city, who, ref, bound=bound))
    return bound


def issued(city: City, ref: str) -> str:
    bound = approved(city, ref)
    actions.issue_amendment(**given(city, "director", ref, bound=bound))
    return bound
