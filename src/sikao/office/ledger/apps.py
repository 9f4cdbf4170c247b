"""The application ledger, as the framework knows it."""

from __future__ import annotations

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """Names the application; its tables begin with its label."""

    name = "sikao.office.ledger"
    label = "ledger"
