"""Changes as text: what is understood, what is refused, and that writing and reading undo each other."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sikao.core.figures.absence import REPORTABLE_ABSENCES, Absence
from sikao.core.figures.periods import Period
from sikao.core.figures.table import Kind
from sikao.core.insight import change_text, parse_changes
from sikao.core.insight.changes import EffectChange, FigureChange, MethodChange, ParameterChange, PointsChange
from sikao.core.insight.notation import MAX_CHANGES
from sikao.core.scheme.expressions import Parameter
from sikao.core.scheme.methods import Steps
from sikao.core.scheme.model import Effect
from sikao.core.scheme.values import points, share

LEAF = ("districts", "fai")
UNDERSTOOD = {
    "districts.fai.points=70": PointsChange(*LEAF, Decimal(70)),
    "districts.fai.points@shinan = 60.5": PointsChange(*LEAF, Decimal("60.5"), "shinan"),
    "districts.fai.target@shinan:q1=2.5": ParameterChange(*LEAF, "target", "shinan", Decimal("2.5"), "q1"),
    "districts.fai.target@all=-3": ParameterChange(*LEAF, "target", "all", Decimal(-3)),
    "districts.water.target@shinan=not_applicable": ParameterChange(
        "districts", "water", "target", "shinan", Absence.NOT_APPLICABLE
    ),
    "districts.fai.method={kind: steps, target: $target, base: 80%, up: 2, down: 3}": MethodChange(
        *LEAF, Steps(target=Parameter("target"), base=share("0.8"), up=points("2"), down=points("3"))
    ),
    "districts.water.absence.not_applicable=exclude": EffectChange(
        "districts", "water", Absence.NOT_APPLICABLE, Effect("exclude")
    ),
    "districts.water.absence.missing=share 60%": EffectChange(
        "districts", "water", Absence.MISSING, Effect("share", share=Decimal("0.6"))
    ),
    "shinan:retail.growth:2020=3.0": FigureChange(
        "shinan", "retail", Kind.GROWTH, Period.of(2020), Decimal("3.0")
    ),
    "shinan:retail.level:2020-01..03=1812.5": FigureChange(
        "shinan", "retail", Kind.LEVEL, Period.of(2020, 1, 3), Decimal("1812.5")
    ),
    # As a file of figures may write it.
    "shinan:retail.growth:2020年上半年=6.1%": FigureChange(
        "shinan", "retail", Kind.GROWTH, Period.of(2020, 1, 6), Decimal("6.1")
    ),
    "shinan:retail.growth:2020=未报": FigureChange(
        "shinan", "retail", Kind.GROWTH, Period.of(2020), absence=Absence.MISSING
    ),
    # Without a kind the item's main kind is meant.
    "shinan:water_sections:2020=not_applicable": FigureChange(
        "shinan", "water_sections", Kind.LEVEL, Period.of(2020), absence=Absence.NOT_APPLICABLE
    ),
}
REFUSED = [
    "",
    "nonsense",
    "districts.fai.points",
    "districts.fai.points=",
    "districts.fai=70",
    "districts.fai.points=many",
    "districts.fai.points=-1",
    "districts.fai.points:q1=70",
    "districts.fai.target=3",
    "districts.fai.target@shinan:q1=soon",
    "districts.fai.method={kind: magic}",
    "districts.fai.method={kind: steps",
    "districts.fai.method=[1, 2]",
    "districts.fai.method@shinan={kind: relative_best}",
    "districts.fai.absence.lazy=exclude",
    "districts.fai.absence.missing=forget",
    "shinan:retail.growth:2020-13=1",
    "shinan:retail.colour:2020=1",
    "shinan:retail.growth:2020=undefined",
    "shinan:retail.growth:2020=1e400",
    "Districts.fai.points=70",
    "districts.fai.points=70\ud800",
    "x" * 3000 + "=1",
]


@pytest.mark.parametrize("text", UNDERSTOOD, ids=str)
def test_what_a_text_means(opened, text):
    changes, findings = parse_changes([text], opened.scheme)
    assert findings == ()
    assert changes == (UNDERSTOOD[text],)


@pytest.mark.parametrize("text", REFUSED, ids=range(len(REFUSED)))
def test_anything_else_is_refused_with_its_number(opened, text):
    changes, findings = parse_changes(["districts.fai.points=70", text], opened.scheme)
    assert len(changes) == 1
    assert findings
    assert {finding.where.line for finding in findings} == {2}
    assert all(finding.text(lang) for finding in findings for lang in ("zh", "en"))


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("市南区:retail.growth:2020=1", ["code.name_instead"]),
        ("shinan:零售额.growth:2020=1", ["whatif.unknown_item"]),
        ("shinan:retail.colour:2020=1", ["whatif.unknown_item"]),
        ("shinan:retail.growth:2020年13月=1", ["period.month_range"]),
        ("shinan:retail.growth:2020=１", ["number.full_width"]),
        ("市南区:retail.growth:2020年13月=1", ["code.name_instead", "period.month_range"]),
    ],
)
def test_the_part_of_a_figure_at_fault_is_told(opened, text, codes):
    changes, findings = parse_changes([text], opened.scheme)
    assert changes == ()
    assert [finding.code for finding in findings] == codes


def test_all_refusals_are_told_at_once(opened):
    changes, findings = parse_changes(REFUSED[:5], opened.scheme)
    assert changes == ()
    assert {finding.where.line for finding in findings} == {1, 2, 3, 4, 5}


def test_too_many_changes_are_refused(opened):
    _, findings = parse_changes(["districts.fai.points=70"] * (MAX_CHANGES + 1), opened.scheme)
    assert [finding.code for finding in findings] == ["whatif.too_many"]


@pytest.mark.parametrize("change", UNDERSTOOD.values(), ids=change_text)
def test_a_written_change_is_read_back(opened, change):
    assert parse_changes([change_text(change)], opened.scheme) == ((change,), ())


NUMBERS = st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**9), max_value=10**9)


@given(NUMBERS, st.sampled_from(sorted(REPORTABLE_ABSENCES)), st.booleans())
def test_any_figure_is_read_back(opened, value, absence, absent):
    change = FigureChange(
        "jimo",
        "retail",
        Kind.LEVEL,
        Period.of(2020, 1, 6),
        None if absent else value,
        Absence(absence) if absent else None,
    )
    assert parse_changes([change_text(change)], opened.scheme) == ((change,), ())


@given(st.text(max_size=60))
def test_no_text_breaks_the_reader(opened, text):
    changes, findings = parse_changes([text], opened.scheme)
    assert len(changes) == (0 if findings else 1)
