"""Texts with the signs of Markdown, and tables of one role."""

from reports.reading import read
from reports.reading.markdown import without_markdown
from tests.reports.reading.telling import told


def test_a_table_becomes_rows_with_tabs():
    table = "# 汇报\n> 现汇报如下。\n\n| 序号 | 措施 |\n|---|:-:|\n| 1 | 补会议 |\n| | 清账目 |\n完。"
    assert without_markdown(table) == "汇报\n现汇报如下。\n\n序号\t措施\n1\t补会议\n\t清账目\n完。"


def test_what_only_looks_like_a_table_stays():
    text = "a | b\n| 甲 | 乙 |\n>30人参加\n"
    assert without_markdown(text) == text


def test_a_table_of_measures_tells_more_of_each_in_its_other_columns():
    text = (
        "# 石桥社区整顿通报\n\n> 现将进度通报如下。\n\n"
        "## 一、突出问题\n\n1. **会议少**：半年一次。\n2. **账目乱**：白条多。\n\n"
        "## 二、整治措施\n\n| 序号 | 措施 | 进度 |\n|---|---|---|\n| 1 | 补会议 | 已完成 |\n| 2 | 清账目 | 清理41张 |\n"
        "| 3 | 立制度 | |\n\n## 三、下一步打算\n\n- **抓巩固**：每季一查。\n"
    )
    assert told(text) == {
        "title": "石桥社区整顿通报",
        "opening": "现将进度通报如下。",
        "problems": ["会议少：半年一次。", "账目乱：白条多。"],
        "measures": ["补会议。已完成", "清账目。清理41张", "立制度"],
        "plans": ["抓巩固：每季一查。"],
    }


def test_blanks_between_all_characters_part_the_signs_too():
    text = (
        "# 石桥村整顿汇报\n\n## 一、存在问题\n\n1. **会议少**：半年一次。\n2. **账目乱**：白条多。\n\n"
        "**石桥镇党委**\n**2026-03-01**\n"
    )
    parted = "\n".join(map(" ".join, text.split("\n")))
    assert read(parted) == read(text)
    assert told(text) == {
        "title": "石桥村整顿汇报",
        "problems": ["会议少：半年一次。", "账目乱：白条多。"],
        "signatory": "石桥镇党委",
    }


def test_a_row_without_a_measure_is_kept_aside():
    text = "石桥村整改表\n序号\t整改措施\t责任人\n1\t补会议\t张某\n2\t\t李某\n"
    assert told(text) == {"title": "石桥村整改表", "measures": ["补会议。张某"], "unassigned": ["李某"]}


def test_a_line_that_only_ends_with_the_heading_of_a_column_is_none():
    text = "石桥村整改表\n整改措施\t责任人补会议，每月召开，由书记召集\t张某\n"
    assert (
        "".join(read(text).unassigned) + read(text).opening
        == "整改措施\t责任人补会议，每月召开，由书记召集\t张某"
    )


def test_the_name_of_a_column_that_is_not_usual_is_kept():
    text = "石桥村整改表\n序号\t整改措施\t落实地点\n1\t补会议\t活动室\n"
    assert told(text) == {
        "title": "石桥村整改表",
        "measures": ["补会议。活动室"],
        "unassigned": ["落实地点"],
    }
