"""Reports in prose: sentences that say what follows stand in for headings."""

import pytest

from tests.reports.reading.telling import told

PROSE = {
    "so many problems as are announced, what was done since, and a request": (
        (
            "关于追加石桥村整顿经费的请示\n县委组织部：\n现将有关情况和请示事项报告如下。\n"
            "该村存在的问题主要表现在两个方面。活动室漏雨，开会只能移到小学。投影仪损毁，远程教育停用一年。\n"
            "分析原因，主要是村里财力薄弱。\n"
            "整顿以来，镇党委投入应急资金3万元；组织党员义务修缮6次；邀请县里专家实地测算。\n"
            "下一步，拟新建活动室。\n为此，恳请县委组织部追加50万元。\n当否，请批示。\n石桥镇党委\n2026年5月29日"
        ),
        {
            "title": "关于追加石桥村整顿经费的请示",
            "opening": "现将有关情况和请示事项报告如下。",
            "lead_problems": "该村存在的问题主要表现在两个方面。",
            "problems": ["活动室漏雨，开会只能移到小学。", "投影仪损毁，远程教育停用一年。"],
            "causes": ["分析原因，主要是村里财力薄弱。"],
            "lead_measures": "整顿以来，",
            "measures": ["镇党委投入应急资金3万元；", "组织党员义务修缮6次；", "邀请县里专家实地测算。"],
            "plans": ["下一步，拟新建活动室。"],
            "signatory": "石桥镇党委",
            "unassigned": ["为此，恳请县委组织部追加50万元。", "当否，请批示。"],
        },
    ),
    "more sentences than problems are announced": (
        (
            "石桥村整顿报告\n该村存在的问题主要表现在两个方面。活动室漏雨。开会只能移到小学。投影仪损毁。\n"
            "究其原因，主要是村里财力薄弱。\n整顿以来，镇党委投入3万元。"
        ),
        {
            "title": "石桥村整顿报告",
            "problems": ["该村存在的问题主要表现在两个方面。活动室漏雨。开会只能移到小学。投影仪损毁。"],
            "causes": ["究其原因，主要是村里财力薄弱。"],
            "measures": ["整顿以来，镇党委投入3万元。"],
        },
    ),
    "so many sentences as are announced under a heading": (
        "一、存在问题\n主要集中在三个方面。会议少。账目乱。阵地旧。\n二、整改措施\n1.补会议。\n2.清账目。",
        {
            "lead_problems": "主要集中在三个方面。",
            "problems": ["会议少。", "账目乱。", "阵地旧。"],
            "measures": ["补会议。", "清账目。"],
        },
    ),
    "a request among the measures, and the list that goes on": (
        "一、存在问题\n1.会议少。\n2.账目乱。\n二、整改措施\n1.补会议。\n为此，请求镇里支持。\n2.清账目。\n3.立制度。",
        {
            "problems": ["会议少。", "账目乱。"],
            "measures": ["补会议。", "清账目。", "立制度。"],
            "unassigned": ["为此，请求镇里支持。"],
        },
    ),
    "words that only say that a cause follows": (
        (
            "存在问题及原因\n（一）会议少。半年一次。究其原因，书记长期在外。\n（二）账目乱。白条多。分析原因，会计无人带教。\n"
            "（三）阵地旧。究其原因，是经费短缺。\n整改措施\n（一）补会议。\n（二）清账目。"
        ),
        {
            "problems": ["会议少。半年一次。", "账目乱。白条多。", "阵地旧。"],
            "causes": ["书记长期在外。", "会计无人带教。", "究其原因，是经费短缺。"],
            "measures": ["补会议。", "清账目。"],
        },
    ),
}


@pytest.mark.parametrize(("text", "found"), PROSE.values(), ids=PROSE.keys())
def test_prose(text, found):
    assert told(text) == found
