"""The figure that an objection is about: which ones a unit may name, and what a claimed value says."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sikao.core.figures.forms import Entered, EntrySlot, Reply, understand
from sikao.core.figures.periods import Period
from sikao.core.figures.table import Kind
from sikao.core.insight.duties import Slot
from sikao.core.insight.needs import keys_of_leaf
from sikao.core.scheme import compile_scheme
from sikao.office.cycle.duties import owed_by
from sikao.office.cycle.forms import measures_of, with_what_is_known
from sikao.office.groundwork.refusals import NotThere, NotValid
from sikao.office.ledger.facts import Key, Version
from sikao.office.ledger.queries import versions
from sikao.office.ledger.rules import NOT_STANDING
from sikao.office.rulebook.queries import scheme_with


@dataclass(frozen=True, slots=True)
class Contested:
    """A figure as it stands: its slot with name and unit of measure, and the version, if there is one."""

    key: Key
    slot: EntrySlot
    version: Version | None


def contestable(digest: str, checkpoint: str, unit: str, node: str) -> tuple[Contested, ...]:
    """The unit's own figures under an indicator of a sealed version, each of which it may object to."""
    return tuple(contested(digest, keys_of_leaf(compile_scheme(scheme_with(digest)), node, unit, checkpoint)))


def contested(digest: str, keys: Iterable[Key]) -> list[Contested]:
    """Figures by their keys as they stand now."""
    asked = [
        Slot(unit, indicator, Kind(kind), Period.from_canonical(period))
        for unit, indicator, kind, period in keys
    ]
    slots, _ = with_what_is_known(owed_by(digest), asked)
    standing = {
        one.key: one for one in versions([slot.key for slot in asked]) if one.standing not in NOT_STANDING
    }
    return [Contested(ask.key, slot, standing.get(ask.key)) for ask, slot in zip(asked, slots, strict=True)]


def named_figure(digest: str, checkpoint: str, unit: str, node: str, named: str) -> Contested:
    """The figure that somebody named as ``unit/indicator/kind/period``; ``NotThere`` for any other."""
    found = next(
        (one for one in contestable(digest, checkpoint, unit, node) if "/".join(one.key) == named), None
    )
    if found is None:
        raise NotThere.of("objection.no_such_figure")
    return found


def understood(digest: str, figure: Contested, text: str) -> Entered | None:
    """What a typed value says in the place of a figure; ``None`` for nothing, ``NotValid`` for nonsense."""
    entered = understand(text, figure.slot, measures=measures_of(scheme_with(digest)))
    if entered.reply is Reply.BLANK:
        return None
    if not entered.accepted:
        raise NotValid(tuple(entered.findings))
    return entered


def stands_already(figure: Contested, entered: Entered) -> bool:
    """Whether a value is the one that stands."""
    version = figure.version
    return version is not None and (version.value, version.absence) == (entered.value, entered.absence)
