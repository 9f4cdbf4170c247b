"""The words of papers: one version after the other, each of them kept; the files are made anew with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sikao.core.wording import Finding, FindingsError, Place, Severity
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.bulletins.actions.common import Act, ask_for_files, begin, begin_all, move, note
from sikao.office.bulletins.document import Document
from sikao.office.bulletins.editing import editable, with_wording
from sikao.office.bulletins.keeping import kept_bytes
from sikao.office.bulletins.models import Paper, Words
from sikao.office.bulletins.queries import WordsView, made_of, papers, versions_of
from sikao.office.bulletins.restoring import document_of
from sikao.office.bulletins.rules import KIND, LONGEST, State, numbered, wrong_day
from sikao.office.groundwork.action import action
from sikao.office.groundwork.actor import Actor
from sikao.office.groundwork.canonical import canonical
from sikao.office.groundwork.clock import day_of
from sikao.office.groundwork.refusals import NotNow, NotThere, NotValid
from sikao.office.results.editions import edition as edition_view
from sikao.office.results.own_results import own_digests
from sikao.office.rulebook.queries import scheme_with

LONGEST_LIST = 500
"""Characters of the list of those to whom copies go, and of the closing remark."""


@dataclass(frozen=True, slots=True)
class Typed:
    """What the office types in besides the passages: see the columns of ``Words``."""

    head: str
    issuer: str
    document_number: str = ""
    on: date | None = None
    copies: str = ""
    printed_by: str = ""
    further: str = ""


@action(Verb.PAPER_WORD, KIND, "paper")
def word_paper(
    *, actor: Actor, at: datetime, paper: str, seen: int, typed: Typed, passages: Mapping[str, str]
) -> None:
    """Another version of the words of a draft, which makes its files anew.

    ``seen`` is the version that was on the screen. ``passages`` are texts by the ids of the program's own
    document; those that say what it says anyway are no edits. ``NotValid`` with all that is wrong.
    """
    act = begin(actor, at, Verb.PAPER_WORD, paper)
    after = act.after
    if seen != act.view.words:
        raise NotNow.of("paper.changed")
    _check_typed(typed, at)
    words = _next(act.row, typed, _edits(act, passages), actor.person)
    job = ask_for_files([act.row], actor, at)
    act.close(after, words, words=words.number, job=job)


@action(Verb.PAPER_WORD, KIND, "edition")
def number_letters(*, actor: Actor, at: datetime, edition: str, typed: Typed, first: int) -> tuple[str, ...]:
    """Give every letter of a result that is still a draft its number and day, in official order.

    ``#`` in the document number counts on from ``first``. Returns their references; ``NotThere`` where there
    is no draft of a letter.
    """
    view = edition_view(edition)
    order = list(own_digests(view.book_sha256, scheme_with(view.digest)))
    drafts = [one for one in papers(edition=edition) if one.state is State.DRAFT and one.unit in order]
    drafts = [one for one in drafts if not one.about]
    if not drafts:
        raise NotThere.of("paper.not_there")
    acts = begin_all(actor, at, Verb.PAPER_WORD, [one.ref for one in drafts])
    acts.sort(key=lambda act: order.index(act.view.unit))
    _check_typed(typed, at)
    numbers = numbered(typed.document_number, first, len(acts))
    job = ask_for_files([act.row for act in acts], actor, at)
    for act, number in zip(acts, numbers, strict=True):
        before = versions_of(act.row.ref)[-1]
        given = Typed(
            typed.head,
            typed.issuer,
            number,
            typed.on,
            before.copies,
            typed.printed_by,
            typed.further or before.further,
        )
        words = _next(act.row, given, _as_kept(before), actor.person)
        move(act.row, words=words.number, job=job)
        note(actor, at, Verb.PAPER_WORD, act.capacity, act.row, words, old=act.view.state.value)
    return tuple(act.row.ref for act in acts)


def _next(row: Paper, typed: Typed, passages: str, person: str) -> Words:
    return Words(
        paper=row,
        number=row.words + 1,
        person=person,
        head=typed.head.strip(),
        issuer=typed.issuer.strip(),
        document_number=typed.document_number.strip(),
        on=typed.on,
        copies=typed.copies.strip(),
        printed_by=typed.printed_by.strip(),
        further=typed.further.strip(),
        passages=passages,
    )


def _as_kept(before: WordsView) -> str:
    return canonical({id_: {"text": one.text, "over": one.over} for id_, one in before.edits.items()})


def _edits(act: Act, passages: Mapping[str, str]) -> str:
    """The edits among some passages, with the program's words under them."""
    own = own_document(act)
    said = {passage.id: passage.text for passage in editable(own)}
    given = {id_: text.strip() for id_, text in passages.items() if text.strip() != said.get(id_)}
    try:
        with_wording(own, given)
    except FindingsError as wrong:
        raise NotValid(wrong.findings) from wrong
    return canonical({id_: {"text": text, "over": said[id_]} for id_, text in given.items()})


def own_document(act: Act) -> Document:
    """The paper in the program's own words, as it was made last; ``NotNow`` before that."""
    made = made_of(act.view)
    if made is None:
        raise NotNow.of("paper.being_made")
    return document_of(kept_bytes(made.own_sha256))


def _check_typed(typed: Typed, at: datetime) -> None:
    """Head and signature are needed, nothing is too long for its line, no day ahead; all findings at once."""
    lines = {
        "head": (typed.head, LONGEST),
        "issuer": (typed.issuer, LONGEST),
        "document_number": (typed.document_number, LONGEST),
        "copies": (typed.copies, LONGEST_LIST),
        "printed_by": (typed.printed_by, LONGEST),
        "further": (typed.further, LONGEST_LIST),
    }
    found = [*wrong_day(typed.on, day_of(at))]
    for name, (text, most) in lines.items():
        cleaned = text.strip()
        if not cleaned and name in ("head", "issuer"):
            found.append(Finding("paper.empty", Severity.ERROR, Place(path=name)))
        if len(cleaned) > most:
            told = {"number": str(len(cleaned)), "most": str(most)}
            found.append(Finding("paper.too_long", Severity.ERROR, Place(path=name), told))
        if not cleaned.isprintable():
            told = {"sign": next(f"U+{ord(sign):04X}" for sign in cleaned if not sign.isprintable())}
            found.append(Finding("paper.unseen_sign", Severity.ERROR, Place(path=name), told))
    if found:
        raise NotValid(found)
