"""Prepares a home in mid-year for browsers: ``python -m tests.browser.office_home FOLDER``.

Whoever is at home there signs in with ``PASSWORD``; the clock of the home begins at ``AT``.
"""

import os
import sys
from datetime import UTC, datetime
from pathlib import Path

AT = datetime(2020, 7, 16, 1, tzinfo=UTC)
PASSWORD = "Plum-rain over 7 hills"  # noqa: S105 - nobody's
DISTRICTS = ("shinan", "shibei", "licang", "laoshan", "jimo")


def prepare(home: Path) -> None:
    """Tables, keys, the year opened, people, and a few tasks on their way."""
    from sikao.office.groundwork.layout import lay_out  # noqa: PLC0415

    lay_out(home, None, owner_apart=False)
    offset = int((AT - datetime.now(UTC)).total_seconds())  # noqa: TID251 - the home is moved in time
    told = f"https = false\nsecond_factor = false\ndemo = true\ndemo_offset_seconds = {offset}\n"
    settings = home / "sikao.toml"
    settings.write_text(told + settings.read_text("utf-8"), "utf-8")
    os.environ |= {"SIKAO_HOME": str(home), "DJANGO_SETTINGS_MODULE": "sikao.interfaces.settings"}
    import django  # noqa: PLC0415

    django.setup()
    from sikao.office.accounts.sealing import make_field_key  # noqa: PLC0415
    from sikao.office.groundwork.preparing import prepare as prepared  # noqa: PLC0415
    from tests.office.city import NEW_YEAR, City  # noqa: PLC0415

    prepared(NEW_YEAR)
    make_field_key(home / "keys")
    people(City())


def people(city) -> None:
    from sikao.office.accounts.hashing import hashed  # noqa: PLC0415
    from sikao.office.accounts.models import Account, OrganisationName, Person  # noqa: PLC0415
    from sikao.office.cycle.duties import owed  # noqa: PLC0415
    from tests.office.city import SCHEME  # noqa: PLC0415

    city.opened()
    city.staffed("commerce", "statistics", *DISTRICTS)
    scheme = owed(SCHEME).scheme
    for code in ("commerce", "statistics", *DISTRICTS):
        named = scheme.providers.get(code) or scheme.units[code]
        row = OrganisationName(organisation_id=code, name=named.name, name_en=named.name_en or "")
        row.since = city.at.date().replace(year=2019)
        city.record_facts(row)
    password = hashed(PASSWORD)
    Account.objects.update(password=password, must_change=False, password_since=AT)
    for person in Person.objects.all():
        person.name = NAMES.get(person.pk, person.name)
        person.save()
    city.on(2020, 4, 9)
    march = city.task("commerce", "month", "2020-03")
    city.deliver("commerce", march, city.cells(march))
    city.on(2020, 7, 15)


NAMES = {
    "commerce_r": "填报甲",
    "commerce_s": "签审乙",
    "statistics_r": "填报丙",
    "statistics_s": "签审丁",
    "staff": "考核办经办",
    "director": "考核办主任",
}

if __name__ == "__main__":
    prepare(Path(sys.argv[1]).resolve())
