"""The application amendments, as the framework knows it."""

from __future__ import annotations

from django.apps import AppConfig


class AmendmentsConfig(AppConfig):
    """Names the application; its tables begin with its label."""

    name = "sikao.office.amendments"
    label = "amendments"

    def ready(self) -> None:
        """Add the check of amendments to the verification of a home."""
        from sikao.office.amendments.verification import check_amended  # noqa: PLC0415 -- models are ready only now
        from sikao.office.groundwork.verifying import register_check  # noqa: PLC0415

        register_check("amendments", check_amended)
