"""Two days of an office as it expects them: an objection that is won, and a census after the approval.

The totals are those of the demonstration's year: 莱西 781.36 and 平度 782.30, 即墨 878.43 and 崂山 877.98.
"""

import io
import subprocess
import sys
import zipfile
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from sikao.core.books import package_bytes
from sikao.core.insight import Player
from sikao.office.groundwork.notices.models import Notice
from sikao.office.groundwork.refusals import NotNow
from sikao.office.results import actions
from sikao.office.results.analysing import change_between
from sikao.office.results.changes import Changed, changed_since
from sikao.office.results.claiming import contested, understood
from sikao.office.results.computing import figures_at
from sikao.office.results.editions import edition
from sikao.office.results.effects import Affected, effect_of
from sikao.office.results.keeping import kept_book
from sikao.office.results.queries import run as run_view
from sikao.office.results.replaying import replay
from sikao.office.rulebook.queries import scheme_of, sealed_digest
from tests.drill.figures import many
from tests.office.city import SCHEME, City
from tests.office.results import ways
from tests.office.results.years import computed, revised

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.slow,
    pytest.mark.skipif(not many(0, 1), reason="a whole year is computed four times: part of the drill"),
]
ENTITIES = ("laixi", "new_consumer_entities", "level", "2020")
GDP = ("jimo", "gdp", "growth", "2020")


def totals(ref: str) -> dict[str, tuple[str, int]]:
    rows = kept_book(edition(ref).book_sha256).at("year").filter(node="total", scorecard="districts")
    return {
        unit: (f"{points:.2f}", rank) for unit, points, rank in rows.select("unit", "points", "rank").rows()
    }


def test_an_objection_is_won_and_a_census_later_changes_no_grade(city: City, tmp_path: Path) -> None:
    ref = an_objection_is_won(city)
    the_census_revises_gdp(city, ref, tmp_path)


def an_objection_is_won(city: City) -> str:
    """莱西 35 of 40 new entities, for 25 points: 35/40 × 25 = 21.875; it claims 37: 23.125.

    21.88 → 23.13 makes 781.36 → 782.61, which passes 平度 with 782.30.
    """
    ref = ways.given(city, computed(city, checkpoint="year"))
    assert (totals(ref)["laixi"], totals(ref)["pingdu"]) == (("781.36", 8), ("782.30", 7))
    city.staffed("laixi", "pingdu")
    claim = {"unit": "laixi", "node": "consumer_entities", "figure": "/".join(ENTITIES)}
    made = actions.raise_objection(
        actor=city.people["laixi_s"],
        at=city.now(),
        edition=ref,
        claimed="37",
        reason="两家新增企业未计入",
        **claim,
    )
    digest = sealed_digest(SCHEME)
    figure = contested(digest, [ENTITIES])[0]
    seen = effect_of(digest, "year", figure, understood(digest, figure, "37"))
    same = ("qualified", "qualified")
    assert {one.unit: replace(one, points_before=None, points=None) for one in seen.affected} == {
        "pingdu": Affected("districts", "pingdu", None, None, 7, 8, *same, ("advance",), ()),
        "laixi": Affected("districts", "laixi", None, None, 8, 7, *same, (), ("advance",)),
    }
    points = {one.unit: (Decimal(one.points_before), Decimal(one.points)) for one in seen.affected}
    assert points["laixi"] == (Decimal("781.36"), Decimal("782.61"))
    assert points["pingdu"] == (Decimal("782.30"), Decimal("782.30"))
    ruling = {"value": "37", "seen": seen.digest, "reason": "经核实，两家企业应计入"}
    actions.uphold_objection(actor=city.people["staff"], at=city.now(), objection=made, **ruling)
    run = computed(city, checkpoint="year")
    actions.rerun_edition(actor=city.people["staff"], at=city.now(), edition=ref, run=run)
    assert (totals(ref)["laixi"], totals(ref)["pingdu"]) == (("782.61", 7), ("782.30", 8))
    node = kept_book(edition(ref).book_sha256).of_unit("laixi").filter(node="consumer_entities")
    assert f"{node['points'][0]:.2f}" == "23.13"
    assert brought_by_the_ruling(ref) == Decimal("1.25")
    told = Notice.objects.get(code="notice.result_changed", person="pingdu_s")
    assert "an objection was upheld" in told.details
    assert not {"莱西", "laixi", "782", "37"} & {
        word for word in ("莱西", "laixi", "782", "37") if word in told.details
    }
    return ref


def brought_by_the_ruling(ref: str) -> Decimal:
    """Of the points that 莱西 has since nobody had reported anything: 781.36 → 782.61."""
    view = edition(ref)
    (account, *_) = change_between(replace(view, seq=0), view).accounts_of("laixi")
    (line,) = [line for line in account.total.lines if line.player is Player.OWN_RULING]
    assert (account.scorecard, account.total.after) == ("districts", Decimal("782.61"))
    return line.shown


def the_census_revises_gdp(city: City, ref: str, tmp_path: Path) -> None:
    """即墨 3.9 → 3.8, of 2.6 to 4.2: 27 + 18 × 1.2/1.6 = 40.50 instead of 41.63, hence 878.43 → 877.30.

    崂山 with 877.98 is then before it; both keep their grade. The book that was approved stays.
    """
    ways.over(city, ref)
    bound = ways.approved(city, ref)
    director = {"actor": city.people["director"], "at": city.now()}
    actions.publish_edition(**director, edition=ref, bound=bound)
    first = edition(ref)
    revised(city, "3.8", GDP)
    second = ways.given(city, computed(city, checkpoint="year"))
    ways.over(city, second)
    bound = ways.submitted(city, second)
    with pytest.raises(NotNow) as refused:
        actions.approve_edition(actor=city.people["leader"], at=city.now(), edition=second, bound=bound)
    assert refused.value.findings[0].code == "edition.needs_document"
    paper = replace(ways.PAPER, day=city.at.date())
    staff = {"actor": city.people["staff"], "at": city.now()}
    actions.approve_edition_offline(**staff, edition=second, bound=bound, paper=paper)
    actions.publish_edition(actor=city.people["director"], at=city.now(), edition=second, bound=bound)
    changed = changed_since(edition(ref), edition(second))
    district = ("districts", "laoshan"), ("districts", "jimo")
    assert [_short(one) for one in changed] == [
        (*district[0], "877.98", "877.98", 5, 4),
        (*district[1], "878.43", "877.30", 4, 5),
    ]
    assert all(one.grade == one.grade_before for one in changed)
    assert (edition(ref).run, edition(ref).book) == (first.run, first.book)
    for of in (ref, second):
        assert replay(run_view(edition(of).run)).findings == ()
        assert edition(of).book in recomputed_elsewhere(of, tmp_path / of)


def _short(one: Changed) -> tuple[object, ...]:
    points = (f"{one.points_before:.2f}", f"{one.points:.2f}")
    return one.group, one.unit, *points, one.rank_before, one.rank


def recomputed_elsewhere(ref: str, folder: Path) -> str:
    """What a machine says that has Python, the package, and nothing else."""
    view = run_view(edition(ref).run)
    scheme = scheme_of(view.scheme)
    packed = package_bytes(scheme, figures_at(scheme, view.seq), kept_book(view.book_sha256))
    zipfile.ZipFile(io.BytesIO(packed)).extractall(folder)
    command = [sys.executable, "-S", "-I", "verify.py"]
    done = subprocess.run(command, cwd=folder, env={}, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
