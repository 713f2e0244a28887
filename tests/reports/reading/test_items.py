"""How the items of a section are told apart where no marks stand at the beginning of its lines."""

import pytest

from tests.reports.reading.telling import told

ITEMS = {
    "a short line and the paragraph below it": (
        "主要问题\n1.会议少。\n整顿措施\n理顺关系，重塑合力\n书记与班子成员逐人谈心。\n减负增效，畅通渠道\n取消重复台账15类。\n下一步打算\n1.抓巩固。",
        {
            "problems": ["会议少。"],
            "measures": [
                "理顺关系，重塑合力。书记与班子成员逐人谈心。",
                "减负增效，畅通渠道。取消重复台账15类。",
            ],
            "plans": ["抓巩固。"],
        },
    ),
    "a list whose lines were broken behind semicolons": (
        (
            "一、存在的问题\n支部主要存在以下问题：一是作用不明显。有的只在交费时露面；\n亮不出身份。二是管理不规范。会议想起来才开；\n"
            "活动室常年上锁。三是作风不扎实。\n二、对策\n1.补会议。"
        ),
        {
            "lead_problems": "支部主要存在以下问题：",
            "problems": [
                "作用不明显。有的只在交费时露面；\n亮不出身份。",
                "管理不规范。会议想起来才开；\n活动室常年上锁。",
                "作风不扎实。",
            ],
            "measures": ["补会议。"],
        },
    ),
    "problems that one sentence announces and semicolons part": (
        "一、存在问题\n石桥村为整顿对象，主要问题是：班子年龄老化，委员多过六十；村务公开流于形式；活动室被出租。\n二、整改措施\n调整班子；公开村务；收回活动室。",
        {
            "lead_problems": "石桥村为整顿对象，主要问题是：",
            "problems": ["班子年龄老化，委员多过六十；", "村务公开流于形式；", "活动室被出租。"],
            "measures": ["调整班子；公开村务；收回活动室。"],
        },
    ),
    "paragraphs behind one that says how many follow": (
        (
            "存在问题\n走访之后归纳起来，支部主要有以下几个问题。\n会议开得太少。\n账目没有公开。\n整改措施\n"
            "面对上述问题，我们从两个方面着手推进。\n每月开会。\n逐季公开。\n下一步打算\n今后从三个方面用力。\n常抓。\n细抓。"
        ),
        {
            "lead_problems": "走访之后归纳起来，支部主要有以下几个问题。",
            "problems": ["会议开得太少。", "账目没有公开。"],
            "lead_measures": "面对上述问题，我们从两个方面着手推进。",
            "measures": ["每月开会。", "逐季公开。"],
            "plans": ["今后从三个方面用力。", "常抓。", "细抓。"],
        },
    ),
    "a paragraph that says that problems follow, and items that begin with a month": (
        "存在问题\n走访农户40户，查找出以下问题。\n会议太少。\n账目不清。\n整改措施\n1.10月底前补会议。\n2.2027年逐季公开。",
        {
            "lead_problems": "走访农户40户，查找出以下问题。",
            "problems": ["会议太少。", "账目不清。"],
            "measures": ["10月底前补会议。", "2027年逐季公开。"],
        },
    ),
    "a last section that speaks in pictures": (
        (
            "一、存在问题\n1.会议少。\n2.账目乱。\n二、整改措施\n1.补会议。\n2.清账目。\n三、固本培元，永葆“康健”\n"
            "（一）常敲警钟。每年体检。\n（二）常走群众。逐户走访。"
        ),
        {
            "problems": ["会议少。", "账目乱。"],
            "measures": ["补会议。", "清账目。"],
            "plans": ["常敲警钟。每年体检。", "常走群众。逐户走访。"],
        },
    ),
    "a paragraph that goes on with the last item": (
        (
            "一、存在问题\n（一）会议少。\n（二）账目乱。\n党员意见很大。\n二、整改措施\n（一）补会议。\n（二）清账目。\n"
            "同时，由财政所按季抽查。\n工作组还与支部开展联学。\n村里面貌一新。\n三、下一步\n1.常抓。"
        ),
        {
            "problems": ["会议少。", "账目乱。"],
            "measures": ["补会议。", "清账目。同时，由财政所按季抽查。\n工作组还与支部开展联学。"],
            "plans": ["常抓。"],
            "unassigned": ["党员意见很大。", "村里面貌一新。"],
        },
    ),
    "headings of aspects over problems with their measures": (
        (
            "一、反馈问题整改情况\n（一）班子建设方面\n1．关于“决策不规范”的问题\n整改情况：一是修订规则。\n二是开展回头看。\n"
            "（二）党员队伍方面\n2．关于“以吃代会”的问题\n整改情况：一是退还餐费。\n二是开展志愿服务。"
        ),
        {
            "problems": ["关于“决策不规范”的问题", "关于“以吃代会”的问题"],
            "measures": ["修订规则。", "开展回头看。", "退还餐费。", "开展志愿服务。"],
        },
    ),
    "a heading that runs into its text in a text without line ends": (
        "一、主要做法1、建机构。县委成立领导小组。2、督进度。约谈书记2人。二、排查出的主要问题这次共排查党组织312个，问题主要集中在以下两个方面：1、书记空缺。2、账目不公开。",
        {
            "lead_problems": "这次共排查党组织312个，问题主要集中在以下两个方面：",
            "problems": ["书记空缺。", "账目不公开。"],
            "measures": ["建机构。县委成立领导小组。", "督进度。约谈书记2人。"],
        },
    ),
    "chapters whose numbers run together with the text": (
        (
            "第一章自查背景1.1由来本支部列入整顿。第二章自查发现的主要问题及成因剖析2.1组织设置类问题1：党员没有编组。成因：名册没有核对。"
            "问题2：支委缺额。成因：人选不愿挑担子。2.2组织生活类问题3：会议少。成因：书记认识不清。第三章整改措施3.1编实组织。逐铺走访。3.2配齐班子。补选1名。"
            "第四章下一步计划4.110月底前推广经验。4.2每半年自评一次。"
        ),
        {
            "problems": ["党员没有编组。", "支委缺额。", "会议少。"],
            "causes": ["名册没有核对。", "人选不愿挑担子。", "书记认识不清。"],
            "measures": ["编实组织。逐铺走访。", "配齐班子。补选1名。"],
            "plans": ["10月底前推广经验。", "每半年自评一次。"],
            "unassigned": ["第一章自查背景", "1.1 由来本支部列入整顿。"],
        },
    ),
    "what a secretary did of his duty": (
        "一、履行第一责任人职责情况\n一是抓班子。\n二是抓阵地。\n二、存在的主要问题\n一是讲党课照着念。",
        {"problems": ["讲党课照着念。"], "measures": ["抓班子。", "抓阵地。"]},
    ),
}


@pytest.mark.parametrize(("text", "found"), ITEMS.values(), ids=ITEMS.keys())
def test_items(text, found):
    assert told(text) == found
