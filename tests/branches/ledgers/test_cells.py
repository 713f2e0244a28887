"""Single cells: several items in one, days, numbers, shares, words of a list, and what names private people."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from branches.ledgers import cells, items, measure_text, private
from branches.ledgers.cells import BadCell
from branches.ledgers.words import same, visible

NUMERALS = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"]
SEVERAL = {
    "1.甲事；2.乙事。": ["甲事", "乙事。"],
    "1、甲事\n2、乙事\n3、丙事": ["甲事", "乙事", "丙事"],
    "①甲②乙③丙": ["甲", "乙", "丙"],
    "（1）甲；（2）乙": ["甲", "乙"],
    "(一)甲(二)乙": ["甲", "乙"],
    "一、甲事。二、乙事。": ["甲事。", "乙事。"],
    "一是甲，1.子2.丑；二是乙。": ["甲，1.子2.丑", "乙。"],
    "第一，甲。第二，乙。": ["甲。", "乙。"],
    "班子不团结\n阵地薄弱": ["班子不团结", "阵地薄弱"],
    # As long as one another because they are worded alike, or of whatever length: each is a thing of its own.
    **{
        "\n".join(lines): lines
        for lines in (
            [
                "加强班子建设、提升支部的战斗力量",
                "加强队伍建设、提升党员的先锋意识",
                "加强阵地建设、提升村级的服务水平",
            ],
            ["加强班子建设、提升支部的战斗力量", "加强队伍建设、提升党员的先锋意识，带头作表率", "修缮阵地"],
            ["加强班子建设、提升支部的战斗力量。", "加强队伍建设、提升党员的先锋意识。", "修缮阵地。"],
            ["建立健全村务公开监督制度并按季公示", "开展党员冬训"],
        )
    },
    "班子不团结。\n阵地薄弱。": ["班子不团结。", "阵地薄弱。"],
    "⑴甲事⑵乙事": ["甲事", "乙事"],
    "⒈甲事⒉乙事": ["甲事", "乙事"],
    "❶甲事❷乙事": ["甲事", "乙事"],
    "㈠甲事㈡乙事": ["甲事", "乙事"],
    "一要甲；二要乙。": ["甲", "乙。"],
    "其一，甲。其二，乙。": ["甲。", "乙。"],
    "【1】甲【2】乙": ["甲", "乙"],
    "1 甲事\n2 乙事": ["甲事", "乙事"],
    "1：甲事\n2：乙事": ["甲事", "乙事"],
    "问题1：甲事。问题2：乙事。": ["甲事。", "乙事。"],
    "措施一、甲\n措施二、乙": ["甲", "乙"],
    "1.2026年6月底前\n2.长期坚持": ["2026年6月底前", "长期坚持"],
    "1.6月底前；2.长期": ["6月底前", "长期"],
    "1.500元以上开支集体研究；2.按月公开": ["500元以上开支集体研究", "按月公开"],
    "1、甲事\n2、乙事\n4、丁事": ["甲事", "乙事", "丁事"],
    "首先，甲事；其次，乙事；最后，丙事。": ["甲事", "乙事", "丙事。"],
    "首先，甲。最后，乙。": ["甲。", "乙。"],
    "● 甲事\n● 乙": ["甲事", "乙"],
    "- 甲事；\n- 乙事": ["甲事", "乙事"],
    "；".join(f"{numeral}是甲{numeral}" for numeral in NUMERALS): [f"甲{numeral}" for numeral in NUMERALS],
    "十项制度未落实：一是甲；二是乙；三是丙": ["甲", "乙", "丙"],
}
ONE = [
    "共有党员21名，覆盖率78.4%。",
    "落实1.1节和2,394元",
    "第1、2组未开会",
    "党员教育\n管理不严。",
    "严格执行“四议两公开”，重大事项须经\n支委会提议、两委会商议、党员大会审\n议、村民代表会议决议",
    "是否按期换届，一是否认，二是否认",
    "班子软弱、涣散",
    "1 个支部未换届",
    "1.1落实制度；2.1建立台账",
    "1.25万元用于修路；2.36万元用于引水",
    "新建公厕2、3座",
    "最后，甲事办结",
    "二二是",
    "十十、甲",
    "书记首先，其次是委员",
    "问题1：甲事",
    "统一要求不严，二要素缺失",
    "-加强管理",
]


@pytest.mark.parametrize(("text", "expected"), SEVERAL.items())
def test_several_things_in_one_cell(text, expected):
    assert [item.text for item in items.split(text)[1]] == expected


@pytest.mark.parametrize("text", ONE)
def test_what_only_looks_like_several(text):
    assert [item.text for item in items.split(text)[1]] == [text.replace("\n", "")]


def test_a_lead_is_no_item_but_a_statement_stays():
    assert items.split("主要问题：1.甲 2.乙")[0] == "主要问题："
    lead, found = items.split("班子软弱。1.甲 2.乙")
    assert (lead, [item.text for item in found]) == ("", ["班子软弱。甲", "乙"])


WORDS = st.text(st.sampled_from("班子团结阵地党员制度，。"), min_size=4, max_size=20).map(
    lambda text: f"事{text}"
)


@given(st.lists(WORDS, min_size=2, max_size=12))
def test_what_was_joined_comes_apart_again(texts):
    assert [item.text for item in items.split(items.joined(texts))[1]] == texts


@given(st.text(max_size=200))
def test_no_word_is_lost(text):
    lead, found = items.split(text)
    kept = set(lead) | {character for item in found for character in item.text}
    marks = set("0123456789０１２３４５６７８９.．、（()）一二三四五六七八九十是第，；;要其[]【】：:")
    marks |= {
        chr(code) for start in (0x2460, 0x2474, 0x2488, 0x2776, 0x3220) for code in range(start, start + 20)
    }
    marks |= set("●■◆★▲◇○☆□△•·▪※➢✓√*-—－问题措施任务原因目标")
    assert {one for one in text if not one.isspace() and one not in marks and one.isprintable()} <= kept


@given(st.text(st.sampled_from("甲乙丙。…，"), max_size=130))
def test_a_measure_goes_into_lead_and_description_and_back(text):
    assert measure_text.whole(*measure_text.parts(text)) == text


def test_a_measure_has_a_lead():
    assert measure_text.parts("强化队伍建设。选优配强班子。") == ("强化队伍建设", "选优配强班子。")
    assert measure_text.whole("强化队伍", "每月开会。") == "强化队伍。每月开会。"


@pytest.mark.parametrize(
    ("raw", "phrase"),
    [
        (dt.date(2026, 6, 30), "2026年6月30日"), (46203, "2026年6月30日"), ("2026.6", "2026年6月"),
        ("6月底前", "6月底前"),
        ("2026年底前，\n并长期坚持", "2026年底前，并长期坚持"), ("立行立改", "立行立改"), (2026.6, "2026年6月"),
    ],
)  # fmt: skip
def test_deadlines_keep_their_words(raw, phrase):
    assert cells.phrase(raw, year=2026) == phrase


@pytest.mark.parametrize(
    ("raw", "day"),
    [
        (dt.date(2026, 3, 1), dt.date(2026, 3, 1)),
        ("2026-3-1", dt.date(2026, 3, 1)),
        (46082, dt.date(2026, 3, 1)),
        ("3月", dt.date(2026, 3, 31)),
    ],
)
def test_days(raw, day):
    assert cells.day(raw, year=2026) == day


@pytest.mark.parametrize("raw", ["", "尽快", "13月", "2月30日"])
def test_what_is_no_day(raw):
    with pytest.raises(BadCell):
        cells.day(raw, year=2026)


@pytest.mark.parametrize(("raw", "number"), [(21, 21), ("党员21名", 21), ("２１人", 21)])
def test_numbers(raw, number):
    assert cells.strict_whole(raw) == number


@pytest.mark.parametrize("raw", [1.5, "很多", "21名，其中女3名"])
def test_what_is_no_number(raw):
    with pytest.raises(BadCell):
        cells.strict_whole(raw)


@pytest.mark.parametrize(
    ("raw", "percent"),
    [
        (0.985, 98),
        ("98.5%", 98),
        ("100％", 100),
        (60, 60),
        (1, 100),
        ("0.5%", 0),
        (0.29, 29),
        ("完成80%", 80),
        ("约６０％左右", 60),
    ],
)
def test_shares(raw, percent):
    assert cells.percent(raw) == percent


@pytest.mark.parametrize("raw", ["120%", "-3", "大部分", "150"])
def test_what_is_no_share(raw):
    with pytest.raises(BadCell):
        cells.percent(raw)


STATUS = {
    "待下发": "open", "整改中": "rectifying", "待审核": "done", "已销号": "done", "持续整改": "long_term",
    "待整改": "open",
    "已整改": "done", "是": "done", "否": "rectifying", "完成整改": "done", "未完成": "rectifying", "未启动": "open",
    "正在整改": "rectifying", "已完成": "done", "长期坚持": "long_term",
    "基本完成，取得阶段性成果并持续整改": "rectifying",
    "已完成，并长期坚持": "long_term", "80%": "rectifying", "100%": "done", "待确认": "open",
    "完成80%": "rectifying", "正在走程序": "rectifying", "尚未动工": "open",
    "已经解决": "done", "已整改，正在巩固": "done", "未整改到位": "rectifying", "长期跟踪": "long_term",
    "已提交报告": "rectifying",
}  # fmt: skip


@pytest.mark.parametrize(("word", "code"), STATUS.items())
def test_words_for_how_far_it_is(word, code):
    assert cells.word(word, "status") == code


def test_a_word_that_is_not_known_is_told_with_those_that_are():
    with pytest.raises(BadCell, match="待下发、待整改"):
        cells.word("也许", "status")
    with pytest.raises(BadCell, match="村、农村"):
        cells.word("火星", "kind")
    with pytest.raises(BadCell):
        cells.word("镇里已经开了三次会，但是意见还不统一", "status")


@pytest.mark.parametrize(("word", "code"), [("行政村党支部", "village"), ("城市社区", "community")])
def test_a_kind_may_be_part_of_a_word(word, code):
    assert cells.word(word, "kind") == code


@pytest.mark.parametrize(
    "word",
    [
        "=1+1",
        "=cmd|'/C calc'!A0",
        "@SUM(A1)",
        "+A1",
        "-A1",
        "＝HYPERLINK(1)",
        "\t=1",
        "-(1)",
        "-2+3+cmd|' /C calc'!A0",
        "= 甲",
    ],
)
def test_formulas_are_refused(word):
    with pytest.raises(BadCell):
        cells.check_harmless(word)


@pytest.mark.parametrize(
    "word", ["-", "-5", "+8%", "—无", "1=1", "-加强管理", "甲@乙", "=清理欠账。", "@组织办"]
)
def test_what_is_no_formula(word):
    cells.check_harmless(word)


def test_several_people():
    assert cells.names("张立、李桥\n王田；赵明/钱可") == "张立、李桥、王田、赵明、钱可"
    assert cells.names("张  立、欧阳明　王　小 田  李桥") == "张立、欧阳明　王小田、李桥"


@pytest.mark.parametrize(
    ("text", "numbers"),
    [("1、8", [1, 8]), ("第3、5种情形", [3, 5]), ("8", [8]), ("班子不团结", []), ("2026年", [])],
)
def test_numbers_of_a_list(text, numbers):
    assert cells.numbers_in(text) == numbers


PRIVATE = {
    "身份证110101199003074258。": [("identity", "110101199003074258")],
    "联系电话13812345678": [("mobile", "13812345678")],
    "电话：138-1234-5678": [("mobile", "138-1234-5678")],
    "信访人王小明多次反映": [("petitioner", "王小明")],
    "上访人：李四，": [("petitioner", "李四")],
    "上访户赵大宝等3人": [("petitioner", "赵大宝")],
}
NOT_PRIVATE = [
    "信访人高度关注",
    "上访人员12人",
    "投资11010119900307425元",
    "编号123456789012",
    "信访人次下降",
    "书记王小明多次反映",
    "信访矛盾化解",
]


@pytest.mark.parametrize(("text", "expected"), PRIVATE.items())
def test_what_a_ledger_need_not_hold(text, expected):
    assert [(one.kind, one.text) for one in private.found_in(text)] == expected
    struck = private.masked(text)
    assert len(struck) == len(text)
    assert private.found_in(struck) == []
    assert struck.replace("×" * len(expected[0][1]), expected[0][1]) == text


@pytest.mark.parametrize("text", NOT_PRIVATE)
def test_what_only_looks_private(text):
    assert private.masked(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "含\x0b控制\x07符，未整改。\n另有一事。",
        "一处\x0c隐患未除。\r\n二处隐患未除。",
        "\ufffe甲乙丙丁\n戊己庚辛",
    ],
)
def test_what_a_cell_cannot_hold_does_not_tear_a_text_apart(text):
    """A spreadsheet loses control characters: whether the lines are items is asked of what is left of the text."""
    (item,) = items.split(visible(items.joined([text])))[1]
    assert same(item.text) == same(text)
