"""Pictures of the pages: the very PDF, and a page that looks the same keeps its name."""

import io
from dataclasses import replace

import pytest
from PIL import Image

from reports import pictures
from reports.document import Letterhead
from tests.reports import sample


@pytest.fixture(scope="module")
def before():
    return pictures.sheets("1", sample.document())


def test_every_page_is_a_sheet_of_paper(before):
    assert len(before) == 6
    for sheet in before:
        assert abs(sheet.height / sheet.width - 297 / 210) < 0.01
        picture = Image.open(io.BytesIO(pictures.picture("1", sheet.name)))
        assert picture.size == (sheet.width, sheet.height)
        dark, light = picture.convert("L").getextrema()
        assert (dark < 60, light) == (True, 255)


def test_the_same_document_has_the_same_names(before):
    assert pictures.sheets("1", sample.document()) == before
    assert pictures.sheets("2", sample.document()) == before


def test_a_change_on_one_page_leaves_the_others_alone(before):
    document = sample.document()
    last = document.sections[-1]
    items = (*last.items[:-1], replace(last.items[-1], text=last.items[-1].text.replace("阳光", "光明")))
    changed = replace(document, sections=(*document.sections[:-1], replace(last, items=items)))
    after = pictures.sheets("1", changed)
    differing = [number for number, (old, new) in enumerate(zip(before, after, strict=True)) if old != new]
    assert differing == [4]


def test_names_are_of_no_use_elsewhere(before):
    assert pictures.picture("1", before[0].name)
    assert pictures.picture("3", before[0].name) is None


def test_a_document_with_a_red_head_is_in_colour():
    document = replace(sample.document(), letterhead=Letterhead("甲镇"))
    (first, *_rest) = pictures.sheets("1", document)
    assert Image.open(io.BytesIO(pictures.picture("1", first.name))).mode == "RGB"
