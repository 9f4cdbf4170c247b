"""The application accounts, as the framework knows it."""

from __future__ import annotations

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Names the application; its tables begin with its label."""

    name = "sikao.office.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Have the lanes guarded by the database, and a key for secrets made in a new home."""
        # The tables are known only now, and these stand on them.
        from sikao.office.accounts.lanes import GUARDS  # noqa: PLC0415
        from sikao.office.accounts.sealing import make_field_key  # noqa: PLC0415
        from sikao.office.groundwork.here import installation  # noqa: PLC0415
        from sikao.office.groundwork.preparing import after_init  # noqa: PLC0415
        from sikao.office.groundwork.registered import register_guard  # noqa: PLC0415

        for guard in GUARDS:
            register_guard(guard)
        after_init(lambda _at: make_field_key(installation().keys))
