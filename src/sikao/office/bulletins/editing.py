"""The wording of a paper in the office's hands: what may be edited, the paper with it, and the digest.

Titles, headings and paragraphs are edited by their ids; tables and pictures say what the book says.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, Protocol

from sikao.core.wording import Finding, FindingsError, Listed, Place, Severity
from sikao.office.bulletins.document import Annex, Block, Document, Heading, Paragraph

TEMPLATE = "sikao-paper/1"
"""The version of the setting: another one may break lines elsewhere, so that it is part of the digest."""
LONGEST = 2000
"""Characters of one passage."""
TITLE, ADDRESSEES = "title", "addressees"


@dataclass(frozen=True, slots=True)
class Passage:
    """A text that the office may edit. ``level`` is that of a heading, else 0."""

    id: str
    text: str
    level: int = 0


class Edited(Protocol):
    """A passage in the office's words."""

    @property
    def text(self) -> str:
        """What it says."""

    @property
    def over(self) -> str:
        """The program's words in whose place it was written."""


def editable(document: Document) -> tuple[Passage, ...]:
    """What may be edited, in the order of the paper."""
    return tuple(_passages(document))


def _passages(document: Document) -> Iterator[Passage]:
    yield Passage(TITLE, document.title)
    yield Passage(ADDRESSEES, document.addressees)
    yield from _of_blocks(document.body)
    for annex in document.annexes:
        yield Passage(annex.id, annex.title)
        yield from _of_blocks(annex.blocks)


def _of_blocks(blocks: tuple[Block, ...]) -> Iterator[Passage]:
    for block in blocks:
        if isinstance(block, Heading):
            yield Passage(block.id, block.text, block.level)
        elif isinstance(block, Paragraph):
            yield Passage(block.id, block.text)


def with_wording(document: Document, edits: Mapping[str, str]) -> Document:
    """The document with other texts, by the ids of ``editable``; an empty one takes a paragraph away.

    Raises ``FindingsError`` with all that is wrong: ids that are not there, texts that are too long or hold
    signs that no paper shows, headings and titles left empty.
    """
    known = {passage.id: passage for passage in editable(document)}
    found = [finding for id_, text in edits.items() for finding in _wrong(id_, text, known)]
    if found:
        raise FindingsError(found)
    given = {id_: text.strip() for id_, text in edits.items()}

    def text_of(id_: str, text: str) -> str:
        return given.get(id_, text)

    return replace(
        document,
        title=text_of(TITLE, document.title),
        addressees=text_of(ADDRESSEES, document.addressees),
        body=_reworded(document.body, text_of),
        annexes=tuple(_annex(annex, text_of) for annex in document.annexes),
    )


def applied(document: Document, edits: Mapping[str, Edited]) -> tuple[Document, tuple[str, ...]]:
    """The document with those edits that still fit, and the ids of the others, which are left out.

    One fits while the program's own words under it are those over which it was written: a sentence with the
    numbers of an earlier book would else go out beside tables with the new ones.
    """
    own = {passage.id: passage.text for passage in editable(document)}
    fitting = {id_: edit.text for id_, edit in edits.items() if own.get(id_) == edit.over}
    left_out = tuple(id_ for id_ in edits if id_ not in fitting)
    return with_wording(document, fitting), left_out


def _annex(annex: Annex, text_of: Callable[[str, str], str]) -> Annex:
    title = text_of(annex.id, annex.title)
    return replace(annex, title=title, blocks=_reworded(annex.blocks, text_of))


def _reworded(blocks: tuple[Block, ...], text_of: Callable[[str, str], str]) -> tuple[Block, ...]:
    changed = (
        replace(block, text=text_of(block.id, block.text))
        if isinstance(block, Heading | Paragraph)
        else block
        for block in blocks
    )
    return tuple(block for block in changed if not isinstance(block, Paragraph) or block.text)


def _wrong(id_: str, text: str, known: Mapping[str, Passage]) -> Iterator[Finding]:
    where = Place(path=id_)
    if id_ not in known:
        yield Finding("paper.no_passage", Severity.ERROR, where, {"known": Listed.of(known)})
        return
    if len(text) > LONGEST:
        yield Finding(
            "paper.too_long", Severity.ERROR, where, {"number": str(len(text)), "most": str(LONGEST)}
        )
    unseen = next((sign for sign in text.strip() if unicodedata.category(sign) in _UNSEEN), None)
    if unseen is not None:
        yield Finding("paper.unseen_sign", Severity.ERROR, where, {"sign": f"U+{ord(unseen):04X}"})
    passage = known[id_]
    if not text.strip() and (passage.level or id_ == TITLE or id_.startswith("annex")):
        yield Finding("paper.empty", Severity.ERROR, where)


_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Controls (a new line is a new paragraph), formats, surrogates, private and unassigned signs."""


def content_bytes(document: Document) -> bytes:
    """The canonical content: the version of the setting and every word and number, without the code.

    The code stays outside so that it may be made from the digest.
    """
    whole = {"template": TEMPLATE, "document": plain(replace(document, code=""))}
    return json.dumps(whole, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def content_digest(document: Document) -> str:
    """SHA-256 of the canonical content, in hexadecimal; it stands on the back page."""
    return hashlib.sha256(content_bytes(document)).hexdigest()


def plain(thing: Any) -> Any:
    """A record as plain JSON, with the name of its kind; decimals and days as text."""
    if is_dataclass(thing) and not isinstance(thing, type):
        held = {field.name: plain(getattr(thing, field.name)) for field in fields(thing)}
        return {"type": type(thing).__name__.lower(), **held}
    if isinstance(thing, tuple):
        return [plain(one) for one in thing]
    if isinstance(thing, Decimal):
        return format(thing, "f")
    return thing.isoformat() if isinstance(thing, date) else thing
