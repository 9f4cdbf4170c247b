"""The demonstration's ten districts as a scheme of their own, before and after August's amendment.

The task of the city for foreign investment (实际使用外资) was 64.5; by half-year half of it was due: each
district's task of the year is twice what `parameters.yaml` asks of it by half-year, and three quarters of
that by September. The amendment is what the file itself asks for from September on: 58.0.
"""

from dataclasses import replace
from decimal import Decimal
from functools import cache

from sikao.core.scheme import Scheme
from sikao.core.scheme.model.items import ALL
from sikao.core.scheme.shape import Table
from sikao.office.rulebook.archive import read_archive, text_archive
from tests.office.results.years import figures_of_the_folder

GROUP = "districts"
TEN = [
    *("shinan", "shibei", "licang", "laoshan", "huangdao"),
    *("chengyang", "jimo", "jiaozhou", "pingdu", "laixi"),
]


def only(table: Table, *codes: str) -> Table:
    return Table({code: entry for code, entry in table.items() if code in codes})


@cache
def amended() -> Scheme:
    """The ten districts alone, with the targets as the demonstration has them."""
    whole = figures_of_the_folder().scheme
    registers = {
        code: replace(register, entries=only(register.entries, *TEN, *whole.references, ALL))
        for code, register in whole.registers.items()
    }
    made = replace(
        whole,
        title="十区市考核方案（示例）",
        title_en="Ten districts (illustration)",
        previous=None,
        groups=only(whole.groups, GROUP),
        units=only(whole.units, *TEN),
        scorecards=only(whole.scorecards, GROUP),
        parameters=only(whole.parameters, GROUP),
        grades=only(whole.grades, GROUP),
        vetoes=Table({code: replace(veto, groups=(GROUP,)) for code, veto in whole.vetoes.items()}),
        claims=only(whole.claims, "c_development_share"),
        registers=Table(registers),
    )
    return settled(made)


def with_target(scheme: Scheme, node: str, make) -> Scheme:
    """A scheme whose targets of an indicator are others, unit by unit."""
    of_card = scheme.parameters[GROUP]
    target = Table({unit: Table(make(dict(values))) for unit, values in of_card[node]["target"].items()})
    nodes = Table({**of_card, node: Table({**of_card[node], "target": target})})
    return replace(scheme, parameters=Table({**scheme.parameters, GROUP: nodes}))


@cache
def original() -> Scheme:
    """The same with the task of 64.5 for the whole year."""
    made = with_target(
        amended(), "fdi", lambda of: {**of, "q3": of["h1"] * Decimal("1.5"), "year": of["h1"] * 2}
    )
    return settled(made)


def settled(scheme: Scheme) -> Scheme:
    """A scheme as it comes back from its text form, which settles how numbers are written."""
    found = read_archive(text_archive(scheme)).scheme
    assert found is not None
    return found


@cache
def packed_scheme(scheme: Scheme) -> bytes:
    return text_archive(scheme)
