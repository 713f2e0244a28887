"""Files that people take away: a name that every system takes, and the answer that carries them."""

from __future__ import annotations

import re

from django.http import HttpResponse
from django.utils.http import content_disposition_header

_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]')


def safe_name(words: str, longest: int = 70) -> str:
    """``words`` as the name of a file or a folder, at most ``longest`` characters of them."""
    return _FORBIDDEN.sub("_", words).strip(" .")[:longest].strip(" .") or "_"


def attached(content: bytes, name: str, content_type: str) -> HttpResponse:
    """``content`` to be saved as ``name``."""
    headers = {"Content-Disposition": str(content_disposition_header(as_attachment=True, filename=name))}
    return HttpResponse(content, content_type=content_type, headers=headers)
