"""Shapes of reports, each told by a small text: what stands in which field."""

import pytest

from reports.reading import LISTED, Role, read
from reports.reading.breaks import item_breaks
from tests.reports.reading.telling import told


def titles(text):
    return [item.title for role in LISTED for item in read(text).items[role]]


SHAPES = {
    "words under a heading that announce its list lead in": (
        "一、主要问题\n我村主要存在以下问题：一是会议少；二是账目乱。\n二、原因\n一是无人管；二是无章循。",
        {
            "lead_problems": "我村主要存在以下问题：",
            "problems": ["会议少；", "账目乱。"],
            "causes": ["无人管；", "无章循。"],
        },
    ),
    "a category that names governance is not a part on measures": (
        (
            "一、突出问题\n（一）队伍建设方面\n1.委员缺额。\n2.分工不清。\n（二）社区治理方面\n1.停车混乱。\n2.楼栋长空缺。\n"
            "二、整改措施\n1.补选委员。\n2.划定车位。"
        ),
        {
            "problems": ["委员缺额。", "分工不清。", "停车混乱。", "楼栋长空缺。"],
            "measures": ["补选委员。", "划定车位。"],
        },
    ),
    "causes and work told in clauses, without headings": (
        (
            "情况说明\n镇党委：\n我支部存在两个问题：一是学习少；二是党费收缴迟。\n"
            "出现上述情况，主要原因在于支部不重视；委员怕麻烦；镇里督促少。\n"
            "接到通知后，我们做了以下几项工作：恢复周五学习；补收党费820元；建立提醒制度。"
        ),
        {
            "title": "情况说明",
            "lead_problems": "我支部存在两个问题：",
            "problems": ["学习少；", "党费收缴迟。"],
            "lead_causes": "出现上述情况，主要原因在于",
            "causes": ["支部不重视；", "委员怕麻烦；", "镇里督促少。"],
            "lead_measures": "接到通知后，我们做了以下几项工作：",
            "measures": ["恢复周五学习；", "补收党费820元；", "建立提醒制度。"],
        },
    ),
    "two clauses behind words that lead in": (
        "存在问题\n书记空缺。\n产生原因\n主要原因是：无人愿任；上级未派。\n",
        {
            "problems": ["书记空缺。"],
            "lead_causes": "主要原因是：",
            "causes": ["无人愿任；", "上级未派。"],
        },
    ),
    "rules that part the text": (
        "整改汇报\n---\n## 存在问题\n- **会议少**\n- **账目乱**\n\n***\n\n石桥村党支部\n",
        {"title": "整改汇报", "problems": ["会议少", "账目乱"], "signatory": "石桥村党支部"},
    ),
    "a heading with blanks in it": (
        "一、存在问  题\n1.会议少。\n2.账目乱。\n二、今后打 算\n1.补会议。\n2.清账目。",
        {"problems": ["会议少。", "账目乱。"], "plans": ["补会议。", "清账目。"]},
    ),
    "blanks that a scanner scattered": (
        (
            "一、存在问题\n(  一 )会议 少 ，学习 停。\n( 二)账目 乱  。\n二、 整改措施\n"
            "(一 )补 会议 。\n石桥村 党支部 2026  年 3月1日"
        ),
        {
            "problems": ["会议少，学习停。", "账目乱。"],
            "measures": ["补会议。"],
            "signatory": "石桥村党支部",
        },
    ),
    "words that hand the text over, and a day without its year": (
        (
            "王主任您好，材料已改好，请审\n石桥村整顿工作情况\n我村整顿三个月，情况如下：\n一、问题\n1、会议少。\n2、账目乱。\n"
            "二、整改\n1、补会议。\n2、清账目。\n石桥乡党委  9月8日"
        ),
        {
            "title": "石桥村整顿工作情况",
            "opening": "我村整顿三个月，情况如下：",
            "problems": ["会议少。", "账目乱。"],
            "measures": ["补会议。", "清账目。"],
            "signatory": "石桥乡党委",
            "unassigned": ["王主任您好，材料已改好，请审", "9月8日"],
        },
    ),
    "a second column of one role goes on with the first": (
        "石桥村整改情况汇报\n序号\t存在问题\t整改措施\t完成情况\n1\t会议少\t补会议\t已完成\n2\t账目乱\t清账目\t正在推进\n",
        {
            "title": "石桥村整改情况汇报",
            "problems": ["会议少", "账目乱"],
            "measures": ["补会议。已完成", "清账目。正在推进"],
        },
    ),
    "stages under a heading in words of its own": (
        (
            "一、存在问题\n（一）会议少。半年一次。\n（二）账目乱。白条多。\n二、分步整顿情况\n"
            "第一阶段（3月至4月）：调查摸底。走访68户。\n第二阶段（5月至6月）：集中整改。清理白条41张。"
        ),
        {
            "problems": ["会议少。半年一次。", "账目乱。白条多。"],
            "measures": [
                "第一阶段（3月至4月）：调查摸底。走访68户。",
                "第二阶段（5月至6月）：集中整改。清理白条41张。",
            ],
        },
    ),
    "Roman numerals": (
        (
            "I. 存在问题\n1) 会议少；\n2) 账目乱。\nII. 原因分析\n1) 无人管；\n2) 无章循。\n"
            "Ⅲ、整改措施\n1) 补会议；\n2) 清账目。"
        ),
        {
            "problems": ["会议少；", "账目乱。"],
            "causes": ["无人管；", "无章循。"],
            "measures": ["补会议；", "清账目。"],
        },
    ),
    "blocks of labels from the first line on": (
        (
            "问题：会议少\n原因：无人管\n措施：补会议\n时限：2026年6月底前\n责任人：李某\n"
            "问题：账目乱\n原因：无章循\n措施：清账目\n时限：长期\n责任人：王某"
        ),
        {
            "problems": ["会议少", "账目乱"],
            "causes": ["无人管", "无章循"],
            "measures": [
                "补会议。时限：2026年6月底前\n责任人：李某",
                "清账目。时限：长期\n责任人：王某",
            ],
        },
    ),
    "several sides of the causes in one paragraph": (
        "一、存在问题\n1、会议少。\n2、账目乱。\n二、原因分析\n从主观上看，支部不重视，怕得罪人。从客观上看，村里人手少。",
        {
            "problems": ["会议少。", "账目乱。"],
            "causes": ["从主观上看，支部不重视，怕得罪人。", "从客观上看，村里人手少。"],
        },
    ),
    "the next step in mid-paragraph of a report without headings": (
        "石桥村整顿汇报\n采取的措施有：一是补会议，二是清账目。下一步，继续抓好巩固。",
        {
            "title": "石桥村整顿汇报",
            "lead_measures": "采取的措施有：",
            "measures": ["补会议，", "清账目。"],
            "plans": ["下一步，继续抓好巩固。"],
        },
    ),
    "who signed stands in the right half of the page": (
        (
            "一、存在问题\n1、会议少，半年才开一次，党员意见很大，群众也有反映。\n二、整改措施\n1、补会议。\n"
            "附件：石桥村党支部2026年整顿工作情况统计表及说明\n　　　　　　　　石桥镇党委\n　　　　　　　　2026年3月1日"
        ),
        {
            "problems": ["会议少，半年才开一次，党员意见很大，群众也有反映。"],
            "measures": ["补会议。"],
            "signatory": "石桥镇党委",
            "unassigned": ["附件：石桥村党支部2026年整顿工作情况统计表及说明"],
        },
    ),
    "ordinals of problems, and the end of a speech": (
        "一、问题\n走访后归纳出两点。第一个问题是会议少。第二个问题是账目乱。\n二、办法\n第一招，补会议。第二招，清账目。\n我的发言完了，谢谢大家！",
        {
            "lead_problems": "走访后归纳出两点。",
            "problems": ["会议少。", "账目乱。"],
            "measures": ["补会议。", "清账目。"],
            "unassigned": ["我的发言完了，谢谢大家！"],
        },
    ),
    "a problem that a heading names and labels tell of": (
        (
            "石桥村整改汇报\n一、会议少\n表现：半年一次。\n原因：无人召集。\n整改措施：每月召开。\n"
            "二、账目乱\n表现：白条多。\n原因：无章循。\n整改措施：清理白条。"
        ),
        {
            "title": "石桥村整改汇报",
            "problems": ["会议少。表现：半年一次。", "账目乱。表现：白条多。"],
            "causes": ["无人召集。", "无章循。"],
            "measures": ["每月召开。", "清理白条。"],
        },
    ),
    "a problem that a heading names and headings tell of": (
        "一、关于会议少的问题\n（一）问题表现\n半年一次。\n（二）原因分析\n无人召集。\n（三）整改措施\n每月召开。",
        {
            "problems": ["关于会议少的问题。半年一次。"],
            "causes": ["无人召集。"],
            "measures": ["每月召开。"],
        },
    ),
    "a problem of which nothing is told but what was done": (
        "石桥村整改汇报\n一、关于会议少的问题\n整改措施：每月召开。\n二、关于账目乱的问题\n整改措施：清理白条。",
        {
            "title": "石桥村整改汇报",
            "problems": ["关于会议少的问题", "关于账目乱的问题"],
            "measures": ["每月召开。", "清理白条。"],
        },
    ),
    "numbers without points": (
        "一、存在问题\n1会议少，半年一次。\n2账目乱，白条多。\n二、整改措施\n1补会议。\n2清账目。\n3名委员分工负责。",
        {
            "problems": ["会议少，半年一次。", "账目乱，白条多。"],
            "measures": ["补会议。", "清账目。"],
            "unassigned": ["3名委员分工负责。"],
        },
    ),
    "a next step that the heading names with the problems": (
        "一、主要做法\n1.补会议。\n2.清账目。\n二、存在问题及下一步打算\n一是进度慢；二是经费少。下一步，将加大督查。",
        {
            "measures": ["补会议。", "清账目。"],
            "problems": ["进度慢；", "经费少。"],
            "plans": ["下一步，将加大督查。"],
        },
    ),
    "no line ends: a sentence behind a heading is kept": (
        (
            "石桥村整顿情况的汇报镇党委：现将情况汇报如下：一、存在问题经走访，群众反映集中在两方面。1、会议少。2、账目乱。"
            "二、整改措施镇党委抽调三名干部驻村帮助。1、补会议。2、清账目。三、下一步打算各项任务力争年底前完成。1、抓巩固。2、抓督查。"
        ),
        {
            "title": "石桥村整顿情况的汇报",
            "opening": "现将情况汇报如下：",
            "lead_problems": "经走访，群众反映集中在两方面。",
            "problems": ["会议少。", "账目乱。"],
            "lead_measures": "镇党委抽调三名干部驻村帮助。",
            "measures": ["补会议。", "清账目。"],
            "lead_plans": "各项任务力争年底前完成。",
            "plans": ["抓巩固。", "抓督查。"],
        },
    ),
    "no line ends: outline, title with two ends, number given twice, month in the signature": (
        (
            "石桥村党支部整顿自查报告镇党委：现报告如下：一、整顿前的问题二、整改情况一、整顿前的问题1.会议少。2.账目乱。2.阵地旧。4.人心散。"
            "二、整改情况1.补会议。2.清账目。特此报告中共石桥村支部委员会2026年6月"
        ),
        {
            "title": "石桥村党支部整顿自查报告",
            "opening": "现报告如下：",
            "problems": ["会议少。", "账目乱。", "阵地旧。", "人心散。"],
            "measures": ["补会议。", "清账目。"],
            "signatory": "中共石桥村支部委员会",
            "unassigned": ["2026年6月", "特此报告"],
        },
    ),
    "no line ends but blanks": (
        (
            "石桥村整顿工作汇报 镇党委： 今年3月，我村党支部列入整顿，四个月来逐条整改，现将有关情况汇报如下： "
            "存在问题 1、会议少，半年才开一次，"
            "党员意见很大。 2、账目乱，白条多，群众有反映。 整改措施 1、补会议。 2、清账目。 石桥村党支部 2026年7月1日"
        ),
        {
            "title": "石桥村整顿工作汇报",
            "opening": "今年3月，我村党支部列入整顿，四个月来逐条整改，现将有关情况汇报如下：",
            "problems": ["会议少，半年才开一次，党员意见很大。", "账目乱，白条多，群众有反映。"],
            "measures": ["补会议。", "清账目。"],
            "signatory": "石桥村党支部",
        },
    ),
    "lenses are headings wherever they stand": (
        "【存在问题】1.会议少。2.账目乱。【原因分析】1.无人管。2.无章循。【整改措施】1.补会议。2.清账目。",
        {
            "problems": ["会议少。", "账目乱。"],
            "causes": ["无人管。", "无章循。"],
            "measures": ["补会议。", "清账目。"],
        },
    ),
    "labels that stand apart": (
        "存在问题　　会议少\n产生原因　　无人召集\n整改措施　　每月召开\n",
        {"problems": ["会议少"], "causes": ["无人召集"], "measures": ["每月召开"]},
    ),
    "a predicate that ends as a heading may": (
        "主要问题\n一、后备力量不足。\n二、班子经验欠缺。\n原因分析\n一、重视程度不足。\n二、带教不够。",
        {
            "problems": ["后备力量不足。", "班子经验欠缺。"],
            "causes": ["重视程度不足。", "带教不够。"],
        },
    ),
    "half-width marks are kept": (
        (
            "石桥村整顿汇报\n一,存在问题\n一是会议少,半年一次;二是账目乱(白条多).\n二,原因分析\n首先,无人召集.其次,无章可循.\n"
            "三,整改措施\n1.补会议:每月一次.\n2.清账目.清理白条41张!"
        ),
        {
            "title": "石桥村整顿汇报",
            "problems": ["会议少,半年一次;", "账目乱(白条多)."],
            "causes": ["无人召集.", "无章可循."],
            "measures": ["补会议:每月一次.", "清账目.清理白条41张!"],
        },
    ),
    "lines that cannot begin, and a figure that the line end breaks": (
        "一、存在问题\n1.会议少\n。半年一次\n，意见大。\n二、整改措施\n1.硬化道路两条共3.\n5公里，群众出行方便。\n",
        {
            "problems": ["会议少。半年一次，意见大。"],
            "measures": ["硬化道路两条共3.5公里，群众出行方便。"],
        },
    ),
    "a cause in brackets is part of its problem": (
        "一、存在问题\n1.会议少（原因：无人召集；措施：每月召开）。\n2.账目乱。",
        {"problems": ["会议少（原因：无人召集；措施：每月召开）。", "账目乱。"]},
    ),
    "articles that count through the chapters": (
        "第一章 存在问题\n第一条 会议少。\n第二条 账目乱。\n第二章 整改措施\n第三条 补会议。\n第四条 清账目。",
        {"problems": ["会议少。", "账目乱。"], "measures": ["补会议。", "清账目。"]},
    ),
    "headings in words of their own without numbers": (
        (
            "石桥村整顿汇报\n现将情况汇报如下：\n摸清底数，找准突出问题\n（一）会议少。\n（二）账目乱。\n深挖根源，剖析具体原因\n（一）无人管。\n（二）无章循。\n"
            "综合施策，推动整改落实\n（一）补会议。\n（二）清账目。"
        ),
        {
            "title": "石桥村整顿汇报",
            "opening": "现将情况汇报如下：",
            "problems": ["会议少。", "账目乱。"],
            "causes": ["无人管。", "无章循。"],
            "measures": ["补会议。", "清账目。"],
        },
    ),
}


@pytest.mark.parametrize(("text", "found"), SHAPES.values(), ids=SHAPES.keys())
def test_shape(text, found):
    assert told(text) == found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一、原因\n1.管理松散：无人过问，无章可循。\n2.能力不足：只会老办法。", ["管理松散", "能力不足"]),
        ("二、整改措施\n第一阶段（3月）：摸底。走访68户。", ["第一阶段（3月）：摸底"]),
        ("一、原因\n1.主要是：无人过问。\n2.表现为：无章可循。", ["", ""]),
    ],
)
def test_leads(text, expected):
    assert titles(text) == expected


def test_a_bare_mark_and_a_bare_label():
    assert told("一、存在问题\n1.会议少。\n2.\n3.账目乱。") == {"problems": ["会议少。", "账目乱。"]}
    assert item_breaks("原因：", Role.PROBLEMS) == [(Role.PROBLEMS, "原因：")]
