"""What may be kept is told by content, not by name."""

import io

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override
from PIL import Image

from branches import evidence_files
from branches.evidence_files import THUMBNAIL, check
from tests.pictures import GPS, office, picture, upload

WORD, SHEET = "word/document.xml", "xl/workbook.xml"


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (picture("JPEG"), "现场.jpg", "image/jpeg"),
        (picture("PNG"), "现场.png", "image/png"),
        (picture("WEBP"), "现场.webp", "image/webp"),
        (picture("HEIF"), "现场.jpg", "image/jpeg"),
        (picture("MPO"), "现场.jpg", "image/jpeg"),
        (b"%PDF-1.7 ...", "现场.pdf", "application/pdf"),
        (
            office(WORD),
            "现场.docx",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
        (office(SHEET), "现场.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ],
)
def test_what_is_kept_gets_the_ending_of_its_content(content, name, kind):
    checked = check(upload("现场.exe", content))
    assert (checked.name, checked.kind) == (name, kind)
    assert bool(checked.thumbnail) is kind.startswith("image/")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "it is empty"),
        (b"hello", "only pictures (JPEG, PNG, WebP, HEIC), PDF, DOCX and XLSX can be kept"),
        (b"MZ\x90\x00", "only pictures (JPEG, PNG, WebP, HEIC), PDF, DOCX and XLSX can be kept"),
        (
            b"<html><script>alert(1)</script>",
            "only pictures (JPEG, PNG, WebP, HEIC), PDF, DOCX and XLSX can be kept",
        ),
        (picture("GIF"), "only pictures (JPEG, PNG, WebP, HEIC), PDF, DOCX and XLSX can be kept"),
        (picture()[:400], "the picture is damaged"),
        (office("word/other.xml"), "only pictures (JPEG, PNG, WebP, HEIC), PDF, DOCX and XLSX can be kept"),
        (office(WORD, "word/vbaProject.bin"), "it holds macros"),
    ],
)
def test_what_is_not_kept_is_told_why(content, reason):
    with override("en"), pytest.raises(ValidationError) as caught:
        check(upload("现场.jpg", content))
    assert caught.value.messages == [f"“现场” was not taken: {reason}."]


def test_a_file_over_20_mb_is_refused(monkeypatch):
    monkeypatch.setattr(evidence_files, "MOST_BYTES", 10)
    with override("en"), pytest.raises(ValidationError, match="larger than 20 MB"):
        check(upload(content=b"%PDF-1.7 and more"))


def test_a_picture_of_too_many_pixels_is_refused_before_it_is_read(monkeypatch):
    monkeypatch.setattr(evidence_files, "MOST_PIXELS", 640 * 480 - 1)
    with override("en"), pytest.raises(ValidationError, match="more than 60 million pixels"):
        check(upload())


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_where_and_with_what_it_was_taken_is_not_kept(form):
    content = picture(form)
    assert Image.open(io.BytesIO(content)).getexif().get_ifd(GPS)
    kept = Image.open(check(upload(content=content)).content)
    assert dict(kept.getexif()) == {}
    assert kept.size == (640, 480)


def test_a_picture_stands_upright():
    kept = Image.open(check(upload(content=picture(orientation=6))).content)
    assert kept.size == (480, 640)


@pytest.mark.parametrize("mode", ["L", "CMYK"])
def test_odd_colours_become_plain_ones(mode):
    color = 0 if mode == "L" else (0, 0, 0, 0)
    assert Image.open(check(upload(content=picture(mode=mode, color=color))).content).mode == "RGB"


def test_a_thumbnail_is_small():
    small = Image.open(io.BytesIO(check(upload(content=picture(size=(3000, 2000)))).thumbnail))
    assert small.size == (THUMBNAIL[0], 213)


def test_the_same_picture_has_the_same_fingerprint():
    first, again, other = (check(upload(content=picture(color=color))) for color in ("red", "red", "blue"))
    assert first.sha256 == again.sha256 != other.sha256


def test_a_name_without_words_gets_one():
    assert check(upload("x.jpg")).name == "x.jpg"
    assert len(check(upload("长" * 200 + ".jpg")).name) < 120
