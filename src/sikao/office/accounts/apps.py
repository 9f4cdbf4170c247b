"""The application accounts, as the framework knows it."""

from __future__ import annotations

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Names the application; its tables begin with its label."""

    name = "sikao.office.accounts"
    label = "accounts"
