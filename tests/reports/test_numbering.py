"""Marks never slip: GB/T 9704—2012 7.3.3."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.document import Document, Imprint, Item, ItemStyle, Letterhead, Section, Signature
from reports.numbering import Group, GroupKind, Line, LineKind, blocks, chinese, lines, written_date
from tests.reports import papers, sample


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1, "一"), (9, "九"), (10, "十"), (11, "十一"), (19, "十九"), (20, "二十"), (21, "二十一"), (99, "九十九"),
        (100, "一百"), (101, "一百零一"), (110, "一百一十"), (111, "一百一十一"), (1000, "一千"), (1001, "一千零一"),
        (1020, "一千零二十"), (9999, "九千九百九十九"),
    ],
)  # fmt: skip
def test_chinese_numerals(number, words):
    assert chinese(number) == words


def test_no_two_numbers_share_a_numeral():
    assert len({chinese(number) for number in range(1, 10_000)}) == 9999


def test_each_style_counts_for_itself_and_what_has_no_mark_interrupts_nothing():
    styles = [ItemStyle.SPOKEN, None, ItemStyle.PLAIN, ItemStyle.SPOKEN, ItemStyle.ARABIC]
    items = tuple(Item("乙。", style=style) for style in styles)
    found = lines(Document("题", sections=(Section("甲", items=items, item_style=ItemStyle.ARABIC),)))
    assert [line.mark for line in found[2:]] == ["一是", "1.", "", "二是", "2."]
    assert found[4].kind is LineKind.PARAGRAPH


def test_dates_have_no_leading_zeros():
    assert written_date(dt.date(2026, 1, 5)) == "2026年1月5日"


def test_everything_in_order_with_its_mark():
    document = Document(
        title="题",
        addressee="县委：",
        opening=("开头。",),
        sections=(
            Section("甲", ("引言。",), sections=(Section("乙", items=(Item("丙。"), Item("丁。"))),)),
            Section("戊", items=(Item("庚。", "己。"),), item_style=ItemStyle.ARABIC),
        ),
        closing=("特此报告。",),
        signature=Signature("某镇", dt.date(2026, 11, 3)),
    )
    assert lines(document) == (
        Line(LineKind.TITLE, "题"),
        Line(LineKind.ADDRESSEE, "县委："),
        Line(LineKind.PARAGRAPH, "开头。"),
        Line(LineKind.HEADING1, "甲", "一、"),
        Line(LineKind.PARAGRAPH, "引言。"),
        Line(LineKind.HEADING2, "乙", "（一）"),
        Line(LineKind.ITEM, "丙。", "一是"),
        Line(LineKind.ITEM, "丁。", "二是"),
        Line(LineKind.HEADING1, "戊", "二、"),
        Line(LineKind.ITEM, "庚。", "1.", "己。"),
        Line(LineKind.PARAGRAPH, "特此报告。"),
        Line(LineKind.SIGNATORY, "某镇"),
        Line(LineKind.DATE, "2026年11月3日"),
    )


def test_the_third_section_of_the_sample_is_numbered_three():
    """Its author wrote 一、二、四."""
    headings = [line.mark for line in lines(sample.document()) if line.kind is LineKind.HEADING1]
    assert headings == ["一、", "二、", "三、"]
    assert "四、下一步工作打算" in sample.paragraphs()


sections = st.lists(
    st.builds(
        Section,
        heading=st.just("甲"),
        items=st.lists(st.just(Item("乙。")), max_size=30).map(tuple),
        item_style=st.sampled_from(ItemStyle),
    ),
    max_size=30,
).map(tuple)


@given(sections)
@settings(max_examples=50, deadline=None)
def test_sections_and_items_are_counted_without_a_gap(found):
    marked = lines(Document("题", sections=found))
    headings = [line.mark for line in marked if line.kind is LineKind.HEADING1]
    assert headings == [f"{chinese(number)}、" for number in range(1, len(found) + 1)]
    items = iter(line.mark for line in marked if line.kind is LineKind.ITEM)
    for section in found:
        if section.item_style is ItemStyle.PLAIN:
            continue
        marks = [next(items) for _ in section.items]
        spoken = section.item_style is ItemStyle.SPOKEN
        assert marks == [
            f"{chinese(number)}是" if spoken else f"{number}." for number in range(1, len(section.items) + 1)
        ]


def test_head_attachments_and_imprint_are_groups_in_their_places():
    document = Document(
        "题",
        letterhead=Letterhead("某镇文件", "某发〔2026〕1号", "张三", "机密★1年", "特急"),
        attachments=("甲。", "乙"),
        imprint=Imprint("某镇办公室", dt.date(2026, 1, 5), ("县委", "县纪委")),
    )
    assert list(blocks(document)) == [
        Group(
            GroupKind.LETTERHEAD,
            (
                Line(LineKind.SECRECY, "机密★1年"),
                Line(LineKind.URGENCY, "特急"),
                Line(LineKind.MARK, "某镇文件"),
                Line(LineKind.NUMBER, "某发〔2026〕1号"),
                Line(LineKind.SIGNER, "张三", "签发人："),
            ),
        ),
        Line(LineKind.TITLE, "题"),
        Group(
            GroupKind.ATTACHMENTS,
            (Line(LineKind.ATTACHMENT, "甲", "附件：1."), Line(LineKind.ATTACHMENT, "乙", "2.")),
        ),
        Group(
            GroupKind.IMPRINT,
            (
                Line(LineKind.COPIES, "县委，县纪委。", "抄送："),
                Line(LineKind.PRINTED_BY, "某镇办公室"),
                Line(LineKind.PRINTED_ON, "2026年1月5日印发"),
            ),
        ),
    ]


def test_a_section_without_a_heading_has_no_number():
    sections = (Section("甲"), Section("", ("无题。",)), Section("乙"))
    assert [line.whole for line in lines(Document("题", sections=sections))] == [
        "题", "一、甲", "无题。", "二、乙",
    ]  # fmt: skip


def test_tables_stand_below_the_items_and_are_no_lines():
    section = Section("甲", ("文。",), (Item("项。"),), tables=(papers.problem_table(),))
    found = list(blocks(Document("题", sections=(section, Section("乙")))))
    assert found[4] == papers.problem_table()
    assert [line.whole for line in lines(Document("题", sections=(section,)))] == [
        "题", "一、甲", "文。", "一是项。",
    ]  # fmt: skip
