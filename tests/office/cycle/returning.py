"""A unit's own report of which a bureau has returned a figure."""

from sikao.office.accounts.rights.roles import Role
from sikao.office.cycle import actions
from sikao.office.cycle.duties import owed
from sikao.office.cycle.models import Task, Verification
from tests.office.city import SCAN, SCHEME, City


def own_report(city: City, unit: str) -> Task:
    """A unit's sheet about itself with figures that somebody verifies."""
    verified = {code for code, item in owed(SCHEME).scheme.items.items() if item.verified_by}
    for task in Task.objects.filter(kind="report", provider=unit).order_by("opens", "ref"):
        if {key.split("/")[1] for key in city.cells(task.ref)} & verified:
            return task
    raise AssertionError(unit)


def delivered_report(city: City) -> Task:
    """The sheet of 即墨 about itself, signed in time."""
    city.staffed("jimo")
    city.on(2021, 1, 6)
    sheet = own_report(city, "jimo")
    city.deliver("jimo", sheet.ref, city.cells(sheet.ref), scan=SCAN)
    return sheet


def returned(city: City) -> tuple[Verification, tuple[str, str, str, str]]:
    """A figure that who verifies it has just returned."""
    found = Verification.objects.order_by("verifier")[0]
    city.person("verifies", Role.VERIFIER, found.verifier)
    figure = next(one for one in actions.verifying.to_decide(found) if one.value is not None)
    actions.verify_figures(
        actor=city.people["verifies"], at=city.now(), verification=found.ref, returned={figure.ref: "不实"}
    )
    return found, figure.key
