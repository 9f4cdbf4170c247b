"""A long list on its way out: asked for by a person, made by the worker, fetched by that person alone.

The worker makes it by the function of the page, which it is handed, as of the moment of the asking. The file
lies on the disk before the journal says that it went out; a worker that dies in between leaves bytes that
nothing names, and its successor makes the same list again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sikao.core.wording import Language
from sikao.office.accounts.exports import checked_reason
from sikao.office.accounts.queries import authorise
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.cycle.actions.exporting import (
    export_board,
    export_briefings,
    export_figures,
    export_review,
)
from sikao.office.cycle.holding import EXPORT
from sikao.office.cycle.importing import SOON
from sikao.office.groundwork.action import action
from sikao.office.groundwork.actor import Actor
from sikao.office.groundwork.canonical import canonical, sha256
from sikao.office.groundwork.clock import day_of
from sikao.office.groundwork.files import FileDamagedError, content_of, store
from sikao.office.groundwork.jobs.models import State
from sikao.office.groundwork.jobs.queries import JobView, find_job, jobs_of
from sikao.office.groundwork.jobs.queue import enqueue
from sikao.office.groundwork.jobs.running import Running
from sikao.office.groundwork.refusals import NotThere, NotYou

AFTER_IMPORTS = SOON + 10
"""A workbook is read in seconds, a long list may take minutes."""
NOTED: Mapping[Verb, Callable[..., None]] = {
    Verb.BOARD_EXPORT: export_board,
    Verb.FIGURE_EXPORT: export_figures,
    Verb.BRIEFING_EXPORT: export_briefings,
    Verb.REVIEW_EXPORT: export_review,
}
"""Every list by its right, with the act that journals that it goes out."""


@dataclass(frozen=True, slots=True)
class Question:
    """What a list answers, for a page and for the worker alike.

    ``given`` is what stands in the address, ``seq`` the last number of the journal when it was asked.
    """

    actor: Actor
    at: datetime
    seq: int
    given: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Made:
    """A list as a file; of one that is too long ``content`` is empty."""

    name: str
    media: str
    rows: int
    content: bytes


def ask_export(verb: Verb, question: Question, *, name: str, rows: int, reason: str, lang: Language) -> str:
    """Have a list made in the background; returns the reference of the work.

    Raises ``NotValid`` where it is too long, or has no reason. The same question by the same person is asked
    once, unless something was journaled or another day has begun since, or the work about it has ended.
    """
    ask = action(verb, "export", "name")(_ask)
    actor, at = question.actor, question.at
    return ask(
        actor=actor, at=at, verb=verb, question=question, name=name, rows=rows, reason=reason, lang=lang
    )


def _ask(
    *,
    actor: Actor,
    at: datetime,
    verb: Verb,
    question: Question,
    name: str,
    rows: int,
    reason: str,
    lang: Language,
) -> str:
    authorise(actor, at, verb)
    told = {
        "verb": verb.value,
        "given": dict(question.given),
        "seq": question.seq,
        "name": name,
        "reason": checked_reason(rows, reason),
        "lang": lang,
    }
    same = sha256(canonical(told | {"day": day_of(at).isoformat()}).encode())
    keys = f"{EXPORT}:{actor.person}:{same}:"
    tries = sum(job.state.has_ended for job in jobs_of(keys))
    told["at"] = at.isoformat()
    return enqueue(EXPORT, told, actor=actor, at=at, key=f"{keys}{tries}", priority=AFTER_IMPORTS)


def question_of(job: Running) -> Question:
    """What was asked, as of the moment at which it was asked."""
    given = job.arguments
    return Question(job.actor, datetime.fromisoformat(given["at"]), given["seq"], given["given"])


def make_export(job: Running, make: Callable[[Running], Made]) -> None:
    """The work itself; ``make`` composes the list and writes the file, as the page does."""
    verb = Verb(job.arguments["verb"])
    _refuse_early(job, verb)
    made = make(job)
    stored = store([made.content])
    with job.fenced() as outcome:
        NOTED[verb](
            actor=job.actor,
            at=job.now(),
            name=made.name,
            rows=made.rows,
            content=made.content,
            reason=job.arguments["reason"],
        )
        outcome.result = {
            "file": stored.sha256,
            "name": made.name,
            "media": made.media,
            "rows": made.rows,
            "size": stored.size,
        }


def _refuse_early(job: Running, verb: Verb) -> None:
    """Nothing is made for who has lost the right meanwhile."""
    try:
        authorise(job.actor, job.now(), verb)
    except NotYou:
        with job.fenced():  # so that its entry is saved with the end of the job, once
            raise


def is_fetched_by(actor: Actor, job: JobView) -> bool:
    """Whether a job has made a list for this person."""
    return job.kind == EXPORT and job.state is State.DONE and job.asked_by == actor.person


def export_made(actor: Actor, at: datetime, ref: str) -> Made:
    """A list that was made for this person, who must still have the right to it.

    Raises ``NotThere`` for everybody else, and ``NotYou`` without the right.
    """
    found = find_job(ref)
    if found is None or not is_fetched_by(actor, found):
        raise NotThere.of("job.not_there", ref=ref)
    authorise(actor, at, Verb(found.arguments["verb"]))
    kept: dict[str, Any] = found.result
    try:
        content = content_of(kept["file"])
    except FileDamagedError:
        raise NotThere.of("job.not_there", ref=ref) from None
    return Made(kept["name"], kept["media"], kept["rows"], content)
