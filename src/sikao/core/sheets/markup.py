"""Reads the XML of one part as a bounded stream: no document types, no entities, no runaway depth or length.

Nothing is built in memory; a handler sees one element at a time. A document without a document type
declaration cannot define entities, so refusing the declaration removes every entity attack at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import IO, Protocol
from xml.parsers import expat

from sikao.core.wording import Finding, Place, Severity

CHUNK = 1 << 16
MAX_DEPTH = 64
# A single token (a tag with its attributes, a comment) longer than this makes expat scan it again and again.
MAX_SILENT_CHUNKS = 16

_SPREADSHEET = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main ",
    "http://purl.oclc.org/ooxml/spreadsheetml/main ",
)
_RELATIONSHIPS = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships ",
    "http://purl.oclc.org/ooxml/officeDocument/relationships ",
)


class Refused(Exception):  # noqa: N818 - it stops the reading of something; it is not an error of the program
    """Stops the reading of a part; carries what was found."""

    def __init__(self, finding: Finding) -> None:
        self.finding = finding
        super().__init__(finding)


def refuse(code: str, where: Place, **details: str) -> Refused:
    """A refusal with one error."""
    return Refused(Finding(code, Severity.ERROR, where, details))


class Handler(Protocol):
    """What a reader of one part does. Elements of the spreadsheet namespace come by their local name."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""

    def end(self, name: str) -> None:
        """An element ends."""

    def text(self, data: str) -> None:
        """A piece of text."""


def relationship_id(attributes: dict[str, str]) -> str:
    """The ``r:id`` of an element; empty when it has none."""
    return next((attributes[space + "id"] for space in _RELATIONSHIPS if space + "id" in attributes), "")


def _local(name: str) -> str:
    for space in _SPREADSHEET:
        if name.startswith(space):
            return name[len(space) :]
    return name


@dataclass(slots=True)
class Budget:
    """How many elements all parts of a package may still have: time is spent on elements, not on bytes."""

    elements: int


class _Watch:
    """Counts what the parser reports, and passes it on."""

    def __init__(self, handler: Handler, part: str, where: Place, budget: Budget) -> None:
        self.budget = budget
        self.handler = handler
        self.part = part
        self.where = where
        self.events = 0
        self.depth = 0
        self.names: dict[str, str] = {}

    def refuse(self, code: str) -> Refused:
        return refuse(code, self.where, part=self.part)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.events += 1
        self.depth += 1
        self.budget.elements -= 1
        if self.depth > MAX_DEPTH or self.budget.elements < 0:
            raise self.refuse("markup.too_much")
        local = self.names.get(name)
        if local is None:
            if len(self.names) > 2_000:
                raise self.refuse("markup.too_much")
            local = self.names[name] = _local(name)
        self.handler.start(local, attributes)

    def end(self, name: str) -> None:
        self.depth -= 1
        self.handler.end(self.names[name])

    def text(self, data: str) -> None:
        self.events += 1
        self.handler.text(data)

    def other(self, *_: object) -> None:
        self.events += 1

    def doctype(self, *_: object) -> None:
        raise self.refuse("markup.doctype")

    def declaration(self, _version: str, encoding: str | None, _standalone: int) -> None:
        if encoding is not None and encoding.lower() not in {"utf-8", "utf8", "us-ascii"}:
            raise self.refuse("markup.malformed")


def parse_part(stream: IO[bytes], handler: Handler, part: str, where: Place, budget: Budget) -> None:
    """Feed a part to a handler. Raises ``Refused`` for what is not well-formed, too much or declared
    outside.
    """
    watch = _Watch(handler, part, where, budget)
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = watch.start
    parser.EndElementHandler = watch.end
    parser.CharacterDataHandler = watch.text
    parser.CommentHandler = watch.other
    parser.ProcessingInstructionHandler = watch.other
    parser.StartDoctypeDeclHandler = watch.doctype
    parser.XmlDeclHandler = watch.declaration
    silent = 0
    try:
        while chunk := stream.read(CHUNK):
            before = watch.events
            parser.Parse(chunk, False)
            silent = 0 if watch.events != before else silent + 1
            if silent > MAX_SILENT_CHUNKS:
                raise watch.refuse("markup.too_much")
        parser.Parse(b"", True)
    except expat.ExpatError:
        raise watch.refuse("markup.malformed") from None
