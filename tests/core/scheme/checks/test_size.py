"""Many units: refused beyond the limit, and looked at in proportion below it."""

from sikao.core.figures.table import Figures
from sikao.core.insight import implausible_figures, missing_figures
from sikao.core.scheme import load_scheme
from sikao.core.scheme.compiling import compile_scheme
from tests.core.scheme.broken import assert_found
from tests.core.scheme.samples import write_sample
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


BROKEN = {"scheme.too_many_units": more_units(9_998)}


def test_more_than_ten_thousand_units_are_refused_and_nothing_else_is_told(tmp_path):
    found = assert_found(tmp_path, "scheme.too_many_units", BROKEN["scheme.too_many_units"])
    assert found.what("en") == "There are 10001 units; at most 10000 can be assessed by one scheme."
    assert [finding.code for finding in load_scheme(tmp_path)[1]] == ["scheme.too_many_units"]


def test_the_work_of_checking_grows_as_the_units_do(tmp_path):
    def prepare(count):
        return write_sample(tmp_path / str(count), *more_units(count))

    assert growth(prepare, load_scheme, 100) < 2.1


def test_the_work_of_compiling_and_of_asking_for_figures_grows_as_the_units_do(tmp_path):
    def prepare(count):
        return load_scheme(write_sample(tmp_path / str(count), *more_units(count)))[0]

    def work(scheme):
        compile_scheme(scheme)
        missing_figures(scheme, Figures.of(()))
        implausible_figures(scheme, Figures.of(()))

    assert growth(prepare, work, 100) < 2.1
