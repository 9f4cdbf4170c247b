"""Settings of the framework: what a place decides comes from its home and from environment variables.

``SIKAO_HOME`` the home of an installation, ``DATABASE_URL`` its database where that is neither in the home
nor named by its file ``keys/database``,
``SIKAO_SCHEMES`` folders of schemes where there is no home, ``SIKAO_HOSTS`` host names served,
``SIKAO_SECRET_KEY`` the secret of a server without a home.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Any

import dj_database_url

from sikao.office.groundwork.installation import Installation, PlaceSettings, read_settings

WEB = Path(__file__).resolve().parent / "web"


def _listed(name: str, separator: str, default: str) -> list[str]:
    return [part.strip() for part in os.environ.get(name, default).split(separator) if part.strip()]


def _schemes() -> list[Path]:
    """The folders named by the place, else ``schemes`` where one stands, else those of a checkout."""
    if named := _listed("SIKAO_SCHEMES", os.pathsep, ""):
        return [Path(folder) for folder in named]
    here = Path("schemes")
    return [here if here.is_dir() else WEB.parents[3] / "schemes"]


def _secret(home: Path | None) -> str:
    """The home's own secret; a server without a home signs nothing that outlives it and may draw its own."""
    kept = None if home is None else home / "keys" / "secret"
    if kept is not None and kept.is_file():
        return kept.read_text(encoding="ascii").strip()
    return os.environ.get("SIKAO_SECRET_KEY") or secrets.token_urlsafe(50)


def _database(installation: Installation) -> dict[str, Any]:
    kept = installation.database_address
    if url := os.environ.get("DATABASE_URL") or (kept.read_text("utf-8").strip() if kept.is_file() else ""):
        return dict(dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True))
    pragmas = ("journal_mode=WAL", "synchronous=FULL", "recursive_triggers=ON", "foreign_keys=ON")
    return {
        "ENGINE": "sikao.office.groundwork.sqlite",
        "NAME": installation.database,
        "CONN_MAX_AGE": 60,
        "OPTIONS": {
            # Whoever may write says so at once: a reader that turns writer would be refused half-way.
            "transaction_mode": "IMMEDIATE",
            "timeout": 30,
            "init_command": "".join(f"PRAGMA {pragma};" for pragma in pragmas),
        },
        # The test runner cannot name a file for an engine that it does not know.
        "TEST": {"NAME": ":memory:"},
    }


_named = os.environ.get("SIKAO_HOME")
HOME = Path(_named).resolve() if _named else None
SIKAO_INSTALLATION = Installation(HOME or Path.cwd())
SIKAO_PLACE = PlaceSettings() if HOME is None else read_settings(SIKAO_INSTALLATION)
SECRET_KEY = _secret(HOME)
DEBUG = False
ALLOWED_HOSTS = [*SIKAO_PLACE.hosts, *_listed("SIKAO_HOSTS", ",", "127.0.0.1,localhost,[::1]")]
SIKAO_SCHEMES = _schemes()

SIKAO_DURABLE_DATABASE = os.environ.get("SIKAO_DURABLE_DATABASE") != "no"
"""Whether a database that may lose commits with the power is refused; only tests do without."""

OFFICE_APPS = [
    "sikao.office.groundwork",
    "sikao.office.accounts",
    "sikao.office.rulebook",
    "sikao.office.ledger",
    "sikao.office.cycle",
    "sikao.office.docket",
    "sikao.office.results",
    "sikao.office.bulletins",
    "sikao.office.amendments",
]
INSTALLED_APPS = [
    "django.contrib.staticfiles",
    "django.contrib.sessions",
    *OFFICE_APPS,
    "sikao.interfaces.web",
]
_BEFORE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "sikao.interfaces.web.middleware.content_policy",
]
_AFTER = [
    "sikao.interfaces.web.middleware.RefusedFigures",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
_PAGES = ["django.middleware.locale.LocaleMiddleware", "django.middleware.common.CommonMiddleware"]
# Without a home there are pages to read and nothing else: no session, no cookie, no database.
STUDY_MIDDLEWARE = [*_BEFORE, *_PAGES, *_AFTER]
STUDY_URLCONF = "sikao.interfaces.web.urls"
OFFICE_MIDDLEWARE = [
    *_BEFORE,
    # Programs have a door of their own: neither sessions nor cookies nor forms come into it.
    "sikao.interfaces.api.door.ApiDoor",
    "django.contrib.sessions.middleware.SessionMiddleware",
    *_PAGES,
    "django.middleware.csrf.CsrfViewMiddleware",
    "sikao.interfaces.web.office.door.Door",
    *_AFTER,
]
OFFICE_URLCONF = "sikao.interfaces.web.office.urls"
MIDDLEWARE = STUDY_MIDDLEWARE if HOME is None else OFFICE_MIDDLEWARE
ROOT_URLCONF = STUDY_URLCONF if HOME is None else OFFICE_URLCONF
WSGI_APPLICATION = "sikao.interfaces.web.wsgi.application"
DATABASES: dict[str, dict[str, Any]] = {} if HOME is None else {"default": _database(SIKAO_INSTALLATION)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static"],
        },
    }
]

PASSWORD_HASHERS = ["sikao.office.accounts.hashing.OfficeArgon2"]
# A cookie of this prefix is bound to this host and to encrypted connections.
_HOST = "__Host-" if SIKAO_PLACE.https else ""
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = f"{_HOST}sikao", f"{_HOST}sikao-form"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SIKAO_PLACE.https
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
# Strict would keep the cookie back when single sign-on comes home; forms carry a token besides.
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = SIKAO_PLACE.session_hours * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_ENGINE = "sikao.interfaces.web.office.sealed_sessions"
SESSION_SERIALIZER = "django.contrib.sessions.serializers.JSONSerializer"
CSRF_COOKIE_AGE = None
CSRF_FAILURE_VIEW = "sikao.interfaces.web.office.door.form_refused"
SECURE_HSTS_SECONDS = 31_536_000 if SIKAO_PLACE.https else 0
if SIKAO_PLACE.behind_proxy:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# The language is part of the address (/en/…): pages can be shared, and nothing is kept about a reader.
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
LOCALE_PATHS = [WEB / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

# A large sheet has thousands of cells, each of them a field of its form.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000

STATIC_URL = "/static/"
# Served straight from the package: an offline installation has no collecting step to forget.
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_MAX_AGE = 300

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# A page that fails says so without details; the whole of it is for whoever runs the server.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"dated": {"format": "%(asctime)s %(message)s"}},
    "handlers": {"standard_error": {"class": "logging.StreamHandler", "formatter": "dated"}},
    "loggers": {
        # What goes wrong in background work: kinds, references and places in the code, never contents.
        "sikao": {"handlers": ["standard_error"], "level": "WARNING"},
        "django.request": {"handlers": ["standard_error"], "level": "ERROR", "propagate": False},
    },
}
