"""Which section tells what, where the heading alone does not say it."""

import pytest

from tests.reports.reading.telling import told

SECTIONS = {
    "sections that are the problems themselves": (
        (
            "石桥街道整顿报告\n一、河东商会支部党员流失、活动停摆\n原有党员8名，现在只剩3名。原因：企业裁员没有报告。"
            "措施：并入联合支部。\n二、南园养老院支部“两张皮”\n一线没有党员身影。\n原因：出资人不支持。\n措施：设置责任床位。\n"
            "三、桥头市场支部无场地\n会议在摊位上开。措施：租用一间会议室。\n四、下一步工作\n1.再摸排。\n2.再指导。"
        ),
        {
            "title": "石桥街道整顿报告",
            "problems": [
                "河东商会支部党员流失、活动停摆。原有党员8名，现在只剩3名。",
                "南园养老院支部“两张皮”。一线没有党员身影。",
                "桥头市场支部无场地。会议在摊位上开。",
            ],
            "causes": ["企业裁员没有报告。", "出资人不支持。"],
            "measures": ["并入联合支部。", "设置责任床位。", "租用一间会议室。"],
            "plans": ["再摸排。", "再指导。"],
        },
    ),
    "a section of which nothing is told but the cause": (
        "石桥村整改汇报\n一、党员会议少\n原因：无人召集。\n措施：每月召开。\n二、账目乱\n原因：无章可循。\n措施：清理白条。",
        {
            "title": "石桥村整改汇报",
            "problems": ["党员会议少", "账目乱"],
            "causes": ["无人召集。", "无章可循。"],
            "measures": ["每月召开。", "清理白条。"],
        },
    ),
    "a turn behind words of somebody else": (
        (
            "一、存在问题\n首先，支委少。群众说：“一是找不到人，二是找到了也不管事。”其次，账目乱。白条多。最后，阵地旧。\n"
            "二、整改措施\n1.补支委。\n2.清账目。"
        ),
        {
            "problems": [
                "支委少。群众说：“一是找不到人，二是找到了也不管事。”",
                "账目乱。白条多。",
                "阵地旧。",
            ],
            "measures": ["补支委。", "清账目。"],
        },
    ),
}


@pytest.mark.parametrize(("text", "found"), SECTIONS.values(), ids=SECTIONS.keys())
def test_section(text, found):
    assert told(text) == found
