"""Addresses: results by scheme and checkpoint, the scheme itself; English pages stand below /en/."""

from __future__ import annotations

from django.conf.urls.i18n import i18n_patterns
from django.urls import path

from sikao.interfaces.web import (
    explanations,
    groups,
    home,
    overview,
    schemes,
    tables,
    units,
    weights,
    whatif,
)

AT = "results/<slug:scheme>/<slug:checkpoint>/"
SCHEME = "schemes/<slug:scheme>/"

STUDY = (
    path("refused/", home.refused, name="refused"),
    path(AT, overview.overview, name="overview"),
    path(AT + "groups/<slug:group>/", groups.group, name="group"),
    path(AT + "tables/<slug:group>/", tables.one_table, name="one-table"),
    path(AT + "units/<slug:unit>/", units.unit, name="unit"),
    path(AT + "units/<slug:unit>/<slug:table>/<slug:node>/", explanations.explanation, name="explanation"),
    path(AT + "what-if/<slug:group>/", whatif.what_if, name="what-if"),
    path(AT + "what-if/<slug:group>/broken/", whatif.what_if_broken, name="what-if-broken"),
    path(AT + "weights/<slug:group>/", weights.weights, name="weights"),
    path(SCHEME, schemes.scheme, name="scheme"),
    path(SCHEME + "scorecards/<slug:scorecard>/", schemes.scorecard, name="scorecard"),
    path(SCHEME + "document/", schemes.document, name="document"),
    path(SCHEME + "claims/", schemes.claims, name="claims"),
    path(SCHEME + "changes/", schemes.changes, name="changes"),
)
"""Everything but the first page, which is another one in an office."""

urlpatterns = i18n_patterns(path("", home.home, name="home"), *STUDY, prefix_default_language=False)
