"""What must be there before the first report: the shipped typefaces, Pango, and the fast way to embed fonts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register  # noqa: A004  (Django's name)

from reports.office_fonts import NAMES, office_faces, unreadable
from reports.renderers.pdf import LOADING_ERROR
from reports.typefaces import FONT_DIR, font_files

LIBRARIES = "apt-get install libpangoft2-1.0-0 libharfbuzz-subset0, or start with script/server"


@register
def check_typefaces(**kwargs: Any) -> list[Error]:
    """Every file of the manifest is there in its full length (a test compares the hashes)."""
    if not (FONT_DIR / "manifest.json").exists():
        return [_font_error("manifest.json")]
    return [
        _font_error(file.name)
        for file in font_files()
        if not file.path.exists() or file.path.stat().st_size != file.size
    ]


@register
def check_office_fonts(**kwargs: Any) -> list[CheckMessage]:
    """The folder of the office's own typefaces, if one is named: there, readable, and holding what it is for."""
    if not settings.REPORT_FONT_DIR:
        return []
    if not Path(settings.REPORT_FONT_DIR).is_dir():
        message = f"REPORT_FONT_DIR: there is no folder {settings.REPORT_FONT_DIR}."
        return [
            Error(message, hint="Name the folder of the office's typefaces, or nothing.", id="reports.E004")
        ]
    damaged: list[CheckMessage] = [
        Error(f"REPORT_FONT_DIR: {name} cannot be read as a typeface.", id="reports.E005")
        for name in unreadable()
    ]
    absent = [names[0] for role, names in NAMES.items() if role not in office_faces()]
    if absent:
        message = f"REPORT_FONT_DIR holds no {'、'.join(absent)}: the shipped faces stand in."
        damaged.append(Warning(message, hint="Add the files, or leave it so.", id="reports.W001"))
    return damaged


def _font_error(name: str) -> Error:
    hint = "Restore reports/fonts from the repository; reports/fonts/build.py builds it."
    return Error(f"The typeface file {name} is missing or damaged.", hint=hint, id="reports.E001")


@register
def check_libraries(**kwargs: Any) -> list[Error]:
    """Pango loads, and harfbuzz-subset with it: without it a report takes 19 times as long."""
    if LOADING_ERROR:
        return [Error(f"PDFs cannot be set: {LOADING_ERROR}", hint=LIBRARIES, id="reports.E002")]
    if not harfbuzz_subset_found():
        return [Error("libharfbuzz-subset is missing.", hint=LIBRARIES, id="reports.E003")]
    return []


def harfbuzz_subset_found() -> bool:
    from weasyprint.text.ffi import harfbuzz_subset  # noqa: PLC0415  (raises where Pango is missing)

    return harfbuzz_subset is not None
