"""A form out of Word: a label and what it asks for in each row, of which the latter takes several lines."""

import pytest

from tests.reports.reading.around import around
from tests.reports.reading.telling import told

FORM = (
    "附表2\n软弱涣散党组织整顿情况表\n党组织基本情况\t党员41名，党小组3个\n存在的主要问题\t1.会议少\n\t2.账目乱\n"
    "原因分析\t1.无人牵头\n\t2.会计无人带教\n整改措施\t1.补会议\n\t2.清账目\n整顿成效\t到会率由40%上升到91%\n"
    "下一步打算\t抓巩固\n镇党委意见\t同意上报。\n县委组织部意见\t\n注：本表一式三份。"
)


def test_a_form():
    assert told(FORM) == {
        "title": "软弱涣散党组织整顿情况表",
        "problems": ["会议少", "账目乱"],
        "causes": ["无人牵头", "会计无人带教"],
        "measures": ["补会议", "清账目"],
        "plans": ["抓巩固"],
        "unassigned": [
            "附表2",
            "党组织基本情况\t党员41名，党小组3个",
            "整顿成效\t到会率由40%上升到91%",
            "镇党委意见\t同意上报。",
            "县委组织部意见",
            "注：本表一式三份。",
        ],
    }


def test_who_signs_a_form_is_none_of_its_items():
    rows, _, _ = FORM.partition("\n镇党委意见")
    found = told(f"{rows}\n石桥村党支部\n2026年8月30日")
    assert (found["plans"], found["signatory"]) == (["抓巩固"], "石桥村党支部")
    listed = told(f"{rows.replace('抓巩固', '1.抓巩固')}\n\t2.抓督查\n石桥村党支部\n2026年8月30日")
    assert (listed["plans"], listed["signatory"]) == (["抓巩固", "抓督查"], "石桥村党支部")


def test_a_table_beside_which_a_section_tells_results():
    text = (
        "一、整顿清单\n序号\t存在问题\t原因分析\t整改措施\n1\t会议少\t无人牵头\t补会议\n2\t账目乱\t会计无人带教\t清账目\n"
        "二、工作成效\n截至8月底，2项问题已全部销号。\n三、下一步打算\n（一）抓巩固。"
    )
    assert told(text) == {
        "problems": ["会议少", "账目乱"],
        "causes": ["无人牵头", "会计无人带教"],
        "measures": ["补会议", "清账目"],
        "plans": ["抓巩固。"],
        "unassigned": ["二、工作成效", "截至8月底，2项问题已全部销号。"],
    }


@pytest.mark.parametrize("words", ["未填", "（未填）", "略。", "暂无"])
def test_what_was_left_open_is_no_cause(words):
    found = told(
        f"问题一：会议少。原因：{words}\n整改措施：补会议。\n问题二：账目乱。原因：无人带教。\n整改措施：清账目。"
    )
    assert found == {
        "problems": ["会议少。", "账目乱。"],
        "causes": ["无人带教。"],
        "measures": ["补会议。", "清账目。"],
        "unassigned": [words],
    }


def test_the_star_of_a_red_head_is_no_title():
    head = "中共石桥镇委员会文件\n石镇发〔2026〕31号　　签发人：张某\n★\n"
    title = "中共石桥镇委员会\n关于2026年软弱涣散村党组织\n集中整顿工作进展情况的报告\n"
    found = around(f"{head}{title}中共某县委：\n一、存在的问题\n1.会议少。")
    assert (found["title"], found["addressee"]) == (title.replace("\n", ""), "中共某县委：")
