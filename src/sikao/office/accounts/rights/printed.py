"""The table of rights in words, as the page, the command and the handbook print it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sikao.core.wording import Language, Term
from sikao.office.accounts.rights.deciding import EVERYBODY
from sikao.office.accounts.rights.roles import Role
from sikao.office.accounts.rights.table import Relation, Right, rights_for
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.accounts.rights.words import verb_words
from sikao.office.groundwork.actor import MACHINE

PROGRAM = Term("程序按规则办理", "the program, by rule")


@dataclass(frozen=True, slots=True)
class Line:
    """One verb: its words, who may do it, and in which states of its object where not in all."""

    verb: Verb
    words: Term
    who: tuple[Term, ...]
    states: tuple[str, ...]


def grid(roles: Collection[Role] | None = None) -> tuple[Line, ...]:
    """Every verb in its order; one that differs by state has a line for each.

    With ``roles`` only what somebody with these roles may do, by whichever of them or without any.
    """
    found: list[Line] = []
    for verb in Verb:
        rows = [row for row in rights_for(verb) if roles is None or row.role is None or row.role in roles]
        if roles is not None and not rows:
            continue
        groups = dict.fromkeys(tuple(sorted(row.states)) for row in rows) or {(): None}
        for states in groups:
            who = tuple(_who(row) for row in rows if tuple(sorted(row.states)) == states)
            found.append(Line(verb, verb_words(verb), who or (_nobody(verb),), states))
    return tuple(found)


def _nobody(verb: Verb) -> Term:
    return OPEN_TO_ALL if verb is Verb.SIGN_IN else PROGRAM


OPEN_TO_ALL = Term("任何人", "anybody")


def _who(row: Right) -> Term:
    role = row.role.term if row.role is not None else EVERYBODY
    if row.relation is Relation.ANY or row.role is None:
        return role
    relation = row.relation.term
    return Term(f"{role.zh}（{relation.zh}）", f"{role.en} ({relation.en})")


SELF = Term("本人", "oneself")


def capacity_words(capacity: str, named: Mapping[str, Term]) -> Term:
    """A capacity of the journal, such as ``signer@laoshan``, in words; ``named`` names organisations."""
    role, code = capacity_parts(capacity)
    if role not in set(Role):
        return {"self": SELF, MACHINE: PROGRAM}.get(role, Term(capacity, capacity))
    words, at = Role(role).term, named.get(code, Term(code, code))
    return Term(f"{words.zh} · {at.zh}", f"{words.en} · {at.en}") if code else words


def capacity_parts(capacity: str) -> tuple[str, str]:
    """The role of a capacity, and the code of the organisation where it is held, if at one."""
    role, _, organisation = capacity.partition("@")
    return role, organisation


def as_text(lang: Language) -> str:
    """The table as lines of text."""
    between = "、" if lang == "zh" else ", "
    lines = []
    for line in grid():
        states = f" [{' '.join(line.states)}]" if line.states else ""
        who = between.join(term.text(lang) for term in line.who)
        lines.append(f"{line.verb.value:26} {line.words.text(lang)}{states}\n{'':26} {who}")
    return "\n".join(lines)


def as_content() -> list[dict[str, object]]:
    """The table as plain data: one entry per row."""
    return [
        {
            "verb": row.verb.value,
            "role": row.role.value if row.role is not None else "*",
            "relation": row.relation.value,
            "states": sorted(row.states),
        }
        for verb in Verb
        for row in rights_for(verb)
    ]
