"""Each settings module in a process of its own, as an operator starts it."""

import os
import subprocess
import sys

import pytest
from django.conf import settings as project

PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "rectification.settings.production",
    "SECRET_KEY": "s" * 49 + "0123456789abcdef",
    "ALLOWED_HOSTS": "ledger.example.org",
    "FILES_ROOT": "/nonexistent/files",
    "DATABASE_URL": "sqlite:////nonexistent/never-opened.sqlite3",
}


def manage(*arguments, **environment):
    clean = {
        name: value
        for name, value in os.environ.items()
        if name not in {*PRODUCTION, "DEBUG", "DJANGO_ALLOW_ASYNC_UNSAFE"}
    }
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=project.BASE_DIR, env={**clean, **environment}, capture_output=True, text=True, check=False,
    )  # fmt: skip


def value_of(expression, **environment):
    answer = manage(
        "shell",
        "-v0",
        "-c",
        f"from django.conf import settings as s; print(repr(({expression})))",
        **environment,
    )
    assert answer.returncode == 0, answer.stderr
    return answer.stdout.strip()


def test_production_is_fit_for_deployment():
    answer = manage("check", "--deploy", "--fail-level", "WARNING", **PRODUCTION)
    assert (answer.returncode, answer.stdout) == (0, "System check identified no issues (2 silenced).\n"), (
        answer.stderr
    )


@pytest.mark.parametrize("variable", ["SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL", "FILES_ROOT"])
def test_production_does_not_start_half_told(variable):
    told = {name: value for name, value in PRODUCTION.items() if name != variable}
    answer = manage("check", **told)
    assert answer.returncode == 1
    assert f"Set the {variable} environment variable" in answer.stderr


def test_production_never_loads_invented_data():
    assert value_of("s.DEMO, s.DEBUG", **PRODUCTION) == "(False, False)"
    assert (
        value_of("s.DEMO, s.DEBUG", DJANGO_SETTINGS_MODULE="rectification.settings.local") == "(True, False)"
    )


def test_cookies_travel_encrypted_unless_the_operator_says_otherwise():
    wanted = "s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SECURE_SSL_REDIRECT, s.SECURE_HSTS_SECONDS > 0"
    assert value_of(wanted, **PRODUCTION) == "(True, True, True, True)"
    assert value_of(wanted, **PRODUCTION, HTTPS="0") == "(False, False, False, False)"


def test_the_embedded_database_waits_for_writers_and_for_the_disk():
    options = "s.DATABASES['default']['OPTIONS']"
    found = value_of(f"{options}['transaction_mode'], {options}['init_command']", **PRODUCTION)
    assert found == "('IMMEDIATE', 'PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;')"


def test_postgresql_keeps_its_connections_and_checks_them():
    url = {**PRODUCTION, "DATABASE_URL": "postgres://u:p@db.example.org:5433/ledger"}
    database = "s.DATABASES['default']"
    keys = ("ENGINE", "HOST", "PORT", "NAME", "CONN_MAX_AGE", "CONN_HEALTH_CHECKS")
    wanted = ", ".join(f"{database}['{key}']" for key in keys)
    assert (
        value_of(wanted, **url)
        == "('django.db.backends.postgresql', 'db.example.org', 5433, 'ledger', 60, True)"
    )


def test_the_local_secret_is_kept_between_starts():
    local = {"DJANGO_SETTINGS_MODULE": "rectification.settings.local"}
    first = value_of("s.SECRET_KEY", **local)
    assert len(first) > 50
    assert value_of("s.SECRET_KEY", **local) == first
