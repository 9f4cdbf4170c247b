"""The one-page table of a group, made to be printed on one A3 sheet."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext

from sikao.core.books import BY_PLACE, OFFICIAL
from sikao.interfaces.web.frame import Entry, paint, results_of, standing_or_404, year_or_404
from sikao.interfaces.web.results import tables
from sikao.interfaces.web.results.cuts import asked_tag, tag_choices, tag_name
from sikao.interfaces.web.results.groups import siblings
from sikao.interfaces.web.results.orders import asked_order


def one_table(request: HttpRequest, scheme: str, checkpoint: str, group: str) -> HttpResponse:
    """Units × indicators: points or, asked for, what was measured; in the official order or another."""
    year = year_or_404(scheme)
    standing = standing_or_404(year, checkpoint, group)
    if group not in year.ranking_groups:
        raise Http404(group)
    values = request.GET.get("show") == "values"
    asked = asked_order(standing, group, request.GET.get("order", OFFICIAL))
    order = asked.order
    tag = asked_tag(standing, group, request.GET.get("tag"))
    here = reverse("one-table", kwargs={"scheme": scheme, "checkpoint": checkpoint, "group": group})
    return paint(
        request,
        "tables/one_table.html",
        year,
        checkpoint=checkpoint,
        group=group,
        section="one-table",
        kept=_query(values, order, tag),
        table=tables.one_table(standing, group, results_of(year).worked if values else None, order, tag),
        groups=siblings(standing, "one-table", group, _query(values, order)),
        tag_choices=tag_choices(standing, group, tag),
        tag="" if tag is None else tag_name(standing, tag),
        numbers=[
            Entry(gettext("得分"), here + _query(False, order, tag), not values),
            Entry(gettext("实际值"), here + _query(True, order, tag), values),
        ],
        orders=[
            Entry(gettext("官方顺序"), here + _query(values, OFFICIAL, tag), order == OFFICIAL),
            Entry(gettext("按名次"), here + _query(values, BY_PLACE, tag), order == BY_PLACE),
        ],
        asked=asked,
        own_order=order not in (OFFICIAL, BY_PLACE),
        status=400 if asked.unreadable else 200,
    )


def _query(values: bool, order: str, tag: str | None = None) -> str:
    """The part of the address that says which numbers, in which order, of what; nothing for the usual."""
    asked = {"show": "values"} if values else {}
    if order != OFFICIAL:
        asked["order"] = order
    if tag is not None:
        asked["tag"] = tag
    return f"?{urlencode(asked, safe=',')}" if asked else ""
