"""Sessions in the database, of which nobody who reads the database can take one over or read one.

A row is found by the keyed hash of the key that the browser holds, and its content is sealed: while somebody
sets up a second factor, its secret is in there.
"""

from __future__ import annotations

from typing import Any

from cryptography.exceptions import InvalidTag
from django.contrib.sessions.backends import db
from django.contrib.sessions.base_session import AbstractBaseSession
from django.contrib.sessions.models import Session
from django.utils import timezone

from sikao.office.accounts.sealing import keyed, seal, unseal

ABOUT = "session"
LENGTH = 40
"""What the framework's column holds: 160 bits in hexadecimal."""


def kept(key: str) -> str:
    """The key of a session as the database has it."""
    return keyed(ABOUT, key)[:LENGTH]


class SessionStore(db.SessionStore):
    """The framework's sessions under hashed keys, sealed."""

    def exists(self, session_key: str) -> bool:
        """Whether there is a session of this key."""
        return super().exists(kept(session_key))

    def create_model_instance(self, data: dict[str, Any]) -> AbstractBaseSession:
        """The row of this session."""
        made = super().create_model_instance(data)
        made.session_key = kept(made.session_key)
        return made

    def delete(self, session_key: str | None = None) -> None:
        """Forget a session, this one where none is named."""
        key = self.session_key if session_key is None else session_key
        if key is not None:
            super().delete(kept(key))

    def encode(self, session_dict: dict[str, Any]) -> str:
        """The content sealed."""
        return seal(super().encode(session_dict), ABOUT)

    def decode(self, session_data: str | bytes) -> dict[str, Any]:
        """The content again; what does not open is empty."""
        text = session_data.decode() if isinstance(session_data, bytes) else session_data
        try:
            return super().decode(unseal(text, ABOUT))
        except (InvalidTag, ValueError):
            return {}

    def _get_session_from_db(self) -> Session | None:
        key = kept(self.session_key or "")
        row = Session.objects.filter(session_key=key, expire_date__gt=timezone.now()).first()
        if row is None:
            self._session_key = None
        return row
