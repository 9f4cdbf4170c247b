"""The application accounts, as the framework knows it."""

from __future__ import annotations

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Names the application; its tables begin with its label."""

    name = "sikao.office.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Have the lanes guarded by the database."""
        from sikao.office.accounts.lanes import GUARDS  # noqa: PLC0415 -- models are ready only now
        from sikao.office.groundwork.guards import register_guard  # noqa: PLC0415

        for guard in GUARDS:
            register_guard(guard)
