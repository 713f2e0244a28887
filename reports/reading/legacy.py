"""Word files from before 2007 and RTF, through LibreOffice where it is installed."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

from django.utils.translation import gettext as _

from reports.reading.exceptions import UnreadableReport

SECONDS = 60


def from_legacy_word(path: Path, read_word: Callable[[Path], str]) -> str:
    """The text of a .doc or .rtf: converted, then read by ``read_word``. Raises ``UnreadableReport``."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        raise UnreadableReport(
            _("An old Word file (.doc) cannot be read on this server. Save it as .docx, or paste the text.")
        )
    with tempfile.TemporaryDirectory() as folder:
        converted = _converted(office, path, Path(folder))
        if converted is None:
            raise UnreadableReport(_("The file could not be converted. Save it as .docx, or paste the text."))
        return read_word(converted)


def _converted(office: str, path: Path, folder: Path) -> Path | None:
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    source = folder / "report.doc"
    shutil.copyfile(path, source)
    command = [office, "--headless", profile, "--convert-to", "docx", "--outdir", str(folder), str(source)]
    try:
        subprocess.run(command, capture_output=True, timeout=SECONDS, check=True)  # noqa: S603
    except (subprocess.SubprocessError, OSError):
        return None
    return next(folder.glob("*.docx"), None)
