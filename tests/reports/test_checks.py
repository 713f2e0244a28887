"""The application refuses to start where a report would be wrong or slow."""

import os
import subprocess
import sys

import pytest
from django.conf import settings as project
from django.core.checks import run_checks

from reports import checks, typefaces


def ids():
    return [problem.id for problem in run_checks() if problem.id.startswith("reports.")]


def test_all_is_well_here():
    assert ids() == []


@pytest.mark.parametrize("damage", ["missing", "short"])
def test_a_missing_or_damaged_typeface_is_named(tmp_path, monkeypatch, damage):
    for file in typefaces.font_files():
        (tmp_path / file.name).write_bytes(file.path.read_bytes())
    (tmp_path / "manifest.json").write_bytes((typefaces.FONT_DIR / "manifest.json").read_bytes())
    monkeypatch.setattr(typefaces, "FONT_DIR", tmp_path)
    monkeypatch.setattr(checks, "FONT_DIR", tmp_path)
    assert ids() == []
    if damage == "missing":
        (tmp_path / "kai.otf").unlink()
    else:
        (tmp_path / "kai.otf").write_bytes(b"half")
    (error,) = checks.check_typefaces()
    assert (error.id, error.msg) == ("reports.E001", "The typeface file kai.otf is missing or damaged.")


def test_without_a_manifest_nothing_starts(tmp_path, monkeypatch):
    monkeypatch.setattr(checks, "FONT_DIR", tmp_path)
    assert ids() == ["reports.E001"]


def start_without(library):
    """``manage.py check`` in a process that cannot load ``library``."""
    code = (
        "import sys, cffi\n"
        "real = cffi.FFI.dlopen\n"
        "def dlopen(self, name, flags=0):\n"
        f"    if isinstance(name, str) and {library!r} in name: raise OSError('cannot load ' + name)\n"
        "    return real(self, name, flags)\n"
        "cffi.FFI.dlopen = dlopen\n"
        "from django.core.management import execute_from_command_line\n"
        "execute_from_command_line(['manage.py', 'check'])\n"
    )
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "rectification.settings.test"}
    return subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code],
        cwd=project.BASE_DIR,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("library", "error"), [("pango", "reports.E002"), ("harfbuzz-subset", "reports.E003")]
)
def test_missing_libraries_are_named_with_the_packages_that_bring_them(library, error):
    answer = start_without(library)
    assert answer.returncode == 1
    assert error in answer.stderr
    assert "libpangoft2-1.0-0 libharfbuzz-subset0" in answer.stderr


def test_the_application_without_pango_answers_with_a_reason():
    assert "PDFs cannot be set" in start_without("pango").stderr
