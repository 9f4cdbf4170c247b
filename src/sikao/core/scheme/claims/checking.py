"""Holds a scheme against the policy's own sentences; a claim that fails prints sentence, figure and place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from sikao.core.scheme.checks.sums import fraction_text
from sikao.core.scheme.claims.cases import Case, cases_of, percent
from sikao.core.scheme.claims.quantities import Unanswerable, Year
from sikao.core.scheme.model import Claim, Node, Placed, Scheme
from sikao.core.scheme.model.outcomes import QUANTITIES, RELATIONS
from sikao.core.scheme.plain import given_fields
from sikao.core.scheme.shape import Table, shape_of, written
from sikao.core.scheme.tree import Path, Places
from sikao.core.wording import MAX_FINDINGS, Detail, Finding, Findings, Place, Severity, Term, Written

_NO_RATIO = 10
"""From here on (1000 %) a ratio is a number whose percent sign is missing."""


def check_claims(scheme: Scheme, previous: Scheme | None, places: Places) -> tuple[Finding, ...]:
    """One finding for every claim that does not hold, or cannot be decided."""
    found = Findings(most=MAX_FINDINGS)
    year = Year(scheme)
    before = None if previous is None else Year(previous)
    for claim in scheme.claims.values():
        try:
            _check_claim(claim, year, before, places, found)
        except Unanswerable as reason:
            quantity = QUANTITIES[claim.quantity]
            details: dict[str, Detail] = {**reason.details}
            if "quantity" in details:
                details["quantity"] = quantity
            found.error(reason.code, places.at("claims", claim.code), **details)
    return found.sorted()


# What each quantity looks at, of a claim and of its selectors. A key that changes nothing must not look as if
# it did.
_NODES = frozenset({"scorecard", "block", "nodes", "tag", "level", "role", "year"})
_READS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "points": (frozenset({"relative_to", "groups", "against", "each"}), _NODES),
    "count": (frozenset({"relative_to", "groups", "each"}), _NODES | {"schedule"}),
    "targets": (frozenset({"relative_to", "groups"}), _NODES | {"schedule"}),
    "members": (frozenset({"groups", "each"}), frozenset({"register", "year"})),
    "shares": (frozenset(), frozenset({"schedule"})),
    "burden": (frozenset({"relative_to"}), _NODES),
    "units": (frozenset({"groups"}), frozenset()),
    "groups": (frozenset({"groups"}), frozenset()),
}


def _stray_keys(claim: Claim) -> Iterator[Written]:
    """Keys that are given and that the claim's quantity does not look at."""
    own, selecting = _READS[claim.quantity]
    given = {field.key for field, _ in given_fields(shape_of(claim), claim)}
    stray = sorted(given & ({"relative_to", "groups", "against", "each"} - own))
    yield from (written("Claim", key) for key in stray)
    if claim.against and claim.relative_to is not None:
        yield written("Claim", "relative_to")
    if claim.each == "node" and claim.quantity != "points":
        yield Written("each: node", "逐个：指标")
    for selector in (claim.of, claim.relative_to):
        if selector is not None:
            read = sorted(field.key for field, _ in given_fields(shape_of(selector), selector))
            yield from (written("Selector", key) for key in read if key not in selecting)


def _check_claim(claim: Claim, year: Year, before: Year | None, places: Places, found: Findings) -> None:
    for key in dict.fromkeys(_stray_keys(claim)):
        quantity = QUANTITIES[claim.quantity]
        found.error("claim.stray", places.at("claims", claim.code), key=key, quantity=quantity)
    for case, wanted in _comparisons(claim, year, before):
        if not _holds(case.value, claim.relation, wanted):
            as_ratio = claim.quantity == "shares" or "%" in case.figure
            if as_ratio and _lacks_percent_sign(case.value, wanted, claim.quantity):
                found.error(
                    "claim.percent",
                    places.at("claims", claim.code, "value"),
                    claim=claim.code,
                    value=fraction_text(wanted),
                    percent=percent(wanted),
                )
                return
            if _holds_by_unit(claim, year, before):
                found.error(
                    "claim.by_unit",
                    places.at("claims", claim.code),
                    sentence=_sentence(claim, year.scheme),
                    figure=case.figure,
                    subject=case.subject,
                    claim=claim.code,
                )
                return
            details: dict[str, Detail] = {
                "sentence": _sentence(claim, year.scheme),
                "figure": case.figure,
                "subject": case.subject,
                "relation": RELATIONS[claim.relation],
                "wanted": percent(wanted) if as_ratio else fraction_text(wanted),
                "claim": claim.code,
            }
            where = places.at(*_path(claim, case, year))
            parts = _parts(claim, case, year, places)
            # In a workbook a branch has only its code: whoever looks there should see points.
            where = parts[0] if parts and parts[0].cell else where
            found.extend([Finding("claim.not_met", Severity.ERROR, where, details, parts)])


def _lacks_percent_sign(value: Fraction, wanted: Fraction, quantity: str) -> bool:
    """Whether a ratio is held against a number a hundred times as large: a share, or what no policy says."""
    return wanted == value * 100 or wanted >= _NO_RATIO or (quantity == "shares" and wanted > 1)


def _holds_by_unit(claim: Claim, year: Year, before: Year | None) -> bool:
    """Whether a count of members that fails for all units together holds for every single unit."""
    if claim.quantity != "members" or claim.each is not None or not isinstance(claim.value, Decimal):
        return False
    cases = list(cases_of(replace(claim, each="unit"), year, before))
    return bool(cases) and all(_holds(case.value, claim.relation, Fraction(claim.value)) for case in cases)


def _comparisons(claim: Claim, year: Year, before: Year | None) -> Iterator[tuple[Case, Fraction]]:
    if claim.quantity == "shares":
        yield from _share_comparisons(claim, year)
        return
    if not isinstance(claim.value, Decimal):
        raise Unanswerable("claim.value_form")
    for case in cases_of(claim, year, before):
        yield case, Fraction(claim.value)


def _share_comparisons(claim: Claim, year: Year) -> Iterator[tuple[Case, Fraction]]:
    """Checkpoint by checkpoint; a list is in the order of the schedule."""
    shares = year.shares(claim.of)
    if isinstance(claim.value, Table):
        wanted = {code: Fraction(value) for code, value in claim.value.items()}
    elif isinstance(claim.value, tuple) and len(claim.value) == len(shares):
        wanted = {code: Fraction(value) for (code, _), value in zip(shares, claim.value, strict=True)}
    else:
        raise Unanswerable("claim.value_form")
    own = dict(shares)
    for code in dict.fromkeys([*own, *wanted]):
        checkpoint = year.scheme.checkpoints.get(code)
        name = Term(code, code)
        if checkpoint is not None:
            name = Term(checkpoint.name, checkpoint.name_en or checkpoint.name)
        share = own.get(code, Fraction(0))
        yield Case(share, percent(share), name), wanted.get(code, Fraction(0))


def _holds(value: Fraction, relation: str, wanted: Fraction) -> bool:
    if relation == "equal":
        return value == wanted
    return value >= wanted if relation == "at_least" else value <= wanted


def _sentence(claim: Claim, scheme: Scheme) -> str:
    sentence = scheme.sentences.get(claim.sentence)
    return claim.sentence if sentence is None else sentence.text.rstrip("。.")


def _path(claim: Claim, case: Case, year: Year) -> Path:
    """Where to look: the points of the node that the claim or its case is about, else the claim itself."""
    card, looked_at = claim.of.scorecard, [claim.of.block, *claim.of.nodes]
    code = case.node or next((code for code in looked_at if code is not None), None)
    if card is None or code is None:
        return ("claims", claim.code)
    node = next(entry.node for entry in year.scheme.scorecards[card].walk() if entry.node.code == code)
    return _points_of(node, card, case, year)


def _parts(claim: Claim, case: Case, year: Year, places: Places) -> tuple[Place, ...]:
    """Where the points stand that make the sum of a claim about a block or several nodes."""
    card, looked_at = claim.of.scorecard, {claim.of.block, *claim.of.nodes} - {None}
    if card is None or case.node is not None or not looked_at:
        return ()
    found: list[Place] = []
    for entry in year.scheme.scorecards[card].walk():
        above: Placed | None = entry
        while above is not None and above.node.code not in looked_at:
            above = above.parent
        if above is not None and entry.node.points is not None:
            path = _points_of(entry.node, card, case, year)
            place = places.known.get(path)
            found += [] if place is None else [place]
    return tuple(found)


def _points_of(node: Node, card: str, case: Case, year: Year) -> Path:
    """The path of a node's points as the unit of a case has them; of the node where it has none."""
    base: Path = ("scorecards", card, "nodes", node.code)
    for carrier in year.resolved.carriers(case.unit) if case.unit is not None else ():
        if carrier in node.overrides and node.overrides[carrier].points is not None:
            return (*base, "overrides", carrier, "points")
    return (*base, "points") if node.points is not None else base
