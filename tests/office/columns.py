"""The tables of the office and the names of everything in them, to be sent where nobody asks for them."""

from django.apps import apps

APPS = ("groundwork", "accounts", "rulebook", "ledger", "cycle")
MODELS = [model for app in APPS for model in apps.get_app_config(app).get_models()]
NAMES = {
    name
    for model in MODELS
    for column in model._meta.get_fields(include_hidden=True)
    for name in (column.name, getattr(column, "attname", column.name), f"{column.name}_id")
}
"""The names of all columns and relations of all tables."""
