"""Headings that are put together of the words that clerks use."""

import pytest

from branches.ledgers.tables import tables
from branches.ledgers.vocabulary import field_of, is_heading
from tests.branches.ledgers.books import sheet


@pytest.mark.parametrize(
    ("field", "headings"),
    [
        (
            "problem",
            "需解决的问题 亟待解决的突出问题 问题梳理 突出表现 主要表现 排查出的短板弱项 症状 群众反映强烈问题清单",
        ),
        ("cause", "病根 问题症结所在 深层次原因剖析 病因诊断 主观成因 问题溯源"),
        ("measure", "药方 对症下药 改进举措 解决路径 针对性措施清单 “药方”（措施）"),
        ("deadline", "拟办结时间 完成节点 计划销号时间 承诺完成日期 整改到位时限 最迟完成时间 时间节点要求"),
        ("responsible", "承办人 经办人 负责同志 具体承办人员 整改牵头人 措施负责人"),
        ("responsible_unit", "具体承办科室 整改主责部门 任务落实单位 牵头负责单位"),
        ("progress", "目前情况 截至目前进展 最新动态 任务推动情况 已做工作 办理现状"),
        ("status", "是否已全部解决 办结与否 问题当前状态 是否达标"),
        ("done_on", "实际办结日期 最终完成时间 整改到位时间"),
        ("outcome", "阶段性成果 取得的实效 治理疗效"),
        ("branch", "涉及党支部名称 后进党组织 重点整顿村"),
        ("township", "所在街镇 隶属党工委 属地乡镇名称"),
        ("secretary", "现任村支书姓名 村级带头人"),
        ("member_count", "现有在册党员总数 全村党员规模"),
        ("county_leader", "县级挂点领导 联村县委常委 挂钩的县处级干部"),
        ("town_leader", "包村乡镇干部 镇联村领导干部 责任包片领导"),
        ("first_secretary", "驻村工作队队长 省派第一书记"),
        ("paired_unit", "对口帮扶部门 县直派出单位 共建党支部"),
        ("criteria", "认定依据 对应情形 列入的具体理由"),
        ("found_on", "问题交办时间 首次排查日期 挂账时间"),
        ("closed", "是否已摘帽 问题销账情况"),
        ("closed_on", "实际销号时间 问题摘帽日期"),
        ("note", "其他说明 需要说明的情况 备注栏"),
        ("plan", "下季度工作安排 后续整改思路 逾期原因说明"),
        ("goal", "拟达到效果 阶段性目标 预期成果"),
    ],
)
def test_what_headings_put_together_of_known_words_mean(field, headings):
    assert {heading: field_of((heading,)) for heading in headings.split()} == dict.fromkeys(
        headings.split(), field
    )


@pytest.mark.parametrize(
    "heading",
    [
        "解决问题",
        "已解决的问题",
        "党员现实表现",
        "村干部",
        "时间",
        "情况",
        "原书记",
        "正式党员数",
        "单位数量",
        "群众满意度",
    ],
)
def test_words_alone_say_nothing_where_the_whole_does_not(heading):
    assert field_of((heading,)) is None


def test_a_heading_of_blocks_is_as_sure_as_one_that_was_listed():
    assert (is_heading("症状"), is_heading("镇里的老大难")) == (True, False)


def test_what_an_export_kept_aside_stays_beside_a_better_column():
    (table,) = tables(
        sheet([["党组织名称", "存在问题", "主要表现", "整改措施"], ["青石村党支部", "甲", "乙", "丙"]])
    )
    assert [column.field for column in table.columns] == ["branch", "problem", None, "measure"]
