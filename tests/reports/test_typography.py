"""Break points, titles and the proof-reader's marks."""

import hashlib

import pytest
from django.utils.translation import override
from fontTools.ttLib import TTFont
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.document import Document, Item, Section
from reports.numbering import lines
from reports.office_fonts import FAMILIES, NAMES
from reports.typefaces import FONT_DIR, OWN_FAMILIES, font_files, missing_characters, named, stack
from reports.typography import TITLE_CELLS, WIDE_TITLE_CELLS, free_quotes, remarks, title_cells, title_lines
from tests.reports import sample


def warnings(document):
    return [remark for line in lines(document) for remark in remarks(line)]


@pytest.mark.parametrize(
    ("text", "freed"),
    [
        ("推进“学习”教育", "推进|“学习”|教育"),
        ("“开头”的", "“开头”|的"),
        ("（“两委”）", "（“两委”）"),
        ("坚持“稳”，", "坚持|“稳”，"),
        ("和‘它’们", "和|‘它’|们"),
        ("没有引号", "没有引号"),
    ],
)
def test_lines_may_break_at_quotes_but_not_at_marks(text, freed):
    assert free_quotes(text) == freed.replace("|", "\u200b")


@given(st.text(alphabet="字“”，（）。 ", max_size=30))
@settings(deadline=None)
def test_freeing_quotes_adds_nothing_that_can_be_seen(text):
    assert free_quotes(text).replace("\u200b", "") == text


@pytest.mark.parametrize(
    ("title", "broken"),
    [
        ("工作汇报", ["工作汇报"]),
        (
            "关于某某社区软弱涣散党组织整顿工作情况的报告",
            ["关于某某社区软弱涣散", "党组织整顿工作情况的报告"],
        ),
        (
            "东河街道关于云溪路社区党总支整顿工作情况的汇报",
            ["东河街道关于云溪路社区党总支", "整顿工作情况的汇报"],
        ),
        (
            "关于柳树湾村（社区）（含下辖自然村）党支部整顿工作的报告",
            ["关于柳树湾村（社区）（含下辖自然村）", "党支部整顿工作的报告"],
        ),
    ],
)
def test_titles_are_broken_between_words(title, broken):
    assert list(title_lines(title)) == broken


@pytest.mark.parametrize("piece", ["2026年", "（含下辖自然村）", "“三会一课”", "《实施方案》"])
@pytest.mark.parametrize("before", range(10, 17))
def test_a_title_line_ends_neither_in_a_number_nor_between_brackets(piece, before):
    title = "甲" * before + piece + "乙" * (24 - before)
    assert [piece in line for line in title_lines(title)].count(True) == 1


titles = st.text(alphabet="关于村的整顿工作情况和党", min_size=1, max_size=80)


@given(titles)
@settings(deadline=None)
def test_a_title_keeps_every_character_in_as_few_lines_as_it_needs(title):
    found = title_lines(title)
    assert "".join(found) == title
    assert max(map(len, found)) <= TITLE_CELLS
    rectangle = len(title) > TITLE_CELLS and len(title) % TITLE_CELLS == 0
    assert len(found) == -(-len(title) // TITLE_CELLS) + rectangle


@given(titles)
@settings(deadline=None)
def test_a_title_is_a_trapezoid_or_a_diamond(title):
    """Its lines grow, shrink, or grow and then shrink; they are not all of one length."""
    lengths = [len(line) for line in title_lines(title)]
    widest = lengths.index(max(lengths))
    assert lengths[: widest + 1] == sorted(lengths[: widest + 1])
    assert lengths[widest:] == sorted(lengths[widest:], reverse=True)
    if len(lengths) > 1:
        assert len(set(lengths)) > 1


@pytest.mark.parametrize("length", [40, 60, 80, 100])
def test_a_title_that_would_fill_its_lines_takes_one_more(length):
    lengths = [len(line) for line in title_lines("整" * length)]
    assert len(lengths) == length // TITLE_CELLS + 1
    assert len(set(lengths)) > 1


def test_a_long_title_is_broken_where_its_words_end():
    broken = (
        "中共某某市某某区某某街道工作委员会",
        "关于某某社区党总支软弱涣散基层党组织",
        "整顿工作进展情况及下一步工作打算的报告",
    )
    assert title_lines("".join(broken)) == broken


def test_on_a_sheet_that_lies_a_line_holds_more():
    title = "澄屿县2026年软弱涣散党组织整顿问题清单"
    assert title_lines(title, WIDE_TITLE_CELLS) == (title,)
    assert [title_cells(Document("题", landscape=lying)) for lying in (False, True)] == [20, 28]


def said_of(text):
    with override("en"):
        return warnings(Document("题", sections=(Section("甲", items=(Item(text),)),)))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("执行不位,党组织", "a half-width mark stands between Chinese characters."),
        ("共有１２户", "full-width digits; the standard writes them half-width."),
        ("1、加强学习", "begins with a typed mark; marks are set by themselves."),
        ("二是加强学习", "begins with a typed mark; marks are set by themselves."),
        ("（三）加强学习", "begins with a typed mark; marks are set by themselves."),
        ("名为\U0002a6d6者", "no typeface holds \U0002a6d6（U+2A6D6）."),
    ],
)
def test_what_a_proof_reader_would_mark(text, words):
    (warning,) = said_of(text)
    assert warning == f"“{text[:12]}…”: {words}"


@pytest.mark.parametrize(
    "text", ["增长3.5%，共1,200户。", "3.5公里道路通车。", "2026年，完成3项。", "一些遗留问题。"]
)
def test_what_is_right_is_not_marked(text):
    assert said_of(text) == []


def test_the_sample_has_one_half_width_comma():
    with override("en"):
        assert len(warnings(sample.document())) == 1


def test_every_face_is_in_the_manifest_with_its_hash():
    files = {path.name for path in FONT_DIR.iterdir() if path.suffix in {".otf", ".ttf"}}
    assert {file.name for file in font_files()} == files
    for file in font_files():
        assert hashlib.sha256(file.path.read_bytes()).hexdigest() == file.sha256


def test_every_face_carries_our_name_and_its_makers_copyright():
    for file in font_files():
        with TTFont(file.path, lazy=True) as font:
            assert font["name"].getDebugName(1) == file.family
            assert font["name"].getDebugName(0)
            assert font["OS/2"].usWeightClass == 400
            em = font["head"].unitsPerEm
            assert (font["hhea"].ascent, font["hhea"].descent) == (round(0.88 * em), round(-0.12 * em))


def test_the_8105_characters_of_the_general_list_can_be_printed():
    rows = (FONT_DIR / "kTGH.txt").read_text().splitlines()
    characters = "".join(chr(int(row.split("\t")[0].removeprefix("U+"), 16)) for row in rows)
    assert len(characters) == 8105
    assert missing_characters(characters) == ""


def test_missing_characters_are_named_once():
    assert missing_characters("\U0002a6d6甲\U0002a6d6 乙") == "\U0002a6d6"


def test_every_role_has_a_face_of_ours():
    assert stack("fang") == "'GW FangSong', 'GW FangSong Ext'"
    assert set(OWN_FAMILIES) == set(NAMES) == set(FAMILIES) == {"fang", "kai", "hei", "xbs", "song"}


@pytest.mark.parametrize(
    ("character", "name"),
    [
        ("\U00020bb7", "\U00020bb7（U+20BB7）"),
        ("\U0001f600", "\U0001f600（U+1F600）"),
        ("\u2011", "\u2011（U+2011）"),
        ("\u200f", "U+200F"),
        ("\u202e", "U+202E"),
    ],
    ids=["rare", "emoji", "hyphen", "mark", "override"],
)
def test_what_would_be_a_box_or_do_the_unforeseen_is_named(character, name):
    assert missing_characters(f"某{character}某{character}") == character
    assert named(character) == name
    (warning,) = said_of(f"名为{character}者")
    assert character in warning


def test_what_every_report_holds_is_never_missing():
    assert missing_characters("“‘（〔2026〕12号）’”—…·％℃①※Aa1,.-+/%\n\t\u3000") == ""
