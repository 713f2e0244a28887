"""Settings that hold everywhere. ``local``, ``production`` and ``test`` say what differs."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import environ
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent.parent
VAR_DIR = BASE_DIR / "var"

env = environ.Env()

DEBUG = False
# Whether invented data may be loaded. Never true in production.
DEMO = False

INSTALLED_APPS = [
    "rectification.apps.RectificationConfig",
    "reports",
    "branches",
    "accounts",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "auditlog",
    "axes",
    "crispy_forms",
    "crispy_bootstrap5",
    "csp",
    "django_filters",
    "django_htmx",
    "django_q",
    "import_export",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "rectification.middleware.ChosenLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "rectification.middleware.SignInMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "rectification.urls"
WSGI_APPLICATION = "rectification.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# --- people ---------------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "accounts:sign_in"
LOGIN_REDIRECT_URL = "branches:start"
LOGOUT_REDIRECT_URL = "accounts:sign_in"

# A wrong password counts against the person at that address; five of them close the door for a quarter of an hour.
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_TEMPLATE = "accounts/locked_out.html"
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False

AUDITLOG_LOGENTRY_MODEL = "accounts.AuditEntry"
# Who did it is recorded by name; the address of the machine is not collected.
AUDITLOG_DISABLE_REMOTE_ADDR = True

# --- data -----------------------------------------------------------------------------------------------------

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

SQLITE_OPTIONS = {
    # A writer waits for its turn from the start, instead of failing half-way when it finds another writer.
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    # FULL: what was answered "saved" is on the disk, even if the power fails.
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
}


def database(url: str) -> dict[str, Any]:
    """Django's settings for the database at ``url`` (sqlite:///… or postgres://…), with what each kind needs."""
    config: dict[str, Any] = {**env.db_url_config(url)}
    if config["ENGINE"].endswith("sqlite3"):
        config["OPTIONS"] = {**SQLITE_OPTIONS}
    else:
        config |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
    return config


# Covering indexes are a gain on PostgreSQL; SQLite leaves the extra columns out and says so at each migration.
SILENCED_SYSTEM_CHECKS = ["models.W040"]

# --- work in the background -----------------------------------------------------------------------------------

# The queue lives in the database: no other server is needed, and what was ordered outlives a killed worker.
Q_CLUSTER: dict[str, Any] = {
    "name": "rectification",
    "orm": "default",
    "workers": env.int("JOB_WORKERS", default=2),
    "timeout": 1800,
    "retry": 1860,
    # A job takes itself up again (services.jobs.revive); the queue need not repeat it.
    "max_attempts": 1,
    "ack_failures": True,
    "poll": 1,
    "catch_up": False,
    "save_limit": 100,
    "recycle": 50,
}

# What the worker does by itself: name, function, and how often (the codes of django_q's Schedule: I minutes, D daily).
SCHEDULED_WORK: list[dict[str, Any]] = [
    {"name": "jobs.revive", "func": "branches.services.jobs.revive", "schedule_type": "I", "minutes": 1},
    {"name": "reminders", "func": "branches.services.digests.send_all", "schedule_type": "D", "at": "07:30"},
    {"name": "snapshots.keep_up", "func": "branches.services.snapshots.keep_up", "schedule_type": "D"},
    {"name": "imports.discard_old", "func": "branches.services.imports.discard_old", "schedule_type": "D"},
]

CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    # How far a job is, told between processes: a job that writes in one transaction cannot say it in the database.
    "jobs": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": VAR_DIR / "jobs",
        "TIMEOUT": 24 * 60 * 60,
    },
    # Pictures of report pages, named by what is on them. Private: they go out through a view that checks the scope.
    "pages": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": VAR_DIR / "pages",
        "TIMEOUT": 24 * 60 * 60,
        "OPTIONS": {"MAX_ENTRIES": 3000},
    },
}

# --- reminders ------------------------------------------------------------------------------------------------

# Reminders are always in the app; by e-mail only where a server is named (EMAIL_URL in production).
REMINDERS_BY_EMAIL = False
SITE_URL = ""
# How long the sums of an overview are served before they are added up again.
SUMS_KEPT_SECONDS = 60

# --- language, time -------------------------------------------------------------------------------------------

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Chinese")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_I18N = True

# --- look, static files ---------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]

# Evidence is private: it lies in no folder that is served, and goes out through a view that checks the scope.
MEDIA_ROOT = VAR_DIR / "files"

CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

# An office server may hold the commercial fonts; off, the same report gives the same PDF everywhere.
REPORT_OFFICE_FONTS = False

# --- safety ---------------------------------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "base-uri": [SELF],
        "object-src": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
        "img-src": [SELF, "data:"],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
# A working day: nobody is thrown out in the middle of a long text.
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_SAVE_EVERY_REQUEST = False
CSRF_FAILURE_VIEW = "django.views.csrf.csrf_failure"
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024

IMPORT_EXPORT_USE_TRANSACTIONS = True

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"axes": {"level": "WARNING"}},
}
