"""What may be kept as evidence: read by content, not by name. Leaf: imports nothing of ours.

Photographs are set upright and saved without what the camera wrote into them (place, device, hour): the note beside
them says what is needed, and where somebody stood is not collected.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from dataclasses import dataclass
from pathlib import PurePath
from typing import IO, Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError
from pillow_heif import register_heif_opener

MOST_BYTES = 20 * 1024 * 1024
MOST_PIXELS = 60_000_000
MOST_FILES = 9
THUMBNAIL = (320, 320)
PICTURES = {"JPEG": (".jpg", "image/jpeg"), "PNG": (".png", "image/png"), "WEBP": (".webp", "image/webp")}
# Written by telephones, kept as plain JPEG: HEIC, which browsers do not show, and JPEG with further pictures inside.
AS_JPEG = {"HEIF", "MPO"}
PDF = (".pdf", "application/pdf")
OFFICE = {
    "word/document.xml": (".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "xl/workbook.xml": (".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}
ACCEPTED = ".jpg,.jpeg,.png,.webp,.heic,.heif,.pdf,.docx,.xlsx,image/*"
NAME_LENGTH = 100

register_heif_opener()


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """A file that was found good: ``thumbnail`` is empty unless it is a picture."""

    name: str
    extension: str
    kind: str
    content: File[Any]
    size: int
    sha256: str
    thumbnail: bytes


def check(upload: File[Any]) -> CheckedFile:
    """Read an upload. Raises ``ValidationError`` with the name of the file and what is wrong with it."""
    stem = PurePath(upload.name or "").stem[:NAME_LENGTH] or "file"
    if upload.size > MOST_BYTES:
        raise _refusal(stem, _("it is larger than 20 MB"))
    if not upload.size:
        raise _refusal(stem, _("it is empty"))
    return _picture(stem, upload) or _document(stem, upload)


def _refusal(stem: str, reason: str) -> ValidationError:
    return ValidationError(_("“%(name)s” was not taken: %(reason)s.") % {"name": stem, "reason": reason})


def _picture(stem: str, upload: File[Any]) -> CheckedFile | None:
    upload.seek(0)
    try:
        with Image.open(upload) as image:
            form = "JPEG" if image.format in AS_JPEG else image.format
            if form not in PICTURES:
                return None
            if image.width * image.height > MOST_PIXELS:
                raise _refusal(stem, _("it has more than 60 million pixels"))
            extension, kind = PICTURES[form]
            upright = ImageOps.exif_transpose(image)
            saved = _saved(upright, form)
            thumbnail = _thumbnail(upright)
    except UnidentifiedImageError:
        return None
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise _refusal(stem, _("the picture is damaged")) from error
    return _checked(stem, extension, kind, ContentFile(saved), thumbnail)


def _saved(image: Image.Image, form: str) -> bytes:
    """The picture alone, without anything that the camera wrote into the file."""
    bare = image.convert("RGB") if form == "JPEG" else image.copy()
    bare.info = {}
    out = io.BytesIO()
    bare.save(out, form, quality=88, optimize=form == "PNG")
    return out.getvalue()


def _thumbnail(image: Image.Image) -> bytes:
    small = image.convert("RGB")
    small.thumbnail(THUMBNAIL)
    out = io.BytesIO()
    small.save(out, "JPEG", quality=80)
    return out.getvalue()


def _document(stem: str, upload: File[Any]) -> CheckedFile:
    upload.seek(0)
    if upload.read(5) == b"%PDF-":
        return _checked(stem, *PDF, upload, b"")
    upload.seek(0)
    if zipfile.is_zipfile(upload):
        with zipfile.ZipFile(upload) as archive:
            names = set(archive.namelist())
        if any(name.endswith("vbaProject.bin") for name in names):
            raise _refusal(stem, _("it holds macros"))
        for marker, (extension, kind) in OFFICE.items():
            if marker in names:
                return _checked(stem, extension, kind, upload, b"")
    raise _refusal(stem, _("only pictures (JPEG, PNG, WebP, HEIC), PDF, DOCX and XLSX can be kept"))


def _checked(stem: str, extension: str, kind: str, content: File[Any], thumbnail: bytes) -> CheckedFile:
    content.seek(0)
    digest = _digest(content)
    content.seek(0)
    return CheckedFile(stem + extension, extension, kind, content, content.size, digest, thumbnail)


def _digest(content: IO[bytes] | File[Any]) -> str:
    digest = hashlib.sha256()
    while chunk := content.read(1 << 16):
        digest.update(chunk)
    return digest.hexdigest()
