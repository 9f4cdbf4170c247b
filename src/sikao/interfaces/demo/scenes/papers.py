"""The papers of a result once it is published: the bulletin, and the feedback letter to every unit."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

from sikao.core.insight.worked import Worked
from sikao.interfaces.demo.agenda import Act
from sikao.interfaces.demo.scenes.announcing import RESULTS, Result
from sikao.interfaces.demo.stage import SCHEME, Stage
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.bulletins import actions
from sikao.office.bulletins.making import Given, bulletin_of, letter_of
from sikao.office.bulletins.paper import docx_bytes
from sikao.office.bulletins.paper.fonts import find_typefaces
from sikao.office.groundwork.clock import day_of
from sikao.office.groundwork.journal.reading import since
from sikao.office.results.computing import figures_at
from sikao.office.results.editions import EditionView, editions
from sikao.office.results.own_results import own_digests
from sikao.office.results.stages import State
from sikao.office.rulebook.queries import scheme_of

GIVEN = Given("综合考核委员会办公室（示例）", "综合考核委员会办公室（示例）", "各区市，各功能区，市直各单位")
AFTER = timedelta(hours=2)
"""So long after a result was published the office makes its papers."""


BULLETIN, LETTER = "bulletin.docx", "{unit}/letter.docx"


def papers(stage: Stage) -> Iterator[Act]:
    """The papers of each result, unless all of them were taken out."""
    for result in RESULTS:
        view = _published(result.checkpoint)
        if view is None or _missing(view, result):
            do = _making(stage, result)
            yield Act(result.published + AFTER, "印发通报和反馈书", "bulletin and feedback letters", do)


def _published(checkpoint: str) -> EditionView | None:
    found = (view for view in editions(SCHEME) if view.state is State.PUBLISHED)
    return next((view for view in found if view.checkpoint == checkpoint), None)


def _missing(view: EditionView, result: Result) -> list[str]:
    """The names of papers that nobody has taken out since the result was published."""
    units = own_digests(view.book_sha256, scheme_of(SCHEME))
    taken = since(Verb.PAPER_TAKE.value, result.published)
    names = {entry.new["name"] for entry in taken if entry.ref == view.ref}
    every = [BULLETIN, *(LETTER.format(unit=unit) for unit in units)]
    return [name for name in every if name not in names]


def _making(stage: Stage, result: Result) -> Callable[[], None]:
    return lambda: _make(stage, result)


def _make(stage: Stage, result: Result) -> None:
    """The office takes the bulletin and every letter out, to be printed and sent."""
    view = _published(result.checkpoint)
    if view is None:
        return
    scheme, faces = scheme_of(SCHEME), find_typefaces()
    worked = Worked(scheme, figures_at(scheme, view.seq), view.checkpoint)
    for name in _missing(view, result):
        on, unit = day_of(stage.at), name.partition("/")[0]
        made = (
            bulletin_of(view, worked, GIVEN, on)
            if name == BULLETIN
            else letter_of(view, worked, unit, GIVEN, on)
        )
        actions.take_paper(
            actor=stage.cast["office"],
            at=stage.later(),
            edition=view.ref,
            state=view.state.value,
            name=name,
            content=docx_bytes(made, faces),
        )
