"""Who reads a figure, and which version of it: before and after a revision."""

from sikao.core.insight.needs import keys_of_units
from sikao.core.scheme import compile_scheme
from sikao.office.cycle import actions
from sikao.office.cycle.duties import owed
from sikao.office.cycle.uses import outcomes_of, readings_of, uses_of_figure
from sikao.office.ledger.queries import versions
from tests.office.city import SCHEME, City

FIXED = ("licang", "fixed_assets", "growth", "2020-01..03")


def revised(city: City, item: tuple[str, str, str, str], provider: str, frequency: str, through: str):
    """The versions of a figure that was handed in after its quarter and revised in July."""
    city.staffed(provider)
    city.on(2020, 4, 20)
    task = city.task(provider, frequency, through)
    city.deliver(provider, task, city.cells(task) | {"/".join(item): "12"})
    city.on(2020, 7, 18)
    revision = actions.open_revision(
        actor=city.people[f"{provider}_r"], at=city.now(), task=task, keys=[item], reason="核减"
    )
    city.deliver(provider, revision, {"/".join(item): "11"}, note="核减", document="核减单")
    return versions([item])


def test_a_figure_of_the_first_quarter_is_read_at_the_first_quarter(city: City) -> None:
    del city
    readings = readings_of(SCHEME, FIXED)
    # Growth of fixed-asset investment, January to March: the first quarter's table of the districts.
    assert {(reading.checkpoint, reading.node) for reading in readings} == {("q1", "fai")}
    assert all("licang" in reading.units for reading in readings)


def test_a_unit_that_is_not_concerned_reads_nothing(city: City) -> None:
    del city
    assert readings_of(SCHEME, ("nowhere", *FIXED[1:])) == ()
    assert readings_of(SCHEME, ("licang", "nothing", *FIXED[2:])) == ()


def test_whatever_the_scheme_looks_for_has_a_reader(city: City) -> None:
    """The other list of what is read is drawn up without regard to who reads it."""
    del city
    keys = set(keys_of_units(compile_scheme(owed(SCHEME).scheme), ["licang"]))
    unread = [key for key in keys if not readings_of(SCHEME, key) and not outcomes_of(SCHEME, key)]
    assert len(keys) > 100
    # A veto asks for accidents at the year's end alone; the list names its earlier periods too.
    assert {key[1] for key in unread} == {"major_accidents"}
    assert outcomes_of(SCHEME, ("licang", "major_accidents", "level", "2020"))


def test_a_retroactive_revision_counts_from_the_half_year_on_and_leaves_the_first_quarter(city: City) -> None:
    before, after = revised(city, FIXED, "statistics", "month", "2020-03")
    (use,) = uses_of_figure(SCHEME, FIXED, [before, after])
    assert (use.checkpoint, use.version, use.before) == ("q1", before.ref, ())
    assert use.later == (("h1", after.ref),)


def test_a_correction_before_the_closing_takes_the_first_ones_place(city: City) -> None:
    city.staffed("statistics")
    city.on(2020, 4, 20)
    task = city.task("statistics", "month", "2020-03")
    city.deliver("statistics", task, city.cells(task) | {"/".join(FIXED): "12"})
    revision = actions.open_revision(
        actor=city.people["statistics_r"], at=city.now(), task=task, keys=[FIXED], reason="笔误"
    )
    city.deliver("statistics", revision, {"/".join(FIXED): "11"}, note="笔误", document="更正函")
    before, after = versions([FIXED])
    (use,) = uses_of_figure(SCHEME, FIXED, [before, after])
    assert (use.version, use.before, use.later) == (after.ref, ((before.ref, after.seq),), ())


def test_a_prospective_revision_leaves_the_closed_checkpoint_alone(city: City) -> None:
    scheme = owed(SCHEME).scheme
    task = city.task("commerce", "month", "2020-03")
    keys = [tuple(key.split("/")) for key in city.cells(task)]
    item = next(
        key for key in keys if scheme.items[key[1]].revision == "prospective" and key[0] in scheme.units
    )
    before, after = revised(city, item, "commerce", "month", "2020-03")
    assert after.since == "h1"
    for use in uses_of_figure(SCHEME, item, [before, after]):
        expected = before.ref if use.checkpoint == "q1" else after.ref
        assert (use.version, use.later) == (expected, ())
