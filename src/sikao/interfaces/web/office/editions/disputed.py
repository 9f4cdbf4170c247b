"""Objections in words: lines of lists, and what was said about one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse

from sikao.core.figures.absence import Absence
from sikao.core.figures.table import Kind
from sikao.interfaces.web.frame import language
from sikao.interfaces.web.office.editions.shown import edition_words
from sikao.interfaces.web.office.worded import Shown, Words, moment_words, period_words, titled
from sikao.interfaces.web.results.words import named
from sikao.interfaces.web.templatetags.sikao import plain
from sikao.office.accounts.queries import person_names
from sikao.office.results.disputing import State
from sikao.office.results.objections import ObjectionView, WordLine
from sikao.office.rulebook.queries import scheme_with

TONES = {State.OPEN: "note", State.UPHELD: "good", State.REJECTED: "quiet", State.WITHDRAWN: "quiet"}


@dataclass(frozen=True, slots=True)
class DisputeLine:
    """An objection in a list."""

    ref: str
    address: str
    unit: str
    about: str
    figure: str
    claimed: str
    state: str
    tone: str
    at: str


@dataclass(frozen=True, slots=True)
class Said:
    """What was said about an objection, in words."""

    at: str
    what: str
    person: str
    value: str
    reason: str


def dispute_lines(found: Iterable[ObjectionView], words: Words | None = None) -> list[DisputeLine]:
    """Objections for a list."""
    return [dispute_line(view, words) for view in found]


def dispute_line(view: ObjectionView, words: Words | None = None) -> DisputeLine:
    """One objection; without ``words``, names are those of its scheme."""
    scheme, lang = scheme_with(view.digest), language()
    known = words or Words(view.claim.at, scheme)
    point = named(scheme.checkpoints[view.checkpoint], lang)
    return DisputeLine(
        ref=view.ref,
        address=reverse("objection", kwargs={"ref": view.ref}),
        unit=known.organisation(view.unit),
        about=f"{titled(scheme)} · {point}{edition_words(view.number)}",
        figure=figure_words(view, known),
        claimed=value_words(view.claim, known),
        state=view.state.term.text(lang),
        tone=TONES[view.state],
        at=moment_words(view.claim.at),
    )


def figure_words(view: ObjectionView, words: Words) -> str:
    """The figure in question."""
    kind = Kind(view.key[2]).term.text(language())
    return f"{words.indicator(view.key)} {kind} {period_words(view.key[3])}"


def value_words(word: WordLine, words: Words) -> str:
    """The value that somebody named; empty for none."""
    return value_text(word.value, word.measure, word.absence, words)


def value_text(value: Decimal | None, measure: str, absence: Absence | None, words: Words) -> str:
    """A value with its unit of measure, or the word of an absence; empty for neither."""
    if value is not None:
        return Shown(plain(value), words.measure(measure), absent=False).whole
    return "" if absence is None else absence.term.text(language())


def story(view: ObjectionView, words: Words) -> list[Said]:
    """Everything that was said, in order."""
    names = person_names(frozenset(word.person for word in view.words))
    lang = language()
    told = {"raised": ("申请复核", "objects")} | {
        state.value: (state.term.zh, state.term.en) for state in State
    }
    return [
        Said(
            at=moment_words(word.at),
            what=told[word.what][lang == "en"],
            person=names.get(word.person, word.person),
            value=value_words(word, words),
            reason=word.reason,
        )
        for word in view.words
    ]
