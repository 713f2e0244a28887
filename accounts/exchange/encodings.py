"""Plain text as Chinese offices send it."""

from __future__ import annotations

import re

_MARKED = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f]")


def decoded(content: bytes) -> str | None:
    """The text in ``content``: UTF-8, UTF-16 with a byte order mark, or GB18030; None if it is no text at all."""
    marked = [encoding for mark, encoding in _MARKED if content.startswith(mark)]
    for encoding in marked or ["utf-8", "gb18030"]:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not _CONTROL.search(text):
            return text
    return None
