"""Names shown beside codes in a book. Codes are the keys; names only accompany them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from sikao.core.figures.absence import Absence, Flag
from sikao.core.scheme.model import Scheme
from sikao.core.scheme.orders import scores_only_places
from sikao.core.wording import Language, Term

TOTAL = "total"
MAIN = "main"

SYNTHESISED = {TOTAL: Term("总分", "Total"), MAIN: Term("主表得分", "Main table")}
STATES = {
    "pending": Term("部分节点未计分", "some checkpoints not scored yet"),
    "refused": Term("缺数未计分", "not scored for want of figures"),
    "redistributed": Term("分值已分摊", "points redistributed"),
    "transferred": Term("分值已转移", "points transferred"),
    "unranked": Term("单列", "assessed, not ranked"),
    "tie": Term("并列", "tie"),
    "decided_by_rounding": Term("名次由舍入决定", "order decided by rounding"),
    "tie_at_quota": Term("名额线上并列", "tie at the quota's edge"),
}
_CONDITIONS = {
    "veto_open": Term("一票否决待定", "veto undecided"),
    "promotion_open": Term("晋档待定", "promotion undecided"),
    "promoted": Term("晋档", "promoted"),
}


class Outcome(StrEnum):
    """What a grade follows from beside the quota, and what comes on top of it."""

    VETO = "veto"
    PROMOTED = "promoted"
    AWARD = "award"


class Named(Protocol):
    """A record that people see: its Chinese name, and an English one where somebody gave it."""

    @property
    def name(self) -> str: ...
    @property
    def name_en(self) -> str | None: ...


@dataclass(frozen=True, slots=True)
class Names:
    """Titles and names of one scheme in one language.

    ``from_places``: the points say no more than a published order. ``nodes`` are by (scorecard, node),
    ``grades`` by (ranking group, grade); ``outcomes``: vetoes, promotions, awards.
    """

    lang: Language
    title: str
    year: int
    illustrative: bool
    from_places: bool
    checkpoints: Mapping[str, str]
    groups: Mapping[str, str]
    units: Mapping[str, str]
    scorecards: Mapping[str, str]
    checkpoint_tables: Mapping[str, str]
    nodes: Mapping[tuple[str, str], str]
    grades: Mapping[tuple[str, str], str]
    outcomes: Mapping[str, Term]

    def flag(self, flag: str) -> str:
        """A flag of a book's row in words."""
        return flag_term(flag, self.outcomes).text(self.lang)


def flag_term(flag: str, outcomes: Mapping[str, Term]) -> Term:
    """A flag of a book's row in words; ``outcomes`` are the names of vetoes, promotions and awards."""
    head, _, code = flag.partition(":")
    if head in _CONDITIONS:
        state, named = _CONDITIONS[head], outcomes[code]
        return Term(f"{state.zh}：{named.zh}", f"{state.en}: {named.en}")
    if code:
        return outcomes[code]
    if flag in STATES:
        return STATES[flag]
    return Flag(flag).term if flag in frozenset(Flag) else Absence(flag).term


def outcomes_in(flags: Iterable[str]) -> tuple[tuple[Outcome, str], ...]:
    """The vetoes that hold, promotions and awards by the flags of a total, with their codes.

    What is still undecided is none of them.
    """
    found = (flag.partition(":") for flag in flags)
    return tuple((Outcome(head), code) for head, _, code in found if code and head in frozenset(Outcome))


def awards_in(flags: Iterable[str]) -> tuple[str, ...]:
    """The codes of the awards given by the flags of a total."""
    return tuple(code for kind, code in outcomes_in(flags) if kind is Outcome.AWARD)


_INCOMPLETE = ("refused", "veto_open:", "promotion_open:")
_BY_GRAVITY = (
    Absence.WITHHELD,
    Absence.MISSING,
    Absence.UNDEFINED,
    Absence.NOT_YET_DUE,
    Absence.NOT_APPLICABLE,
)


def absence_term(flags: Collection[str] | None) -> Term | None:
    """Why a unit has no points in a node, by the flags of its row: the gravest kind of absence.

    ``None`` is a unit without such a row, to which the node does not apply. No term: nothing is absent, the
    node is only not scored yet.
    """
    if flags is None:
        return Absence.NOT_APPLICABLE.term
    return next((kind.term for kind in _BY_GRAVITY if kind in flags), None)


def is_incomplete(flags: Iterable[str]) -> bool:
    """Whether figures are missing for a result with these flags."""
    return any(flag.startswith(_INCOMPLETE) for flag in flags)


def outcome_terms(scheme: Scheme) -> dict[str, Term]:
    """The names of vetoes, promotions and awards."""
    found: dict[str, Named] = {
        **scheme.vetoes,
        **scheme.promotions,
        **scheme.awards,
        **scheme.item_awards,
    }
    return {code: term_of(thing) for code, thing in found.items()}


def term_of(thing: Named) -> Term:
    """A record's name; a thing without an English name keeps its Chinese one."""
    return Term(thing.name, thing.name_en or thing.name)


def names_of(scheme: Scheme, lang: Language = "zh") -> Names:
    """Names in one language."""

    def named(things: Mapping[str, Named]) -> dict[str, str]:
        return {code: term_of(thing).text(lang) for code, thing in things.items()}

    at_checkpoints = [card.checkpoint_table for card in scheme.scorecards.values()]
    return Names(
        lang=lang,
        title=(scheme.title_en if lang == "en" else None) or scheme.title,
        year=scheme.year,
        illustrative=scheme.illustrative,
        from_places=scores_only_places(scheme),
        checkpoints=named(scheme.checkpoints),
        groups=named(scheme.groups),
        units=named(scheme.units),
        scorecards=named(scheme.scorecards),
        checkpoint_tables={
            table.code: term_of(table).text(lang) for table in at_checkpoints if table is not None
        },
        nodes=_nodes(scheme, lang),
        grades={
            (group, grade.code): term_of(grade).text(lang)
            for group, grades in scheme.grades.items()
            for grade in grades
        },
        outcomes=outcome_terms(scheme),
    )


def terms_of(scheme: Scheme) -> tuple[dict[str, Term], dict[tuple[str, str], Term]]:
    """Names of units, and of nodes by (scorecard, node), in both languages."""
    zh, en = names_of(scheme, "zh"), names_of(scheme, "en")
    units = {code: Term(name, en.units[code]) for code, name in zh.units.items()}
    nodes = {pair: Term(name, en.nodes[pair]) for pair, name in zh.nodes.items()}
    return units, nodes


def _nodes(scheme: Scheme, lang: Language) -> dict[tuple[str, str], str]:
    """Names of nodes; a checkpoint table calls them as its scorecard does."""
    nodes: dict[tuple[str, str], str] = {}
    for card in scheme.scorecards.values():
        own = {placed.node.code: term_of(placed.node).text(lang) for placed in card.walk()}
        own |= {code: term.text(lang) for code, term in SYNTHESISED.items()}
        tables = [card.code] + ([card.checkpoint_table.code] if card.checkpoint_table is not None else [])
        nodes |= {(table, code): name for table in tables for code, name in own.items()}
    return nodes
