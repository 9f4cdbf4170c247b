"""The application cycle, as the framework knows it."""

from __future__ import annotations

from django.apps import AppConfig


class CycleConfig(AppConfig):
    """Names the application; its tables begin with its label."""

    name = "sikao.office.cycle"
    label = "cycle"

    def ready(self) -> None:
        """Keep the sweep away from files that drafts and waiting workbooks name."""
        from sikao.office.cycle.holding import held_files  # noqa: PLC0415 -- models are ready only now
        from sikao.office.groundwork.files import hold  # noqa: PLC0415

        hold("cycle", held_files)
