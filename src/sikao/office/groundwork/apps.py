"""The application groundwork, as the framework knows it."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class GroundworkConfig(AppConfig):
    """Names the application; lays the guards after every migration."""

    name = "sikao.office.groundwork"
    label = "groundwork"

    def import_models(self) -> None:
        """Load the tables of the rooms inside too: they stand on the journal, whose tables come first."""
        super().import_models()
        for room in ("jobs.models", "notices.models", "idempotency"):
            import_module(f"{self.name}.{room}")

    def ready(self) -> None:
        """Hook the guards: the one use of a signal, as only the framework knows when it has migrated."""
        from sikao.office.groundwork.guards import after_migrate  # noqa: PLC0415 -- models are ready only now

        # All migrations are done when the first application is told: once is enough.
        post_migrate.connect(after_migrate, sender=self, dispatch_uid="guards")
