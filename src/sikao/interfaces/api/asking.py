"""What a request to the API knows once its door has let it in: whose program asks, and when."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest

from sikao.core.wording import Language
from sikao.office.groundwork.actor import Actor


class ApiRequest(HttpRequest):
    """``asker`` is nobody where no token came along that is in force; operations read ``actor``."""

    asker: Actor | None
    at: datetime
    lang: Language

    @property
    def actor(self) -> Actor:
        """Whose program asks; an operation is reached with a token only."""
        if self.asker is None:
            raise RuntimeError("an operation was reached without a token")
        return self.asker
