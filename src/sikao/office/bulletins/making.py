"""Papers of a result as it is now: the bulletin of its checkpoint, the letter to one unit.

What may be told follows from the result: before it is submitted everything, inside the office; then what was
chosen for the units.
"""

from __future__ import annotations

from sikao.core.books import Book
from sikao.core.insight import Worked
from sikao.core.scheme.resolving import Resolved
from sikao.core.wording import FindingsError, Language
from sikao.office.bulletins.content.bulletin import bulletin
from sikao.office.bulletins.content.frame import Frame
from sikao.office.bulletins.content.letter import feedback, letter_explanations
from sikao.office.bulletins.content.measures import Measure, measures_of
from sikao.office.bulletins.content.standing import ALL, Disclosed
from sikao.office.bulletins.document import Document, Stage
from sikao.office.groundwork.files import FileDamagedError
from sikao.office.groundwork.refusals import NotNow
from sikao.office.results import editions
from sikao.office.results.editions import EditionView
from sikao.office.results.keeping import kept_book
from sikao.office.results.stages import Level, State
from sikao.office.rulebook.queries import scheme_with

_STAGES = {
    State.PROVISIONAL: Stage.INTERNAL,
    State.FEEDBACK: Stage.INTERNAL,
    State.SUBMITTED: Stage.DRAFT,
    State.APPROVED: Stage.DRAFT,
    State.PUBLISHED: Stage.FINAL,
}
_TOLD = {
    Level.GRADES: Disclosed.GRADES,
    Level.RANKS: Disclosed.GRADES | Disclosed.RANKS,
    Level.POINTS: ALL,
}
_OWN = Disclosed.GRADES | Disclosed.POINTS
"""What a letter tells of its unit while places are not for everybody: the page tells that of the total."""


def stage_of(view: EditionView) -> Stage:
    """How far what is taken out of a result now is; ``NotNow`` where the result holds no more."""
    stage = _STAGES.get(view.state)
    if stage is None:
        raise NotNow.of("edition.holds_no_more")
    return stage


def bulletin_of(view: EditionView, worked: Worked, frame: Frame, lang: Language = "zh") -> Document:
    """The bulletin of a result; ``worked`` is the run's calculation laid open.

    ``NotNow`` where nothing of it is meant for the units.
    """
    scheme = scheme_with(view.digest)
    told = ALL if view.audience is None else _TOLD.get(view.audience.units)
    if told is None:
        raise NotNow.of("edition.nothing_for_units")
    measures: dict[tuple[str, str], Measure] = {}
    for table in Resolved(scheme).tables:
        measures |= measures_of(worked, table.table_at(view.checkpoint), view.checkpoint)
    return bulletin(
        scheme,
        book_in(view, lang),
        frame,
        disclosed=told,
        earlier=_earlier(view, lang),
        measures=measures,
    )


def letter_of(
    view: EditionView,
    worked: Worked,
    unit: str,
    frame: Frame,
    lang: Language = "zh",
    *,
    published: bool = False,
) -> Document:
    """The feedback letter to one unit: its own result alone.

    Its places are told in one that goes out when the result is ``published``, where places are for the units.
    """
    scheme = scheme_with(view.digest)
    level = Level.NOTHING if view.audience is None else view.audience.units
    places = (published or view.state is State.PUBLISHED) and level.covers(Level.RANKS)
    return feedback(
        scheme,
        book_in(view, lang),
        frame,
        unit,
        explanations=letter_explanations(worked, scheme, unit, view.checkpoint),
        disclosed=ALL if places else _OWN,
    )


def book_in(view: EditionView, lang: Language) -> Book:
    """The kept book; raises ``NotNow`` where it does not lie there as it was kept."""
    try:
        return kept_book(view.book_sha256, lang)
    except (FileDamagedError, FindingsError) as damaged:
        raise NotNow.of("run.book_lost", run=view.run) from damaged


def _earlier(view: EditionView, lang: Language) -> list[Book]:
    """The books published before of earlier checkpoints of the year, the oldest first."""
    order = list(scheme_with(view.digest).checkpoints)
    before = [
        other
        for other in editions.published()
        if other.scheme == view.scheme
        and other.state is State.PUBLISHED
        and order.index(other.checkpoint) < order.index(view.checkpoint)
    ]
    return [book_in(other, lang) for other in sorted(before, key=lambda one: order.index(one.checkpoint))]
