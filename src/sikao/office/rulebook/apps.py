"""The application rulebook, as the framework knows it."""

from __future__ import annotations

from django.apps import AppConfig


class RulebookConfig(AppConfig):
    """Names the application; its tables begin with its label."""

    name = "sikao.office.rulebook"
    label = "rulebook"

    def ready(self) -> None:
        """Add the check of sealed schemes to the verification of a home."""
        from sikao.office.groundwork.verifying import register_check  # noqa: PLC0415 -- models are ready only now
        from sikao.office.rulebook.verification import check_sealed  # noqa: PLC0415

        register_check("rulebook", check_sealed)
