"""A file that somebody sent → its text, or a clear refusal.

What kind of file it is, its content says, not its name. Word files are unpacked by a child process with limits on
memory and time, since a small archive can hold a very large document.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from accounts.exchange import encodings
from reports.reading.exceptions import UnreadableReport
from reports.reading.legacy import from_legacy_word
from reports.reading.word import EXIT_WORDS, Refusal

MOST_BYTES = 20 * 1024 * 1024
MOST_CHARACTERS = 60_000
SECONDS = 10
_ZIP, _OLE, _PDF, _RTF = b"PK", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"%PDF", b"{\\rtf"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_ROOT = Path(__file__).resolve().parents[2]


def text_of(path: Path) -> str:
    """The text of the report at ``path``. Raises ``UnreadableReport``."""
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise UnreadableReport(
                _("The file has %(size)s MB; a report may have at most %(most)s MB.")
                % {"size": round(size / 1024 / 1024), "most": MOST_BYTES // 1024 // 1024}
            )
        content = path.read_bytes()
    except OSError as error:
        raise UnreadableReport(_("The file cannot be opened: %(why)s.") % {"why": error.strerror}) from error
    return checked(_extracted(path, content))


def text_of_upload(upload: Any) -> str:
    """The text of an uploaded file. Raises ``UnreadableReport``."""
    with tempfile.NamedTemporaryFile(suffix=Path(upload.name or "").suffix) as kept:
        for chunk in upload.chunks():
            kept.write(chunk)
        kept.flush()
        return text_of(Path(kept.name))


def checked(text: str) -> str:
    """``text``, if it can be a report. Raises ``UnreadableReport`` for an empty or an endless one."""
    if len(text) > MOST_CHARACTERS:
        raise UnreadableReport(
            _("The text has %(count)s characters; a report may have at most %(most)s.")
            % {"count": len(text), "most": MOST_CHARACTERS}
        )
    if not re.search(r"[\u4e00-\u9fff]", text):
        raise UnreadableReport(_("There is no report in it: no Chinese text was found."))
    return text


def _extracted(path: Path, content: bytes) -> str:
    if not content.strip():
        raise UnreadableReport(_("The file is empty."))
    if content.startswith(_ZIP):
        return _from_word(path)
    if content.startswith(_OLE):
        if _ENCRYPTED in content:
            raise UnreadableReport(
                _("The file is protected by a password. Save it without and send it again.")
            )
        return from_legacy_word(path, _from_word)
    if content.startswith(_RTF):
        return from_legacy_word(path, _from_word)
    if content.startswith(_PDF):
        raise UnreadableReport(_("A PDF cannot be read. Copy its text and paste it, or send the Word file."))
    return decoded(content)


def decoded(content: bytes) -> str:
    """Plain text in UTF-8, UTF-16 with a byte order mark, or GB18030. Raises ``UnreadableReport``."""
    text = encodings.decoded(content)
    if text is not None:
        return text
    raise UnreadableReport(_("The file is not a text: it is damaged, or of a kind that cannot be read."))


def _from_word(path: Path) -> str:
    command = [sys.executable, "-m", "reports.reading.word", str(path.resolve())]
    try:
        done = subprocess.run(command, cwd=_ROOT, capture_output=True, timeout=SECONDS, check=False)  # noqa: S603
    except subprocess.TimeoutExpired as error:
        raise UnreadableReport(_refusal(Refusal.TOO_LARGE)) from error
    if done.returncode:
        raise UnreadableReport(_refusal(EXIT_WORDS.get(done.returncode, Refusal.TOO_LARGE)))
    return done.stdout.decode()


def _refusal(reason: Refusal) -> str:
    return {
        Refusal.BROKEN: _("The Word file is damaged or is no Word file. Open it in Word and save it again."),
        Refusal.TOO_LARGE: _("The Word file unpacks to more than a report can be. Paste the text instead."),
        Refusal.ENCRYPTED: _("The file is protected by a password. Save it without and send it again."),
    }[reason]
