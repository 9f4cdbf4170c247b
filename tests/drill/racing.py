"""``python -m tests.drill.racing --each N``: acts that exclude each other, at the same moment, in processes.

On SQLite in a home of its own, or on the server that ``DATABASE_URL`` names. Every pair is let go so many
times; exactly one of its acts may have effect. Prints its figures as JSON; exit code 1 when anything else
happened.
"""

import argparse
import json
import os
import subprocess
import sys
import time

from tests.homes import ROOT, prepared_home

INSIDE = "SIKAO_DRILL_INSIDE"


def main() -> int:
    """Make a home, and race in a process of its own."""
    parser = argparse.ArgumentParser(prog="python -m tests.drill.racing")
    parser.add_argument("--each", type=int, default=4, help="so often is every pair let go")
    parser.add_argument("--only", nargs="*", default=[], help="these races alone, by their names")
    asked = parser.parse_args()
    if INSIDE in os.environ:
        return _inside(asked.each, asked.only)
    command = [sys.executable, "-m", "tests.drill.racing", "--each", str(asked.each), "--only", *asked.only]
    with prepared_home() as environment:
        return subprocess.run(command, cwd=ROOT, env=environment | {INSIDE: "1"}, check=False).returncode


def _inside(each: int, only: list[str]) -> int:
    import django  # noqa: PLC0415 -- its settings are named by the environment

    django.setup()
    from django.db import connection  # noqa: PLC0415

    from sikao.office.groundwork.verifying import verify  # noqa: PLC0415
    from tests.drill.figures import progress  # noqa: PLC0415
    from tests.office.accounts import racing as rights  # noqa: PLC0415
    from tests.office.cycle import racing as sheets  # noqa: PLC0415
    from tests.office.racing import Racing  # noqa: PLC0415

    races = [race for race in (*sheets.RACES, *rights.RACES) if not only or race.__name__ in only]
    wrong: list[str] = []
    with Racing(_city()) as racing:
        racing.warm()
        wrong += _the_year_opens_once(racing)
        for number, race in enumerate(races, 1):
            began = time.monotonic()
            try:
                for _ in range(each):
                    racing.count(race)
            except AssertionError as failed:
                wrong.append(f"{race.__name__}: {failed}")
            took = time.monotonic() - began
            progress(
                f"{number} of {len(races)}: {race.__name__} {racing.told.get(race.__name__)}, {took:.0f} s"
            )
    wrong += [finding.text("en") for finding in verify().findings]
    told = {"database": connection.vendor, "races": len(races) + 1, "each": each}
    told |= {"let_go": each * len(races) + 1, "slowest_seconds": f"{racing.slowest:.2f}"}
    told |= {"ended": racing.told, "wrong": wrong}
    sys.stdout.write(json.dumps(told, ensure_ascii=False) + "\n")
    return 1 if wrong else 0


def _city():
    """The year is open, and everybody is there who competes; done once, because sealing takes seconds."""
    from sikao.office.accounts.rights.roles import Role  # noqa: PLC0415
    from tests.office.city import City  # noqa: PLC0415

    city = City()
    city.opened()
    city.staffed("petitions", "jimo")
    city.person("second_r", Role.REPORTER, "petitions")
    city.person("second_s", Role.SIGNER, "petitions")
    city.person("deputy", Role.VERIFIER, "petitions")
    city.person("system", Role.SYSTEM_ADMIN)
    for code in ("development_reform", "inspection", "assessment_office", "reform_office"):
        city.person("v1", Role.VERIFIER, code)
        city.person("v2", Role.VERIFIER, code)
    city.on(2021, 1, 5)
    return city


def _the_year_opens_once(racing) -> list[str]:
    """A year is opened once in the life of a database: four of the office press at the same moment."""
    from sikao.office.cycle import actions  # noqa: PLC0415
    from sikao.office.cycle.models import OpenedYear, Task  # noqa: PLC0415

    press = racing.act(actions.open_year, "staff", scheme="qingdao_2019")
    told = racing.at_once(**{f"press{number}": press for number in range(4)})
    opened = OpenedYear.objects.filter(scheme="qingdao_2019")
    tasks = Task.objects.filter(scheme="qingdao_2019").count()
    once = sorted(told.values()) == ["NotNow", "NotNow", "NotNow", "done"]
    if once and [row.tasks for row in opened] == [tasks]:
        return []
    return [f"a year pressed open four times at once: {told}, {tasks} tasks"]


if __name__ == "__main__":
    sys.exit(main())
