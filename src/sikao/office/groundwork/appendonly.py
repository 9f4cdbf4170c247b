"""Rows that are written once: the models' half of the guard. The database's half are the triggers."""

from __future__ import annotations

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

    def leaf(self) -> str:
        """The canonical text of the row: its table, its place and every column but the hash."""
        columns = [field.attname for field in self._meta.concrete_fields if field.name != "leaf_sha256"]
        return canonical({"table": self._meta.label_lower, **{name: getattr(self, name) for name in columns}})
