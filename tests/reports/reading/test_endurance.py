"""Texts that nobody would send, and damaged ones: read in good time, without a crash, and nothing is added."""

import re
import time
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.reading import LISTED, read
from reports.reading.files import MOST_CHARACTERS

TEXTS = [path.read_text() for path in sorted((Path(__file__).parents[2] / "data" / "reports").glob("*.txt"))]
_BITS = (
    "一、 （二） 1. 2. 一是 二是 ① I. 问题1： 原因： 整改措施： 存在问题 究其原因， 下一步， 首先， 附件： "
    "头一件， 另一条是 为什么会这样？ 二：下一步打算 （未填） "
    "2026年3月1日 中共某镇委员会 【原因】 —1— 第一阶段 第一步： 第二章2.1 表现： 这主要是由于 。 ： ， ； , . ( ）"
)
BITS = _BITS.split()
_WIDE = str.maketrans(",;:!?().", "，；：！？（）。")
SECONDS = 10


@pytest.mark.parametrize(
    "bit",
    [
        "。",
        "（",
        "一是",
        "1.",
        "（一）",
        "一、",
        "存在问题\n",
        "究其原因，",
        "甲,乙.",
        "【存在问题】",
        "下一步，甲。",
        "一\n",
        "|甲|\n",
        "| ",
        "问：问题？\n",
        "直面问题\n甲。\n",
        "两个问题。甲。",
        "首页>",
        "大 ",
        "简报\n第1期\n",
        "黨—1—建,",
        "第一章1.1问题1：",
        "梳理下来，这主要是由于甲。",
        "关于甲甲甲的问题。",
        "配强班子，重树威信。甲",
        "短行\n长的一段。\n",
        "一、存在问题：甲。二、整改措施：乙。",
        "1.甲。\n(2)乙。\n",
        "1.整顿甲。\n(2)整顿乙。\n",
        "为什么？\n一条是甲。\n",
        "存在问题\t甲\n原因\t乙\n措施\t丙\n",
        "1甲\n",
    ],
)
def test_the_longest_text_is_read_in_good_time(bit):
    text = (bit * MOST_CHARACTERS)[:MOST_CHARACTERS]
    began = time.process_time()
    read(text)
    assert time.process_time() - began < SECONDS


@pytest.mark.parametrize("text", [text for text in TEXTS if "原因：" in text][:3])
def test_a_long_text_that_lost_its_line_ends_is_read_in_good_time(text):
    line = text.replace("\n", "")
    began = time.process_time()
    read((line * (MOST_CHARACTERS // len(line) + 1))[:MOST_CHARACTERS])
    assert time.process_time() - began < SECONDS


damage = st.tuples(st.integers(0, 4), st.floats(0, 1), st.integers(1, 30), st.sampled_from(BITS))


def damaged(text, damages):
    for way, share, length, bit in damages:
        start = int(share * len(text))
        end = start + length
        text = {
            0: text[:start] + text[end:],
            1: text[:start] + bit + text[start:],
            2: text[:start] + text[start:end] + text[start:],
            3: text[:start] + "\n" + text[start:],
            4: text[:start] + text[start:end].replace("\n", "") + text[end:],
        }[way]
    return text


def told(reading):
    items = [(item.title, item.text) for role in LISTED for item in reading.items[role]]
    leads = reading.leads.values()
    around = (reading.title, reading.addressee, reading.opening, reading.signatory)
    return "".join(
        [*around, *leads, *reading.closing, *reading.unassigned, *(text for item in items for text in item)]
    )


@given(st.sampled_from(TEXTS), st.lists(damage, max_size=12))
@settings(max_examples=150, deadline=None)
def test_a_damaged_text_is_read_and_nothing_is_added(text, damages):
    """No character stands in the fields more often than in the text, whatever the width of the marks."""
    text = damaged(text, damages)
    added = Counter(told(read(text)).translate(_WIDE)) - Counter(text.translate(_WIDE))
    assert re.sub(r"\s", "", "".join(added)) == ""
