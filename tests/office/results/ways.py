"""Short ways to bring a result on: opened, given to the units, submitted, approved, published."""

from datetime import timedelta

from sikao.office.accounts.rights.roles import Role
from sikao.office.results import actions
from sikao.office.results.editions import edition, silent_units
from sikao.office.rulebook.papers import Paper
from tests.office.city import City
from tests.office.results.years import FAI

PAPER = Paper("市委常委会会议纪要〔2021〕第9号", None, b"%PDF-1.7 minutes", "纪要.pdf")


def opened(city: City, run: str) -> str:
    return actions.open_edition(actor=city.people["staff"], at=city.now(), run=run)


def given(city: City, run: str) -> str:
    ref = opened(city, run)
    actions.give_edition(actor=city.people["staff"], at=city.now(), edition=ref)
    return ref


def agreed(city: City, ref: str, *but: str) -> None:
    """Every unit agrees, but for some."""
    for unit in silent_units(edition(ref)):
        if unit not in but:
            who = f"{unit}_s"
            if who not in city.people:
                city.person(who, Role.SIGNER, unit)
            actions.agree_to_edition(actor=city.people[who], at=city.now(), edition=ref, unit=unit)


def over(city: City, ref: str) -> None:
    """The days for replies pass."""
    city.at = edition(ref).reply_until + timedelta(hours=1)


def submitted(city: City, ref: str, *, units: str = "points", public: str = "nothing") -> str:
    """What is submitted, by the digest that is approved."""
    act = {"actor": city.people["staff"], "at": city.now(), "edition": ref}
    actions.submit_edition(**act, units=units, public=public)
    return edition(ref).bound


def approved(city: City, ref: str, **audience: str) -> str:
    bound = submitted(city, ref, **audience)
    for who in ("director", "leader"):
        actions.approve_edition(actor=city.people[who], at=city.now(), edition=ref, bound=bound)
    return bound


def published(city: City, run: str, **audience: str) -> str:
    ref = given(city, run)
    over(city, ref)
    bound = approved(city, ref, **audience)
    actions.publish_edition(actor=city.people["director"], at=city.now(), edition=ref, bound=bound)
    return ref


def objected(city: City, ref: str, claimed: str = "8.1", **more) -> str:
    """李沧 objects to the growth of its fixed-asset investment."""
    if "licang_s" not in city.people:
        city.staffed("licang")
    asked = {"unit": "licang", "node": "fai", "figure": "/".join(FAI), "reason": "统计口径有误，见附件"}
    return actions.raise_objection(
        actor=city.people["licang_s"], at=city.now(), edition=ref, claimed=claimed, **{**asked, **more}
    )
