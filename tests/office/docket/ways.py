"""Short ways through the docket of a city: applied, examined, under notice, decided."""

from datetime import date, timedelta

from sikao.office.accounts.rights.roles import Role
from sikao.office.docket import actions
from sikao.office.docket.queries import ApplicationView, application
from sikao.office.ledger.facts import NewEvidence
from sikao.office.rulebook.papers import Paper
from tests.office.city import SCHEME, City

SCAN = NewEvidence("cd" * 32, "国办通报.pdf", 1000, media="application/pdf", sm3="ef" * 32)
PAPER = Paper("考核委员会会议纪要〔2020〕第7号", date(2020, 1, 13), b"%PDF-1.7 minutes", "纪要.pdf")
PRAISE, MEETING = "state_commendations", "national_meetings"
NATIONAL, PROVINCIAL, TALK = "national_criticisms", "provincial_criticisms", "city_talks"


def with_people() -> City:
    """Two people of the office beside its director, a leader, two districts, a body and a department."""
    city = City.in_its_year()
    city.person("other", Role.OFFICE_STAFF)
    city.staffed("jimo", "laixi", "emergency")
    city.on(2020, 1, 13)
    return city


def given(city: City, who: str, **more) -> dict:
    return {"actor": city.people[who], "at": city.now(), **more}


def applied(city: City, who: str = "jimo_s", unit: str = "jimo", item: str = PRAISE, **more) -> str:
    told = {
        "scheme": SCHEME,
        "matter": "落实有关重大政策措施真抓实干成效明显",
        "count": "1",
        "reason": "受到国务院办公厅督查激励",
        "document": "国办发〔2020〕1号",
        "document_date": date(2020, 1, 8),
        "files": [SCAN],
    }
    return actions.apply_for_bonus(**given(city, who, unit=unit, item=item, **{**told, **more}))


def charged(city: City, who: str = "emergency_s", body: str = "emergency", **more) -> str:
    told = {
        "scheme": SCHEME,
        "unit": "laixi",
        "item": PROVINCIAL,
        "matter": "较大事故通报",
        "count": "1",
        "reason": "省安委会通报批评",
        "document": "鲁安发〔2020〕3号",
        "document_date": date(2020, 1, 9),
        "files": [SCAN],
    }
    return actions.bring_deduction(**given(city, who, body=body, **{**told, **more}))


def examined(city: City, ref: str, count: str = "1", by: tuple[str, str] = ("staff", "other")) -> str:
    """Examined twice with the same proposal."""
    reason = "文件属实，符合方案"
    actions.examine_application(**given(city, by[0], application=ref, count=count, reason=reason))
    actions.reexamine_application(**given(city, by[1], application=ref, count=count, reason=reason))
    return ref


def shown(city: City, *refs: str) -> str:
    """Under notice together."""
    actions.announce_applications(**given(city, "staff", scheme=SCHEME, applications=refs))
    return refs[0]


def over(city: City, ref: str) -> str:
    """The days of notice pass."""
    until = application(ref).notice_until
    assert until is not None
    city.at = until + timedelta(minutes=1)
    return ref


def ready(city: City, ref: str, count: str = "1") -> str:
    """Examined, shown, and the days are over."""
    return over(city, shown(city, examined(city, ref, count)))


def decided(city: City, ref: str, count: str = "1", by: tuple[str, str] = ("director", "leader")) -> None:
    """Decided by two."""
    actions.decide_application(**given(city, by[0], application=ref, count=count, reason="同意"))
    actions.confirm_decision(**given(city, by[1], application=ref, bound=application(ref).bound))


def granted(city: City, ref: str, count: str = "1") -> ApplicationView:
    """All the way."""
    decided(city, ready(city, ref, count), count)
    return application(ref)
