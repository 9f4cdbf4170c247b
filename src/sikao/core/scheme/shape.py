"""The one declarative shape of the scheme language.

Every record is a frozen dataclass whose fields carry their key, headings, kind and default. The text
loader, the workbook form, the writer, the JSON Schema, the diff, the digest and the printed document are all
read off these tables, so a key is written down once and nowhere else.
"""

from __future__ import annotations

import dataclasses
import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar, dataclass_transform

from sikao.core.wording import Term, Written

V_co = TypeVar("V_co", covariant=True)
R = TypeVar("R")


class Table(Mapping[str, V_co]):
    """An immutable mapping whose order counts: two tables are equal when keys, values and order are."""

    __slots__ = ("_entries",)

    def __init__(self, entries: Mapping[str, V_co] | Iterable[tuple[str, V_co]] = ()) -> None:
        self._entries: dict[str, V_co] = dict(entries)

    def __getitem__(self, key: str) -> V_co:
        return self._entries[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Table):
            return NotImplemented
        return tuple(self._entries.items()) == tuple(other._entries.items())

    def __hash__(self) -> int:
        return hash(tuple(self._entries.items()))

    def __repr__(self) -> str:
        return f"Table({self._entries!r})"


@dataclass(frozen=True, slots=True)
class Text:
    """Words for people. ``name``: one line, and compared with the other names for look-alikes."""

    name: bool = False


@dataclass(frozen=True, slots=True)
class Code:
    """The code id that a record gives itself; ``of`` says what the record is."""

    of: str


@dataclass(frozen=True, slots=True)
class Ref:
    """The code id of a record declared elsewhere: of any of the sorts named in ``to``."""

    to: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Word:
    """A short free word that is a key, such as a tag or the name of a level."""


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number from ``low`` to ``high``."""

    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Number:
    """An exact decimal.

    ``percent``: it may be written ``10%``, which is 0.1. ``absent``: or the word ``not_applicable``.
    """

    percent: bool = False
    absent: bool = False


@dataclass(frozen=True, slots=True)
class Truth:
    """``true`` or ``false``."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a closed list of words."""

    options: Mapping[str, Term] = dataclasses.field(hash=False)


@dataclass(frozen=True, slots=True)
class Formula:
    """An expression; ``condition``: one that is true or false instead of a number."""

    condition: bool = False


@dataclass(frozen=True, slots=True)
class Worth:
    """Points: ``80%`` of the full points, ``2`` points, or an expression that gives points."""


@dataclass(frozen=True, slots=True)
class Consequence:
    """What happens to the points of a leaf without a measure, e.g. ``share 60%`` or ``transfer NODE``."""


@dataclass(frozen=True, slots=True)
class DueDay:
    """A day after the end of a period: ``18`` days later, or the next ``03-20``."""


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list; ``size`` fixes its length."""

    of: Kind
    size: int | None = None


@dataclass(frozen=True, slots=True)
class MapOf:
    """A mapping from key to value."""

    key: Code | Ref | Word | Choice | Text
    value: Kind


@dataclass(frozen=True, slots=True)
class Nested:
    """A record, by the name of its class."""

    record: str


@dataclass(frozen=True, slots=True)
class TableOf:
    """A mapping from code id to record; the record holds its code as a field."""

    record: str


@dataclass(frozen=True, slots=True)
class Tagged:
    """A record whose class is chosen by the word under ``tag``."""

    tag: str
    records: Mapping[str, str] = dataclasses.field(hash=False)


@dataclass(frozen=True, slots=True)
class Either:
    """One thing written as a plain value, a list or a mapping; the way of writing decides."""

    scalar: Kind | None = None
    sequence: ListOf | None = None
    mapping: MapOf | Nested | None = None


Kind = (
    Text
    | Code
    | Ref
    | Word
    | Whole
    | Number
    | Truth
    | Choice
    | Formula
    | Worth
    | Consequence
    | DueDay
    | ListOf
    | MapOf
    | Nested
    | TableOf
    | Tagged
    | Either
)


@dataclass(frozen=True, slots=True)
class Field:
    """One line of a record's table.

    ``key`` is written in text, ``attribute`` is the Python name, ``heading`` is the workbook's column.
    ``file`` says, for the sections of a scheme, which text file holds them. ``inner`` marks children that
    are listed below their parent but have a path beside it.
    """

    key: str
    attribute: str
    heading: Term
    kind: Kind
    required: bool
    default: Any
    doc: Term
    file: str
    inner: bool


@dataclass(frozen=True, slots=True)
class Shape:
    """The table of one record."""

    name: str
    title: Term
    doc: Term
    fields: tuple[Field, ...]
    make: Callable[..., Any]

    @property
    def code_field(self) -> Field | None:
        """The field by which a record names itself, if it does."""
        return next((field for field in self.fields if isinstance(field.kind, Code)), None)

    def field(self, key: str) -> Field | None:
        """The field with this key."""
        return next((field for field in self.fields if field.key == key), None)


_NO_WORDS = Term("", "")
_SHAPES: dict[str, Shape] = {}


def entry(
    zh: str,
    en: str,
    kind: Kind,
    *,
    default: Any = dataclasses.MISSING,
    doc: Term = _NO_WORDS,
    key: str | None = None,
    file: str = "",
    inner: bool = False,
) -> Any:
    """One field of a record; required without ``default``. ``key`` when Python keeps the word for itself."""
    metadata = {"heading": Term(zh, en), "kind": kind, "doc": doc, "key": key, "file": file, "inner": inner}
    return dataclasses.field(default=default, metadata=metadata)


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(entry,))
def record(zh: str, en: str, doc: Term = _NO_WORDS) -> Callable[[type[R]], type[R]]:
    """Make the class a frozen, slotted, keyword-only dataclass and put its table on record under its name."""

    def make(plain: type[R]) -> type[R]:
        made: type[R] = dataclass(frozen=True, slots=True, kw_only=True)(plain)
        own = set(inspect.get_annotations(plain))
        # What a record inherits comes after what it declares itself.
        ordered = sorted(dataclasses.fields(made), key=lambda field: field.name not in own)  # type: ignore[arg-type]
        fields = tuple(_field(field) for field in ordered)
        _SHAPES[made.__name__] = Shape(made.__name__, Term(zh, en), doc, fields, made)
        return made

    return make


def _field(declared: dataclasses.Field[Any]) -> Field:
    said = declared.metadata
    required = declared.default is dataclasses.MISSING
    return Field(
        key=said["key"] or declared.name,
        attribute=declared.name,
        heading=said["heading"],
        kind=said["kind"],
        required=required,
        default=None if required else declared.default,
        doc=said["doc"],
        file=said["file"],
        inner=said["inner"],
    )


def shape_named(name: str) -> Shape:
    """The table of the record with this class name."""
    return _SHAPES[name]


def written(record: str, key: str) -> Written:
    """A key of a record, which is mistaken or missing, as its two forms write it."""
    field = shape_named(record).field(key)
    return Written(key, key if field is None else field.heading.zh)


def shape_of(value: object) -> Shape:
    """The table of a record."""
    return _SHAPES[type(value).__name__]


def all_shapes() -> tuple[Shape, ...]:
    """Every record of the language, in the order of declaration."""
    return tuple(_SHAPES.values())
