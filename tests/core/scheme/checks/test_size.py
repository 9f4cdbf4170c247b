"""Many units and groups: refused beyond the limit, and looked at in proportion below it."""

from sikao.core.figures.table import Figures
from sikao.core.insight import implausible_figures, missing_figures
from sikao.core.scheme import load_scheme
from sikao.core.scheme.compiling import compile_scheme
from tests.core.scheme.broken import assert_found
from tests.core.scheme.samples import write_sample
from tests.drill.figures import many
from tests.growth import growth


def more_units(count):
    """The changes of the sample scheme that add so many counties, each with a target of its own."""
    codes = [f"u{number:05}" for number in range(count)]
    units = "".join(f"  {code}: {{name: {code}县, group: counties}}\n" for code in codes)
    targets = "".join(f", {code}: {20 + number}" for number, code in enumerate(codes))
    return [
        ("units.yaml", "  east: {name", f"{units}  east: {{name"),
        ("parameters.yaml", "west: 20", f"west: 20{targets}"),
    ]


def more_groups(count, *, nested=False):
    """The changes that add so many ranking groups with a county each: side by side or nested.

    The county of each is within that of the one before too.
    """
    codes = [f"g{number:04}" for number in range(count)]
    above = ["counties", *codes] if nested else ["counties"] * count
    groups = "".join(
        f"  {code}: {{name: {code}组, parent: {parent}, ranked: true}}\n"
        for code, parent in zip(codes, above, strict=False)
    )
    inside = ["", *(f", within: u{code}" for code in codes)]
    units = "".join(
        f"  u{code}: {{name: {code}县, group: {code}{within}}}\n"
        for code, within in zip(codes, inside, strict=False)
    )
    targets = "".join(f", u{code}: {20 + number}" for number, code in enumerate(codes))
    return [
        ("units.yaml", "units:  ", f"{groups}units:  "),
        ("units.yaml", "  east: {name", f"{units}  east: {{name"),
        ("parameters.yaml", "west: 20", f"west: 20{targets}"),
    ]


BROKEN = {
    "scheme.too_many_units": more_units(9_998),
    "scheme.too_many_groups": more_groups(1_000),
}


def test_more_than_ten_thousand_units_are_refused_and_nothing_else_is_told(tmp_path):
    found = assert_found(tmp_path, "scheme.too_many_units", BROKEN["scheme.too_many_units"])
    assert found.what("en") == "There are 10001 units; at most 10000 can be assessed by one scheme."
    assert [finding.code for finding in load_scheme(tmp_path)[1]] == ["scheme.too_many_units"]


def test_more_than_a_thousand_groups_are_refused_and_nothing_else_is_told(tmp_path):
    found = assert_found(tmp_path, "scheme.too_many_groups", BROKEN["scheme.too_many_groups"])
    assert found.what("en") == "There are 1001 groups; one scheme can have at most 1000."
    assert [finding.code for finding in load_scheme(tmp_path)[1]] == ["scheme.too_many_groups"]


def test_the_work_of_checking_groups_side_by_side_grows_as_they_do(tmp_path):
    def prepare(count):
        return write_sample(tmp_path / str(count), *more_groups(count))

    assert growth(prepare, load_scheme, many(20, 50)) < 2.1


def test_groups_each_in_the_one_before_are_looked_at_up_to_the_limit(tmp_path):
    """The steps of a line of groups grow with its square; looking for each in its own line has the cube."""

    def prepare(count):
        return write_sample(tmp_path / str(count), *more_groups(count, nested=True))

    assert growth(prepare, load_scheme, many(20, 50)) < 4.1


def test_the_work_of_checking_grows_as_the_units_do(tmp_path):
    def prepare(count):
        return write_sample(tmp_path / str(count), *more_units(count))

    assert growth(prepare, load_scheme, many(40, 100)) < 2.1


def test_the_work_of_compiling_and_of_asking_for_figures_grows_as_the_units_do(tmp_path):
    def prepare(count):
        return load_scheme(write_sample(tmp_path / str(count), *more_units(count)))[0]

    def work(scheme):
        compile_scheme(scheme)
        missing_figures(scheme, Figures.of(()))
        implausible_figures(scheme, Figures.of(()))

    assert growth(prepare, work, many(40, 100)) < 2.1
