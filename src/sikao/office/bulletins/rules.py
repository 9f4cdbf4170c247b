"""How a paper comes from a draft to the archive: the states, who moves it on, what must be so before. Pure.

A paper is prepared, made as files by the worker, issued by another person than who wrote its words, and
archived with the scan of what was stamped. What became of the result that it tells of is its own fate, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sikao.core.wording import Finding, Place, Severity, Term
from sikao.office.accounts.rights.deciding import NOBODY_ELSE, Concerned, Holding, decide
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.accounts.rights.words import verb_words
from sikao.office.groundwork.refs import ALPHABET, LENGTH
from sikao.office.groundwork.refusals import NotNow, NotValid, NotYou, Refusal
from sikao.office.results.stages import State as EditionState

KIND = "paper"
"""The kind of object that entries of the journal and notices name."""
LONGEST = 100
"""Characters of a line of the head, the foot or the document number."""
COUNTED = "#"
"""Stands in a document number for the number that counts on from one letter to the next."""


class State(StrEnum):
    """Where a paper stands. The last two follow from the result that it tells of, and are kept nowhere."""

    DRAFT = "draft"
    ISSUED = "issued"
    ARCHIVED = "archived"
    WITHDRAWN = "withdrawn"
    REPLACED = "replaced"
    LAPSED = "lapsed"

    @property
    def term(self) -> Term:
        """The words shown to people."""
        return _STATES[self]

    @property
    def in_force(self) -> bool:
        """Whether it went out and holds."""
        return self in IN_FORCE

    @property
    def went_out(self) -> bool:
        """Whether it went out, whatever became of it."""
        return self in WENT_OUT


_STATES = {
    State.DRAFT: Term("拟稿", "draft"),
    State.ISSUED: Term("已印发", "issued"),
    State.ARCHIVED: Term("已归档", "archived"),
    State.WITHDRAWN: Term("已撤回", "withdrawn"),
    State.REPLACED: Term("已更正，不再有效", "replaced"),
    State.LAPSED: Term("已失效", "lapsed"),
}
KEPT = (State.DRAFT, State.ISSUED, State.ARCHIVED, State.WITHDRAWN)
ALIVE = (State.DRAFT, State.ISSUED, State.ARCHIVED)
"""Of papers about the same thing one at the most is in these states."""
IN_FORCE = (State.ISSUED, State.ARCHIVED)
WENT_OUT = (*IN_FORCE, State.REPLACED, State.WITHDRAWN)

# The whole machine: (state, verb) → next state. What is not in it cannot be done.
TABLE: dict[tuple[State, Verb], State] = {
    (State.DRAFT, Verb.PAPER_PREPARE): State.DRAFT,
    (State.DRAFT, Verb.PAPER_KEEP): State.DRAFT,
    (State.DRAFT, Verb.PAPER_WORD): State.DRAFT,
    (State.DRAFT, Verb.PAPER_ISSUE): State.ISSUED,
    (State.ISSUED, Verb.PAPER_ARCHIVE): State.ARCHIVED,
    (State.ISSUED, Verb.PAPER_WITHDRAW): State.WITHDRAWN,
    (State.ARCHIVED, Verb.PAPER_WITHDRAW): State.WITHDRAWN,
}
OFFERED = (Verb.PAPER_WORD, Verb.PAPER_PREPARE, Verb.PAPER_ISSUE, Verb.PAPER_ARCHIVE, Verb.PAPER_WITHDRAW)
"""What people do to a paper that is there, in the order in which pages offer it."""
_ENDED = {EditionState.WITHDRAWN: State.WITHDRAWN, EditionState.REPLACED: State.REPLACED}


@dataclass(frozen=True, slots=True)
class Basis:
    """What a paper tells of, as it is now, and as it was when the paper was made.

    ``book`` is the digest of what the numbers come from, ``bound`` that of what was approved; ``final`` says
    whether it may go out at all, ``since`` the day on which that came about: published, ruled or held.
    """

    book: str
    bound: str
    final: bool = True
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Stand:
    """What decides about issuing a paper.

    ``made`` and ``made_words`` say from what and with which version of the words its files were made; nothing
    where there are none. ``content`` is their digest, ``worded_by`` who wrote the words. ``on`` is the day
    that the paper bears, ``today`` the city's day.
    """

    state: State
    words: int
    number: str
    on: date | None
    worded_by: str
    today: date
    now: Basis
    made: Basis | None = None
    made_words: int = 0
    content: str = ""


def standing(kept: State, edition: EditionState | None) -> State:
    """Where a paper really stands: with the result that it tells of it is replaced, withdrawn or lapses."""
    if edition is None or edition is EditionState.PUBLISHED or kept is State.WITHDRAWN:
        return kept
    if kept is State.DRAFT:
        return kept if edition.under_way else State.LAPSED
    return _ENDED.get(edition, kept)


def next_state(state: State, verb: Verb) -> State:
    """The state after a verb; raises ``NotNow`` where the machine has no such step."""
    after = TABLE.get((state, verb))
    if after is None:
        raise NotNow.of("right.not_now", verb=verb_words(verb))
    return after


def check_issue(stand: Stand, person: str, content: str) -> None:
    """Everything that must be so before a paper goes out, said at once.

    Whoever issues names the content that was read; it was made from what was approved, with the last words,
    which somebody else wrote.
    """
    if person == stand.worded_by:
        raise NotYou.of("paper.own_words")
    found = list(_lacking(stand))
    if found:
        raise NotNow(found)
    if content != stand.content:
        raise NotNow.of("paper.changed")


def _lacking(stand: Stand) -> Sequence[Finding]:
    """What a draft still lacks, in the order in which one sees to it."""
    made = stand.made
    old = made is not None and (made.book, made.bound) != (stand.now.book, stand.now.bound)
    told = {
        "paper.not_final": not stand.now.final,
        "paper.no_number": not stand.number,
        "paper.no_day": stand.on is None,
        "paper.not_made": made is None or stand.made_words != stand.words,
        "paper.other_content": old and stand.now.final,
    }
    lacks = [Finding(code, Severity.ERROR) for code, lacks in told.items() if lacks]
    return [*lacks, *wrong_day(stand.on, stand.today, stand.now.since)]


def wrong_day(on: date | None, today: date, since: date | None = None) -> Iterator[Finding]:
    """What is wrong with the day that a paper bears: after today, or before that of which it tells."""
    where = Place(path="on")
    if on is not None and on > today:
        told = {"day": on.isoformat(), "today": today.isoformat()}
        yield Finding("paper.day_ahead", Severity.ERROR, where, told)
    if on is not None and since is not None and on < since:
        told = {"day": on.isoformat(), "since": since.isoformat()}
        yield Finding("paper.day_before", Severity.ERROR, where, told)


def lacking(stand: Stand) -> Sequence[Finding]:
    """What a draft still lacks before it can be issued; nothing of any other paper."""
    return _lacking(stand) if stand.state is State.DRAFT else ()


def open_to(
    state: State, person: str, holdings: Sequence[Holding], concerned: Concerned = NOBODY_ELSE
) -> tuple[Verb, ...]:
    """What a person could do with a paper in this state, by the machine and the table of rights."""
    return tuple(verb for verb in OFFERED if _is_open(verb, state, person, holdings, concerned))


def _is_open(
    verb: Verb, state: State, person: str, holdings: Sequence[Holding], concerned: Concerned
) -> bool:
    try:
        next_state(state, verb)
        decide(verb, person, holdings, concerned, state=state.value)
    except Refusal:
        return False
    return True


def numbered(pattern: str, first: int, count: int) -> list[str]:
    """Document numbers for letters in their order: ``#`` in the pattern counts on from ``first``.

    ``NotValid`` where the pattern does not say where the number stands.
    """
    if count > 1 and pattern.count(COUNTED) != 1:
        raise NotValid.of("paper.no_count", sign=COUNTED)
    return [pattern.replace(COUNTED, str(number)) for number in range(first, first + count)]


_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


def new_numbers(before: str, after: str) -> list[str]:
    """Numbers in a passage that were not in the program's own words: people look at them once more."""
    known = set(_NUMBER.findall(before))
    return [number for number in dict.fromkeys(_NUMBER.findall(after)) if number not in known]


def code_shown(code: str) -> str:
    """A verification code as papers print it: ABCD-EFGH-…"""
    return "-".join(code[at : at + 4] for at in range(0, len(code), 4)).upper()


def code_typed(text: str) -> str:
    """A code as it was typed, without what people put in between; empty where it is none."""
    bare = re.sub(r"[\s\-–—]", "", text).lower()
    return bare if len(bare) == LENGTH and set(bare) <= set(ALPHABET) else ""


def digest_typed(text: str) -> str:
    """A SHA-256 as it was typed or worked out by a browser; empty where it is none."""
    bare = re.sub(r"\s", "", text).lower()
    return bare if re.fullmatch(r"[0-9a-f]{64}", bare) else ""
