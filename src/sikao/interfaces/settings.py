"""Settings of the web interface: everything a place decides comes from environment variables.

``SIKAO_SCHEMES`` folders of schemes, ``SIKAO_HOSTS`` host names served, ``SIKAO_SECRET_KEY`` its secret.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path

WEB = Path(__file__).resolve().parent / "web"


def _listed(name: str, separator: str, default: str) -> list[str]:
    return [part.strip() for part in os.environ.get(name, default).split(separator) if part.strip()]


def _schemes() -> list[Path]:
    """The folders named by the place, else ``schemes`` where one stands, else those of a checkout."""
    if named := _listed("SIKAO_SCHEMES", os.pathsep, ""):
        return [Path(folder) for folder in named]
    here = Path("schemes")
    return [here if here.is_dir() else WEB.parents[3] / "schemes"]


# Nothing signed outlives a process as long as there are no sessions, so a demonstration may draw its own.
SECRET_KEY = os.environ.get("SIKAO_SECRET_KEY") or secrets.token_urlsafe(50)
DEBUG = False
ALLOWED_HOSTS = _listed("SIKAO_HOSTS", ",", "127.0.0.1,localhost,[::1]")
SIKAO_SCHEMES = _schemes()

INSTALLED_APPS = ["django.contrib.staticfiles", "sikao.interfaces.web"]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "sikao.interfaces.web.middleware.content_policy",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "sikao.interfaces.web.middleware.RefusedFigures",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "sikao.interfaces.web.urls"
WSGI_APPLICATION = "sikao.interfaces.web.wsgi.application"
DATABASES: dict[str, dict[str, object]] = {}
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

# The language is part of the address (/en/…): pages can be shared, and nothing is kept about a reader.
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
LOCALE_PATHS = [WEB / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

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
        "django.request": {"handlers": ["standard_error"], "level": "ERROR", "propagate": False},
    },
}
