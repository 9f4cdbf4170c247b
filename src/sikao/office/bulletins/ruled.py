"""The ruling letter of an objection, from what was asked, found and ruled; nothing of any other unit."""

from __future__ import annotations

from decimal import Decimal

from sikao.core.figures.absence import Absence
from sikao.core.figures.decimals import canonical
from sikao.core.figures.measures import after_number
from sikao.core.figures.periods import Period
from sikao.core.scheme import Scheme
from sikao.core.scheme.catalogue import catalogue_of
from sikao.core.wording import Language
from sikao.office.bulletins.content.bulletin import period_of
from sikao.office.bulletins.content.frame import Frame, labels_of, sources_of
from sikao.office.bulletins.content.ruling import Change, Decision, Ruling, ruling_letter
from sikao.office.bulletins.content.standing import ALL, Disclosed
from sikao.office.bulletins.document import Document
from sikao.office.bulletins.making import book_in
from sikao.office.cycle.forms import indicator_name
from sikao.office.groundwork.clock import day_of
from sikao.office.groundwork.refusals import NotNow
from sikao.office.ledger.queries import standing_as_of
from sikao.office.results.disputing import State
from sikao.office.results.editions import edition
from sikao.office.results.objections import ObjectionView, WordLine
from sikao.office.rulebook.queries import scheme_with


def ruling_of(view: ObjectionView, frame: Frame, lang: Language = "zh") -> Document:
    """The letter to the unit that objected; its place is told where the scheme tells units their own.

    ``NotNow`` where nothing was ruled yet.
    """
    word = ruled(view)
    about = edition(view.edition)
    scheme = scheme_with(about.digest)
    book = book_in(about, lang)
    unit, code, _, period = view.key
    item, _, member = code.partition("/")
    name = indicator_name(scheme, item, member, unit).text(lang)
    own = next((one for one in word.effect if one.unit == unit), None)
    ruling = Ruling(
        unit=book.names.units[unit],
        indicator=f"{name}{'，' if lang == 'zh' else ', '}{Period.from_canonical(period).label(lang)}",
        period=period_of(scheme, book),
        received=day_of(view.claim.at),
        asked=_asked(scheme, view, lang),
        found=word.reason,
        decision=_decision(view, word),
        value=_values(scheme, view, word, lang),
        total=None if own is None else _change(own.points_before, own.points),
        place=None if own is None else _change(own.rank_before, own.rank),
        labels=labels_of(book),
        sources=sources_of(book),
    )
    told = ALL if scheme.feedback.own_place else Disclosed.POINTS
    return ruling_letter(ruling, frame, disclosed=told, lang=lang)


def ruled(view: ObjectionView) -> WordLine:
    """What was ruled; ``NotNow`` before anything was."""
    if view.ruling is None or view.state is State.WITHDRAWN:
        raise NotNow.of("paper.not_ruled")
    return view.ruling


def _decision(view: ObjectionView, word: WordLine) -> Decision:
    if view.state is State.REJECTED:
        return Decision.REFUSED
    claim = view.claim
    claimed = claim.value is not None or claim.absence is not None
    as_asked = (claim.value, claim.absence) == (word.value, word.absence)
    return Decision.GRANTED if as_asked or not claimed else Decision.IN_PART


def _asked(scheme: Scheme, view: ObjectionView, lang: Language) -> str:
    claim = view.claim
    if claim.value is None and claim.absence is None:
        return claim.reason
    value = _text(scheme, claim.value if claim.absence is None else claim.absence, claim.measure, lang)
    return f"主张该数据为{value}。{claim.reason}" if lang == "zh" else f"It claims {value}. {claim.reason}"


def _values(scheme: Scheme, view: ObjectionView, word: WordLine, lang: Language) -> tuple[str, str] | None:
    """The figure before and after a ruling that changed it."""
    if not word.figure:
        return None
    before = standing_as_of([view.key], word.seq - 1).get(view.key)
    after = word.value if word.absence is None else word.absence
    measure = word.measure or view.claim.measure
    return _text(scheme, before, measure, lang), _text(scheme, after, measure, lang)


def _text(scheme: Scheme, value: Decimal | Absence | None, measure: str, lang: Language) -> str:
    if value is None:
        return "无数据" if lang == "zh" else "no figure"
    if isinstance(value, Absence):
        return value.term.text(lang)
    measures = catalogue_of(scheme).measures
    name = measures[measure].term.text(lang) if measure in measures else measure
    return f"{canonical(value).replace('-', '−')}{' ' if lang == 'en' else ''}{after_number(name)}"


def _change(before: str | int | None, after: str | int | None) -> Change | None:
    return None if before is None or after is None else Change(Decimal(before), Decimal(after))
