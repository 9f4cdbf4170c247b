"""Whom evidence concerns: the relations that the table of rights is asked about."""

from __future__ import annotations

from collections.abc import Collection

from sikao.core.scheme import Scheme
from sikao.office.accounts.rights.deciding import Concerned
from sikao.office.ledger.histories import Handing, Piece, figure_of, keys_in


def concerned_by_evidence(scheme: Scheme, found: Piece, handing: Handing, moved: dict[str, str]) -> Concerned:
    """Whom a piece of evidence concerns; ``moved`` leads from merged organisations to their successors.

    What hangs on one figure concerns whom the figure concerns. A scan of a whole sheet shows the figures of
    every unit in it: it concerns a unit only where the sheet has no figures of another one.
    """
    about = figure_of(found.figure) if found.figure else None
    keys = [about] if about is not None else keys_in(handing.ref)
    units = {unit for unit, _ in keys}
    providers = {handing.organisation, moved.get(handing.organisation, handing.organisation)}
    alone = len(units) == 1
    items = {indicator.partition("/")[0] for _, indicator in keys}
    verifiers = _verifiers(scheme, items)
    return Concerned(
        own=frozenset(units if alone else ()),
        provider=frozenset(providers),
        # Who verifies one item of a report sees what its whole rests on: all of it is that unit's own.
        verifies=frozenset(verifiers if alone else ()),
    )


def _verifiers(scheme: Scheme, items: Collection[str]) -> set[str]:
    codes = {scheme.items[item].verified_by for item in items if item in scheme.items}
    return {code for code in codes if code is not None}
