"""Pictures of the very pages: PDF → PNG, kept by what is on them. A page that looks the same keeps its name.

Names are kept apart by report: who may not see a report cannot reach its pictures with a name learnt elsewhere.
"""

from __future__ import annotations

import io
import threading
from dataclasses import dataclass
from hashlib import blake2b

import pypdfium2
from django.core.cache import caches
from PIL import Image

from reports.document import Document, as_json
from reports.renderers.pdf import render_pdf

SCALE = 1.75
"""Pixels a point: 1042 across A4, sharp at the width the editor shows on most screens."""
_FAST = 1

# pdfium must not be entered by two threads; held for one page at a time, some ten milliseconds.
_ONE_AT_A_TIME = threading.Lock()


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page: ``name`` changes when what is on it changes; size in pixels."""

    name: str
    width: int
    height: int


def sheets(owner: str, document: Document) -> list[Sheet]:
    """The pages of ``document``; drawn only if ``owner`` has none kept of the same document.

    Raises ``RenderingUnavailable``.
    """
    cache = caches["pages"]
    key = f"{owner}-{blake2b(as_json(document).encode(), digest_size=16).hexdigest()}"
    found: list[Sheet] | None = cache.get(key)
    if found is None:
        found = _draw(owner, render_pdf(document), in_colour=document.letterhead is not None)
        cache.set(key, found)
    return found


def picture(owner: str, name: str) -> bytes | None:
    """The PNG of a page that ``sheets`` named for ``owner``; None if it is no longer kept."""
    return caches["pages"].get(f"{owner}-page-{name}")


def _draw(owner: str, pdf: bytes, *, in_colour: bool) -> list[Sheet]:
    with _ONE_AT_A_TIME:
        opened = pypdfium2.PdfDocument(pdf)
        count = len(opened)
    found = []
    for number in range(count):
        with _ONE_AT_A_TIME:
            page = opened[number]
            bitmap = page.render(scale=SCALE, grayscale=not in_colour)
            image = bitmap.to_pil().copy()
            bitmap.close()
            page.close()
        found.append(_keep(owner, image))
    with _ONE_AT_A_TIME:
        opened.close()
    return found


def _keep(owner: str, image: Image.Image) -> Sheet:
    name = blake2b(image.tobytes(), digest_size=16).hexdigest()
    key, cache = f"{owner}-page-{name}", caches["pages"]
    if not cache.touch(key):
        out = io.BytesIO()
        image.save(out, "PNG", compress_level=_FAST)
        cache.set(key, out.getvalue())
    return Sheet(name, image.width, image.height)
