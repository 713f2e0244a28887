"""The office's own typefaces, tried with faces of ours under their names and with other metrics."""

import itertools
import shutil

import pytest
from django.core.checks import run_checks
from fontTools.ttLib import TTCollection, TTFont

from reports.document import Document, Section
from reports.office_fonts import office_faces, on_the_grid
from reports.typefaces import FONT_DIR, missing_characters, stack
from tests.reports.test_layout import PITCH, pages_of, words

PAPER = Document(
    "关于整顿工作的报告", opening=("镇党委堃喆负责。" * 12,), sections=(Section("情况", ("正文。",)),)
)


def face(target, source, name, *, ascent=1.15):
    """``source`` of ours, renamed, with a line higher than the grid's."""
    with TTFont(FONT_DIR / source, recalcBBoxes=False) as font:
        for record in list(font["name"].names):
            if record.nameID in {1, 4, 16}:
                font["name"].removeNames(nameID=record.nameID)
        font["name"].setName(name, 1, 3, 1, 0x804)
        em = font["head"].unitsPerEm
        font["hhea"].ascent = font["OS/2"].sTypoAscender = font["OS/2"].usWinAscent = round(ascent * em)
        font.save(target)


@pytest.fixture(scope="module")
def faces(tmp_path_factory):
    folder = tmp_path_factory.mktemp("faces")
    face(folder / "FSGB.TTF", "kai.otf", "仿宋_GB2312")
    face(folder / "song.otf", "song-digits.otf", "SimSun")
    return folder


@pytest.fixture
def folder(faces, settings):
    settings.REPORT_FONT_DIR = str(faces)
    return faces


def found_in(pages):
    return {font for rows in pages for row in rows for font in row.fonts}


def test_without_a_folder_only_ours_are_used():
    assert office_faces() == {}
    assert found_in(pages_of(PAPER)) == {
        "GW-FangSong",
        "GW-FangSong-Ext",
        "GW-XiaoBiaoSong",
        "GW-HeiTi",
        "GW-SongTi",
    }


def test_faces_in_the_folder_are_taken_first_and_ours_stand_behind(folder):
    assert {role: found.name for role, found in office_faces().items()} == {
        "fang": "仿宋_GB2312",
        "song": "SimSun",
    }
    assert stack("fang") == "'Office FangSong', 'GW FangSong', 'GW FangSong Ext'"
    assert stack("xbs") == "'GW XiaoBiaoSong'"
    assert found_in(pages_of(PAPER)) == {
        "Office-FangSong", "GW-FangSong-Ext", "GW-XiaoBiaoSong", "GW-HeiTi", "Office-SongTi",
    }  # fmt: skip


def test_their_metrics_do_not_move_the_grid(folder, settings):
    theirs = [row.y for row in words(pages_of(PAPER)[0])]
    settings.REPORT_FONT_DIR = ""
    ours = [row.y for row in words(pages_of(PAPER)[0])]
    assert theirs == pytest.approx(ours, abs=0.05)
    steps = [(lower - upper) * 72 / 25.4 for upper, lower in itertools.pairwise(theirs[1:])]
    assert steps == pytest.approx([PITCH] * len(steps), abs=0.05)


def test_the_files_are_left_as_they_are(folder):
    before = (folder / "FSGB.TTF").read_bytes()
    assert on_the_grid(folder / "FSGB.TTF", 0) != before
    assert (folder / "FSGB.TTF").read_bytes() == before


def test_a_face_of_a_collection_is_found(tmp_path, settings):
    face(tmp_path / "one.ttf", "xbs.ttf", "甲")
    face(tmp_path / "two.ttf", "xbs.ttf", "方正小标宋简体")
    collection = TTCollection()
    collection.fonts = [TTFont(tmp_path / "one.ttf"), TTFont(tmp_path / "two.ttf")]
    collection.save(tmp_path / "both.ttc")
    (tmp_path / "one.ttf").unlink()
    (tmp_path / "two.ttf").unlink()
    settings.REPORT_FONT_DIR = str(tmp_path)
    found = office_faces()["xbs"]
    assert (found.path.name, found.number) == ("both.ttc", 1)
    assert "Office-XiaoBiaoSong" in found_in(pages_of(PAPER))


def test_what_the_office_face_holds_is_not_missing(tmp_path, settings):
    target = tmp_path / "f.ttf"
    face(target, "xbs.ttf", "仿宋_GB2312")
    with TTFont(target) as font:
        for table in font["cmap"].tables:
            if table.isUnicode():
                table.cmap[0x3400] = table.cmap[ord("一")]
        font.save(target)
    assert missing_characters("㐀") == "㐀"
    settings.REPORT_FONT_DIR = str(tmp_path)
    assert missing_characters("㐀") == ""


def messages():
    return [(found.id, found.msg) for found in run_checks() if found.id.startswith("reports.")]


def test_the_check_says_which_faces_are_not_there(folder):
    assert messages() == [
        (
            "reports.W001",
            "REPORT_FONT_DIR holds no 楷体_GB2312、黑体、方正小标宋简体: the shipped faces stand in.",
        )
    ]


def test_a_folder_that_is_not_there_and_a_damaged_file_are_named(tmp_path, faces, settings):
    settings.REPORT_FONT_DIR = str(tmp_path / "none")
    assert messages() == [("reports.E004", f"REPORT_FONT_DIR: there is no folder {tmp_path / 'none'}.")]
    for file in faces.iterdir():
        shutil.copy(file, tmp_path)
    (tmp_path / "broken.ttf").write_bytes(b"no font")
    settings.REPORT_FONT_DIR = str(tmp_path)
    assert messages()[0] == ("reports.E005", "REPORT_FONT_DIR: broken.ttf cannot be read as a typeface.")
    assert set(office_faces()) == {"fang", "song"}
