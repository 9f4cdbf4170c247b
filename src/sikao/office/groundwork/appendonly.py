"""Rows that are written once: the models' half of the guard. The database's half are the triggers."""

from __future__ import annotations

from functools import cache
from typing import Any, ClassVar, NoReturn, Self, TypeVar

from django.db import models

from sikao.office.groundwork.canonical import canonical
from sikao.office.groundwork.refs import new_ref

M = TypeVar("M", bound=models.Model)


class WrittenOnceError(Exception):
    """Somebody tried to change or delete what is only ever appended: a mistake of the program."""


class WrittenOnceQuerySet(models.QuerySet[M]):
    """Reads and appends; refuses the rest."""

    def update(self, **_: Any) -> NoReturn:
        """Refused."""
        raise WrittenOnceError(self.model.__name__)

    def delete(self) -> NoReturn:
        """Refused."""
        raise WrittenOnceError(self.model.__name__)

    def _raw_delete(self, using: str | None) -> NoReturn:  # noqa: ARG002 -- the framework's signature
        """Refused."""
        raise WrittenOnceError(self.model.__name__)

    def bulk_update(self, *_: Any, **__: Any) -> NoReturn:
        """Refused."""
        raise WrittenOnceError(self.model.__name__)


class WrittenOnceManager(models.Manager[M]):
    """Hands out querysets that refuse to change what is written."""

    def get_queryset(self) -> WrittenOnceQuerySet[M]:
        """All rows."""
        return WrittenOnceQuerySet(self.model, using=self._db)


class AppendOnly(models.Model):
    """A row that is written once. Guards are laid on the tables of all its subclasses."""

    objects: ClassVar[WrittenOnceManager[Self]] = WrittenOnceManager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Insert; saving a second time is refused."""
        if not self._state.adding:
            raise WrittenOnceError(type(self).__name__)
        super().save(*args, **{**kwargs, "force_insert": True})

    def delete(self, *_: Any, **__: Any) -> NoReturn:
        """Refused."""
        raise WrittenOnceError(type(self).__name__)


class Record(AppendOnly):
    """A fact that an act brought. Its canonical text is a leaf of the entry's Merkle tree.

    ``position`` counts from 0 within the entry, over the rows of all tables that the act brought.
    """

    ref = models.CharField(max_length=16, primary_key=True, default=new_ref)
    entry = models.ForeignKey("groundwork.Entry", models.PROTECT, related_name="+", db_column="entry")
    position = models.IntegerField()
    leaf_sha256 = models.CharField(max_length=64)

    class Meta:
        abstract = True

    def settle(self) -> None:
        """Bring every value into the form in which the database gives it back: so it is hashed."""
        for field in self._meta.concrete_fields:
            value = getattr(self, field.attname)
            settled = field.to_python(value)
            if isinstance(settled, str) and "\x00" in settled:
                raise ValueError(f"{self._meta.label}.{field.name} holds a NUL, which no database keeps")
            if settled is not value:
                setattr(self, field.attname, settled)

    def leaf(self) -> str:
        """The canonical text of the row: its table, its place and every column but the hash.

        Columns without a value are left out, so that a column that is added later, and may be empty, changes
        no earlier text.
        """
        values = {name: getattr(self, name) for name in _leaf_columns(type(self))}
        present = {name: value for name, value in values.items() if value is not None}
        return canonical({"table": self._meta.label_lower, **present})


@cache
def _leaf_columns(model: type[Record]) -> tuple[str, ...]:
    return tuple(field.attname for field in model._meta.concrete_fields if field.name != "leaf_sha256")
