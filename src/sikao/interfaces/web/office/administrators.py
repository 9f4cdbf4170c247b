"""What those who administer accounts, grants and the journal look for on their first page."""

from __future__ import annotations

from datetime import datetime, time

from django.utils.translation import gettext, ngettext

from sikao.interfaces.web.frame import language
from sikao.interfaces.web.office.frame import address_of
from sikao.interfaces.web.office.looks import SHOWN, Item, Look, Reader
from sikao.interfaces.web.office.worded import day_words, moment_words
from sikao.office.accounts.attention import ending_accounts, proposed_grants, unstaffed
from sikao.office.accounts.rights.words import VERBS
from sikao.office.accounts.rules.words import CHANGES, REQUESTS
from sikao.office.accounts.waiting import waiting_endings, waiting_requests
from sikao.office.groundwork.clock import CITY, day_of
from sikao.office.groundwork.journal.refused import last_entry, refusals_since
from sikao.office.groundwork.journal.verified import last_verification


def grants(reader: Reader) -> Look:
    """Grants that wait for a second person."""
    lang = language()
    found = [one for one in proposed_grants() if reader.signed.person not in (one.person, one.proposed_by)]
    items = tuple(
        Item(
            f"{one.name} · {one.role.term.text(lang)}",
            reader.words.organisation(one.organisation) if one.organisation else gettext("全市"),
            address_of("person", ref=one.person) or "",
        )
        for one in found[:SHOWN]
    )
    title = ngettext("待确认的授权：%(n)s 项", "待确认的授权：%(n)s 项", len(found)) % {"n": len(found)}
    calm, more = gettext("没有待确认的授权。"), address_of("grants") or ""
    return Look("grants", title, items, calm, more, gettext("全部授权"), waiting=bool(items))


def requests(reader: Reader) -> Look | None:
    """What was asked for accounts and waits for a second person; nothing is said where nothing was asked."""
    lang, page = language(), address_of("people") or ""
    items = tuple(
        Item(f"{one.person_name} · {REQUESTS[one.what].text(lang)}", moment_words(one.asked_at), page)
        for one in waiting_requests(reader.at)
        if reader.signed.person not in (one.person, one.asked_by)
    )
    if not items:
        return None
    return Look("requests", gettext("待确认的账号申请"), items[:SHOWN], "", waiting=True)


def endings(reader: Reader) -> Look | None:
    """Organisations whose end waits for a second person; nothing is said where none does."""
    lang = language()
    items = tuple(
        Item(
            f"{one.names.text(lang)} · {CHANGES[one.what].text(lang)}"
            + (f" {one.other.text(lang)}" if one.other else ""),
            moment_words(one.asked_at),
            address_of("organisation", code=one.code) or "",
        )
        for one in waiting_endings(reader.at)
        if reader.signed.person != one.asked_by
    )
    if not items:
        return None
    return Look("endings", gettext("待确认的单位并入、撤销"), items[:SHOWN], "", waiting=True)


def vacancies(reader: Reader) -> Look:
    """Organisations whose reporter or signer has left without a successor."""
    lang = language()
    items = tuple(
        Item(
            reader.words.organisation(code), role.term.text(lang), address_of("organisation", code=code) or ""
        )
        for code, role in unstaffed(reader.at)[:SHOWN]
    )
    return Look("unstaffed", gettext("缺填报人或签审人的单位"), items, gettext("没有缺人的单位。"))


def refusals(reader: Reader) -> Look:
    """What was refused today, by kind of act."""
    midnight = datetime.combine(day_of(reader.at), time(), CITY)
    found = refusals_since(midnight)
    items = tuple(
        Item(_verb_words(verb), ngettext("%(n)s 次", "%(n)s 次", count) % {"n": count})
        for verb, count in list(found.items())[:SHOWN]
    )
    return Look(
        "refusals",
        gettext("今天被拒绝的操作"),
        items,
        gettext("今天没有被拒绝的操作。"),
        address_of("journal") or "",
        gettext("审计日志"),
    )


def _verb_words(verb: str) -> str:
    """What a verb of the journal is called."""
    known = {one.value: one for one in VERBS}
    return VERBS[known[verb]].text(language()) if verb in known else verb


def journal(reader: Reader) -> Look:
    """The last entry of the journal, and how all of it is verified."""
    del reader
    last = last_entry()
    items = (
        ()
        if last is None
        else (
            Item(gettext("最近一条"), gettext("第 %(seq)s 号，%(at)s") % _entry(last)),
            _verified_last(),
        )
    )
    return Look("journal", gettext("审计日志"), items, gettext("日志还是空的。"))


def _verified_last() -> Item:
    """When all that is recorded was held against hashes and signatures, and how that ended."""
    last, title = last_verification(), gettext("最近一次核验")
    if last is None:
        return Item(title, gettext("还没有核验过（sikao verify）"))
    told = {"at": moment_words(last.at), "seq": str(last.head), "n": str(last.faults)}
    address = address_of("journal-entry", seq=last.seq) or ""
    if last.faults:
        return Item(title, gettext("%(at)s，到第 %(seq)s 号：%(n)s 处不符") % told, address, "first")
    return Item(title, gettext("%(at)s，到第 %(seq)s 号：全部相符") % told, address)


def _entry(last: tuple[int, datetime]) -> dict[str, str]:
    return {"seq": str(last[0]), "at": moment_words(last[1])}


def accounts(reader: Reader) -> Look:
    """Accounts that end soon."""
    today = day_of(reader.at)
    items = tuple(
        Item(one.name, day_words(one.last_day, today), address_of("person", ref=one.person) or "")
        for one in ending_accounts(reader.at)[:SHOWN]
    )
    return Look(
        "accounts",
        gettext("30 天内到期的账号"),
        items,
        gettext("没有即将到期的账号。"),
        address_of("people") or "",
        gettext("全部人员"),
    )
