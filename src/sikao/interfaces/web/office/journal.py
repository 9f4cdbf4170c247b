"""The journal for auditors: searched, read entry by entry, exported."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from itertools import islice
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from sikao.core.sheets import csv_bytes
from sikao.core.sheets.csv_text import BYTE_ORDER_MARK
from sikao.core.wording import Term
from sikao.interfaces.web.frame import language
from sikao.interfaces.web.office.asking import OfficeRequest
from sikao.interfaces.web.office.files_out import ask_reason
from sikao.interfaces.web.office.forms import asked_day, page
from sikao.interfaces.web.office.frame import paint_office
from sikao.interfaces.web.office.journal_values import parts
from sikao.interfaces.web.office.subjects import names_in_sight, pages_in_sight
from sikao.interfaces.web.office.tasks.files import as_download
from sikao.office.accounts.actions import journal as acts
from sikao.office.accounts.exports import needs_reason
from sikao.office.accounts.queries import Names, find_people, names_on, shown_names
from sikao.office.accounts.rights.printed import capacity_parts, capacity_words
from sikao.office.accounts.rights.words import CHANNELS, SUBJECTS, VERBS
from sikao.office.groundwork.canonical import canonical
from sikao.office.groundwork.clock import CITY, day_of
from sikao.office.groundwork.journal.reading import EntryRow, Search, count_entries

ASKED = ("actor", "verb", "kind", "ref", "outcome", "channel", "since", "until")
FOLDED = ("kind", "ref", "since", "until", "channel")
"""What is asked for more rarely: folded until it is in use."""
TOGETHER = 500
"""So many entries of an export have the names of their people looked up at once."""


@require_GET
def journal(request: OfficeRequest) -> HttpResponse:
    """A page of what was found."""
    search, number = _search(request), page(request)
    rows, more = acts.read_journal(actor=request.actor, at=request.at, search=search, page=number)
    persons = shown_names(frozenset(row.actor for row in rows))
    capacities = _capacities(request, rows)
    subjects = [(row.kind, row.ref) for row in rows]
    pages, names = pages_in_sight(request, subjects), names_in_sight(request, subjects)
    return paint_office(
        request,
        "office/journal/journal.html",
        section="journal",
        rows=[
            (
                *(row, persons[row.actor], capacities[row.acting_as]),
                *(_words(row), _subject(row), pages.get((row.kind, row.ref), "")),
                names.get((row.kind, row.ref)),
            )
            for row in rows
        ],
        more=more,
        page=number,
        kept=_kept(request),
        asked=request.GET,
        narrowed=any(request.GET.get(name) for name in FOLDED),
        verbs=VERBS.items(),
        channels=CHANNELS.items(),
        kinds=SUBJECTS.items(),
    )


def _capacities(request: OfficeRequest, rows: Iterable[EntryRow]) -> dict[str, Term]:
    """The capacities of some entries in words, with the organisations by their names of today."""
    told = {row.acting_as for row in rows}
    codes = frozenset(capacity_parts(capacity)[1] for capacity in told) - {""}
    named = {code: Term(name.zh, name.en) for code, name in names_on(day_of(request.at), codes).items()}
    return {capacity: capacity_words(capacity, named) for capacity in told}


def _words(row: EntryRow) -> Term | None:
    return next((term for verb, term in VERBS.items() if verb.value == row.verb), None)


def _subject(row: EntryRow) -> Term:
    return SUBJECTS.get(row.kind, Term(row.kind, row.kind))


def _search(request: HttpRequest) -> Search:
    """What the form or the address asks for. People: by login, staff number, code, part of the name."""
    given = {name: request.GET.get(name, "").strip()[:200].replace("\0", "") for name in ASKED}
    return Search(
        actors=find_people(given["actor"]) if given["actor"] else (),
        verb=given["verb"],
        kind=given["kind"],
        ref=given["ref"],
        outcome=given["outcome"],
        channel=given["channel"],
        since=asked_day(request, "since"),
        until=asked_day(request, "until"),
    )


def _kept(request: HttpRequest) -> str:
    """The search as the end of an address, for the other pages of it."""
    parts = {name: request.GET[name] for name in ASKED if request.GET.get(name)}
    return f"&{urlencode(parts)}" if parts else ""


@require_GET
def journal_entry(request: OfficeRequest, seq: int) -> HttpResponse:
    """One entry with all that it says."""
    row = acts.read_entry(actor=request.actor, at=request.at, seq=seq)
    persons = shown_names(frozenset({row.actor, row.for_whom}))
    return paint_office(
        request,
        "office/journal/entry.html",
        section="journal",
        row=row,
        words=_words(row),
        subject=_subject(row),
        about=pages_in_sight(request, [(row.kind, row.ref)]).get((row.kind, row.ref), ""),
        name=names_in_sight(request, [(row.kind, row.ref)]).get((row.kind, row.ref)),
        channel=CHANNELS.get(row.channel, Term(row.channel, row.channel)),
        actor=persons[row.actor],
        capacity=_capacities(request, [row])[row.acting_as],
        for_whom=persons[row.for_whom],
        parts=parts(row.kind, row.old, row.new),
        old=json.dumps(row.old, ensure_ascii=False, indent=1) if row.old is not None else "",
        new=json.dumps(row.new, ensure_ascii=False, indent=1) if row.new is not None else "",
    )


@require_POST
def journal_export(request: OfficeRequest) -> HttpResponseBase:
    """What was found as a file: a table, or one JSON object a line. The search stands in the address."""
    form = "csv" if request.POST.get("form") == "csv" else "jsonl"
    reason, search = request.POST.get("reason", ""), _search(request)
    rows = count_entries(search)
    if needs_reason(rows, reason):
        return ask_reason(request, gettext("审计日志"), rows, "journal", form=form)
    found = acts.export_journal(actor=request.actor, at=request.at, search=search, form=form, reason=reason)
    lines = _as_csv(found) if form == "csv" else _as_json(found)
    kind = "text/csv; charset=utf-8" if form == "csv" else "application/jsonl; charset=utf-8"
    name = f"journal-{request.at.astimezone(CITY):%Y%m%d-%H%M%S}.{form}"
    return as_download(StreamingHttpResponse(lines, content_type=kind), name)


def _as_json(found: Iterator[EntryRow]) -> Iterator[bytes]:
    for row in found:
        yield canonical(asdict(row)).encode() + b"\n"


def _as_csv(found: Iterator[EntryRow]) -> Iterator[bytes]:
    """For people: words and the city's time; the codes stand beside them. The other form is for programs."""
    yield csv_bytes(_heads(), ())
    while rows := list(islice(found, TOGETHER)):
        persons = shown_names(frozenset({row.actor for row in rows} | {row.for_whom for row in rows}))
        for row in rows:
            yield csv_bytes(_cells(row, persons), ()).removeprefix(BYTE_ORDER_MARK.encode())


def _heads() -> tuple[str, ...]:
    return (
        *(gettext("序号"), gettext("时间"), gettext("办理人"), gettext("办理人代码"), gettext("身份")),
        *(gettext("代谁办理"), gettext("途径"), gettext("来源"), gettext("事项"), gettext("事项代码")),
        *(gettext("对象"), gettext("对象代码"), gettext("办理结果"), gettext("原值"), gettext("新值")),
        *(gettext("带入的记录"), "SHA-256"),
    )


def _cells(row: EntryRow, persons: Mapping[str, Names]) -> list[str]:
    lang, words = language(), _words(row)
    return [
        *(str(row.seq), f"{row.at.astimezone(CITY):%Y-%m-%d %H:%M:%S}"),
        *(persons[row.actor].text(lang), row.actor, row.acting_as),
        persons[row.for_whom].text(lang) if row.for_whom else "",
        *(CHANNELS.get(row.channel, Term(row.channel, row.channel)).text(lang), row.source),
        *(row.verb if words is None else words.text(lang), row.verb),
        *(_subject(row).text(lang), row.ref),
        gettext("办成") if row.outcome == "done" else gettext("被拒绝"),
        *("" if value is None else canonical(value) for value in (row.old, row.new)),
        *(str(row.leaves), row.sha256),
    ]
