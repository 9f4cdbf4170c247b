"""What was handed in, checked field by field: every fault becomes a finding, all of them at once."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from datetime import date

from sikao.core.wording import Findings, Listed, Place, Term
from sikao.office.groundwork.refusals import NotValid

CODE = re.compile(r"[a-z][a-z0-9_]{0,62}")
LOGIN = re.compile(r"[a-z][a-z0-9._-]{1,62}")
FIRST, LAST = date(1949, 10, 1), date(2100, 1, 1)


class Inputs:
    """Takes fields one by one and remembers what is wrong with them."""

    def __init__(self) -> None:
        self.found = Findings()

    def refuse(self) -> None:
        """Raise ``NotValid`` when anything was wrong."""
        if self.found.failed:
            raise NotValid(self.found)

    def wrong(self, field: str, finding: str, /, **details: str | Term | Listed) -> None:
        """Note that a field is wrong for a reason of the caller."""
        self.found.error(finding, Place(path=field), **details)

    def text(self, field: str, given: str, most: int, *, needed: bool = True) -> str:
        """A line of text without what cannot be seen, trimmed."""
        text = unicodedata.normalize("NFC", given).strip()
        if not text and needed:
            self.wrong(field, "field.empty")
        if len(text) > most:
            self.wrong(field, "field.long", most=str(most))
        if any(unicodedata.category(char)[0] == "C" or char in "\u2028\u2029" for char in text):
            self.wrong(field, "field.unseen")
        return text

    def shaped(self, field: str, given: str, shape: re.Pattern[str], form: Term) -> str:
        """A text of a certain shape, such as a code."""
        text = given.strip().lower()
        if not shape.fullmatch(text):
            self.wrong(field, "field.shape", given=given, form=form)
        return text

    def choice(self, field: str, given: str, known: Collection[str]) -> str:
        """One of several words."""
        if given not in known:
            self.wrong(field, "field.choice", given=given, known=Listed.of(sorted(known)))
        return given

    def day(self, field: str, given: date) -> date:
        """A day that an office can mean."""
        if not FIRST <= given < LAST:
            self.wrong(field, "field.day", given=given.isoformat())
        return given

    def span(self, field: str, since: date, last: date | None) -> None:
        """A last day that is not before the first."""
        if last is not None and last < since:
            self.wrong(field, "field.order", first=since.isoformat(), last=last.isoformat())


CODE_FORM = Term(
    "小写字母开头，只用小写字母、数字和下划线", "small letters, digits and underscores, a letter first"
)
LOGIN_FORM = Term(
    "小写字母开头，2 至 63 个小写字母、数字、点、短横或下划线",
    "2 to 63 small letters, digits, dots, hyphens or underscores, a letter first",
)
