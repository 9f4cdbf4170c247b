"""Shapes of whoever asks, of organisations and of schemes."""

from __future__ import annotations

from ninja import Schema

from sikao.interfaces.api.shapes.common import Words


class Capacity(Schema):
    """A role, and the organisation for which it is held; none where it is held for the whole city."""

    role: str
    words: Words
    organisation: str | None


class Me(Schema):
    """Whose token it is, what it is for, and what the person holds today."""

    person: str
    name: str
    now: str
    scopes: list[str]
    capacities: list[Capacity]


class OrganisationName(Schema):
    """A name and since when it is used."""

    zh: str
    en: str
    since: str


class OrganisationShown(Schema):
    """An organisation with its names, the present one last."""

    code: str
    kind: str
    names: list[OrganisationName]
    ended_on: str | None
    merged_into: str | None


class SchemeShown(Schema):
    """A scheme that binds: ``digest`` is of its content, ``seq`` the entry of the journal that sealed it."""

    code: str
    title: str
    year: int
    digest: str
    previous: str | None
    sealed_at: str
    seq: int
