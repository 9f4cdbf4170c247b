"""What a trial must not ask for; points and carriers are among the refusals of ``test_changes``."""

from decimal import Decimal

import pytest

from sikao.core.figures.periods import Period
from sikao.core.figures.table import Kind
from sikao.core.insight import changed
from sikao.core.insight.changes import FigureChange, MethodChange, ParameterChange
from sikao.core.scheme.expressions import Parameter
from sikao.core.scheme.methods import Attainment
from sikao.core.wording import FindingsError, Severity

FIGURES_THAT_CANNOT_BE = [
    ("fixed_assets", Kind.GROWTH, Period.of(2012), "3", "period.outside_year"),
    ("fixed_assets", Kind.GROWTH, Period.of(2020, 4, 6), "3", "figure.period_misfit"),
    ("fixed_assets/none", Kind.GROWTH, Period.of(2020), "3", "figure.unknown_member"),
    ("new_consumer_entities", Kind.LEVEL, Period.of(2020), "-1", "figure.negative_count"),
    ("rank_last", Kind.RANK, Period.of(2020), "0", "figure.not_a_rank"),
]


@pytest.mark.parametrize(("indicator", "kind", "period", "value", "code"), FIGURES_THAT_CANNOT_BE)
def test_a_figure_that_no_file_could_have_is_refused(opened, indicator, kind, period, value, code):
    change = FigureChange("jimo", indicator, kind, period, Decimal(value))
    with pytest.raises(FindingsError) as refused:
        changed(opened.scheme, opened.figures, [change])
    (finding,) = refused.value.findings
    assert (finding.code, finding.severity) == (code, Severity.ERROR)
    assert finding.where.path


def test_a_parameter_may_be_read_first_by_a_method_of_the_same_trial(opened):
    goal = ParameterChange("districts", "fai", "goal", "all", Decimal(5))
    method = MethodChange("districts", "fai", Attainment(target=Parameter("goal")))
    after, _ = changed(opened.scheme, opened.figures, [goal, method])
    assert after.parameters["districts"]["fai"]["goal"]["all"] == 5
