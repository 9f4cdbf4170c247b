"""One thing that a role looks for on its first page, and who looks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sikao.interfaces.web.office.asking import OfficeRequest, Signed
from sikao.interfaces.web.office.progress import Bar
from sikao.interfaces.web.office.worded import Deadline, Words
from sikao.office.accounts.rights.roles import Role
from sikao.office.cycle.views import TaskView

SHOWN = 4


@dataclass(frozen=True, slots=True)
class Item:
    """One line: what, beside it a remark, and where it leads."""

    what: str
    beside: str
    address: str = ""
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Look:
    """Something that a role looks for: lines, or a picture; ``calm`` is said where there is nothing.

    ``waiting`` says that the lines wait for the reader, who then has something to do.
    """

    code: str
    title: str
    items: tuple[Item, ...]
    calm: str
    more: str = ""
    more_words: str = ""
    bars: tuple[Bar, ...] = ()
    waiting: bool = False


@dataclass(frozen=True, slots=True)
class Reader:
    """Who looks, and what was loaded for it."""

    request: OfficeRequest
    signed: Signed
    words: Words
    tasks: list[TaskView]
    """What nobody has signed yet."""

    @property
    def at(self) -> datetime:
        """The moment."""
        return self.request.at

    def organisations(self, role: Role) -> frozenset[str]:
        """Where the role is held."""
        return frozenset(one.organisation for one in self.signed.holdings if one.role is role)


@dataclass(frozen=True, slots=True)
class Todo:
    """One thing to do: what, about what, by when, and the page where it is done.

    ``detail`` says in words what it is about where that is no number of figures or entries.
    """

    step: str
    what: str
    organisation: str
    other: str
    period: str
    figures: int
    is_briefing: bool
    remark: str
    deadline: Deadline
    address: str
    detail: str = ""
