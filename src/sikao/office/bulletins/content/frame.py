"""What a paper takes from outside: who issues it, under which number, to whom, on which day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sikao.core.books import Book
from sikao.core.figures.absence import Flag
from sikao.core.scheme.orders import FROM_PLACES
from sikao.core.wording import Language, Term
from sikao.office.bulletins.document import Closing, Form, Head, Signature, Stage

ILLUSTRATIVE = Term("示例方案，非真实考核结果", "Illustrative scheme, no real assessment")
SYNTHETIC = Term("含合成数据，非真实考核结果", "With synthetic figures: no real assessment")


@dataclass(frozen=True, slots=True)
class Frame:
    """Everything about a paper that no book knows.

    ``head`` is the issuing body as the red head names it, ``issuer`` as it signs. ``objections`` is the
    sentence about how to object, from the office's rules. ``number``, ``copies`` and ``printed_by`` may be
    empty.
    """

    head: str
    issuer: str
    addressees: str
    on: date
    number: str = ""
    copies: str = ""
    printed_by: str = ""
    printed_on: date | None = None
    objections: str = ""
    stage: Stage = Stage.DRAFT
    sealed: bool = True
    code: str = ""

    def head_of(self, form: Form) -> Head:
        """The head in a form."""
        return Head(self.head, self.number, form)

    def signature(self) -> Signature:
        """Who signs, and when."""
        return Signature(self.issuer, self.on, self.sealed)

    def closing(self) -> Closing:
        """The lines at the foot of the last page."""
        printed = (self.printed_on or self.on) if self.printed_by else None
        return Closing(self.copies, self.printed_by, printed)


def labels_of(book: Book) -> tuple[str, ...]:
    """What has to be known on every page before a number is believed."""
    lang = book.names.lang
    told = []
    if book.names.illustrative:
        told.append(ILLUSTRATIVE.text(lang))
    if book.rows["flags"].list.contains(Flag.SYNTHETIC.value).any():
        told.append(SYNTHETIC.text(lang))
    if book.names.from_places:
        told.append(FROM_PLACES.text(lang))
    return tuple(told)


def sources_of(book: Book) -> tuple[tuple[str, str], ...]:
    """What the paper was made from, for its back page."""
    say = _SAID["en" if book.names.lang == "en" else "zh"]
    return (
        (say["scheme"], book.names.title),
        (say["scheme_digest"], book.scheme_digest),
        (say["book_digest"], book.digest()),
    )


_SAID: dict[Language, dict[str, str]] = {
    "zh": {"scheme": "考核方案", "scheme_digest": "方案摘要", "book_digest": "成绩册摘要"},
    "en": {"scheme": "Scheme", "scheme_digest": "Scheme digest", "book_digest": "Book digest"},
}
