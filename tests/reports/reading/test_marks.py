"""Marks of headings and items, and what only looks like one."""

import datetime as dt

import pytest

from reports.reading.dates import read_date
from reports.reading.marks import Kind, from_chinese, inline_list, mark_at
from reports.reading.pieces import Piece, Role
from reports.reading.roles import relaxed_roles, strict_roles


@pytest.mark.parametrize(
    ("text", "kind", "number"),
    [
        ("一、存在问题", Kind.CHINESE, 1),
        ("十二．措施", Kind.CHINESE, 12),
        ("（一）原因", Kind.BRACKETED, 1),
        ("(三)、原因", Kind.BRACKETED, 3),
        ("㈡原因", Kind.BRACKETED, 2),
        ("1.班子", Kind.ARABIC, 1),
        ("１．班子", Kind.ARABIC, 1),
        ("2、班子", Kind.ARABIC, 2),
        ("3）班子", Kind.ARABIC, 3),
        ("（4）班子", Kind.BRACKETED_ARABIC, 4),
        ("⑸班子", Kind.BRACKETED_ARABIC, 5),
        ("③班子", Kind.CIRCLED, 3),
        ("1.2 班子", Kind.DECIMAL, 2),
        ("问题三：班子", Kind.LABELLED, 3),
        ("二是班子", Kind.SPOKEN, 2),
        ("三要抓好", Kind.SPOKEN, 3),
        ("第二，班子", Kind.ORDINAL, 2),
        ("其一，班子", Kind.ORDINAL, 1),
        ("首先，班子", Kind.SEQUENCE, 1),
        ("● 班子", Kind.BULLET, 0),
        ("第一部分 问题", Kind.PART, 1),
    ],
)
def test_marks(text, kind, number):
    mark = mark_at(text)
    assert (mark.kind, mark.number) == (kind, number)
    assert text[mark.end :].lstrip() in {"存在问题", "措施", "原因", "班子", "抓好", "问题"}


@pytest.mark.parametrize(
    "text", ["2021.6", "2,394元", "78.4亩", "1.5万元", "一些党员", "第一书记", "党员", ""]
)
def test_no_marks(text):
    assert mark_at(text) is None


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("一是甲；二是乙；三是丙。", [1, 2, 3]),
        ("问题有：1.甲。2.乙。4.丙。", [1, 2, 4]),
        ("一是甲，其中①子；②丑；二是乙。", [1, 2]),
        ("一是甲。", []),
        ("共投入1.5万元，2.3公里", []),
        ("第一书记和第二小组", []),
    ],
)
def test_lists_inside_a_paragraph(text, numbers):
    assert [mark.number for mark in inline_list(text)] == numbers


@pytest.mark.parametrize(
    ("numeral", "number"), [("一", 1), ("十", 10), ("十二", 12), ("二十", 20), ("三十一", 31)]
)
def test_chinese_numerals(numeral, number):
    assert from_chinese(numeral) == number


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2026年6月30日", dt.date(2026, 6, 30)),
        ("二〇二六年六月三十日", dt.date(2026, 6, 30)),
        ("二○二六年十二月八日", dt.date(2026, 12, 8)),
        ("２０２６年６月３０日", dt.date(2026, 6, 30)),
        ("2026.6.3", dt.date(2026, 6, 3)),
        ("2026-06-03", dt.date(2026, 6, 3)),
        ("2026 年 6 月 3 日", dt.date(2026, 6, 3)),
        ("2026年6月", None),
        ("2026年2月30日", None),
    ],
)
def test_dates(words, day):
    assert read_date(words) == day


P, C, M, N, X = Role.PROBLEMS, Role.CAUSES, Role.MEASURES, Role.PLANS, Role.OTHER


@pytest.mark.parametrize(
    ("heading", "roles"),
    [
        ("存在突出问题", (P,)),
        ("存在的短板和不足", (P,)),
        ("问题产生的原因", (C,)),
        ("成因剖析", (C,)),
        ("问题整顿情况", (M,)),
        ("反馈问题整改落实情况", (M,)),
        ("主要做法和成效", (M,)),
        ("取得的阶段性成效", (M,)),
        ("下一步工作打算", (N,)),
        ("下步工作思路及措施", (N,)),
        ("今后努力方向", (N,)),
        ("当前存在的问题和产生问题的原因", (P, C)),
        ("存在问题及整改情况", (P, M)),
        ("存在的不足及下一步打算", (P, N)),
        ("基本情况", (X,)),
        ("整改工作中存在的问题", (P,)),
        ("巩固整改成果", ()),
        ("强化队伍建设", ()),
        ("困难群众帮扶不到位", ()),
    ],
)
def test_what_a_heading_of_the_usual_words_tells(heading, roles):
    assert strict_roles(heading) == roles


def test_what_a_heading_in_other_words_tells():
    assert relaxed_roles("青石村党支部软弱涣散的主要原因") == (C,)
    assert relaxed_roles("谋划下步") == (N,)
    assert relaxed_roles("问" * 31) == ()


def test_an_item_as_it_is_printed():
    assert Piece("抓班子", "补选委员。").whole == "抓班子。补选委员。"
    assert Piece("", "补选委员。").whole == "补选委员。"
