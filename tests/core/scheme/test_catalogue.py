from decimal import Decimal

from sikao.core.figures.checking import Range
from sikao.core.figures.periods import Cover, Frequency
from sikao.core.figures.table import Kind
from sikao.core.scheme import catalogue_of, read_scheme
from tests.core.scheme.samples import write_sample


def test_what_figures_need_to_know_of_a_scheme(sample):
    catalogue = catalogue_of(sample)
    assert catalogue.units == {"east", "south", "west", "city"}
    assert catalogue.years == {2023, 2024}
    investment = catalogue.items["investment"]
    assert dict(investment.kinds) == {Kind.GROWTH: "percent"}
    assert (investment.cover, investment.frequency) == (Cover.CUMULATIVE, Frequency.MONTH)
    assert investment.ranges == {Kind.GROWTH: Range(Decimal(-100), Decimal(200))}
    assert catalogue.items["honours"].members == {"p1", "p2", "p3"}


def test_items_that_lag_bring_older_years(tmp_path):
    change = ("items.yaml", "provider: environment", "provider: environment\n    lag: 1")
    assert catalogue_of(read_scheme(write_sample(tmp_path, change)).scheme).years == {2022, 2023, 2024}


def test_units_of_measure_of_the_scheme_are_known(tmp_path):
    changes = [
        ("items.yaml", "level: 起", "level: 宗"),
        ("items.yaml", "", "measures: {lots: {name: 宗, name_en: lots, family: lots}}\n"),
    ]
    catalogue = catalogue_of(read_scheme(write_sample(tmp_path, *changes)).scheme)
    assert catalogue.items["accidents"].kinds[Kind.LEVEL] == "lots"
    assert catalogue.measures["lots"].zh == "宗"
