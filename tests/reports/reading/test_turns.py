"""Where a report turns to the next of its themes: to the causes of a problem, to what was done, to what comes."""

import pytest

from reports.reading.causes import starts_causes
from tests.reports.reading.telling import told


@pytest.mark.parametrize(
    "sentence",
    [
        "这主要是由于两村合并时界线没有划清。",
        "这是因为书记长期在外。",
        "主要是由于会计无人带教。",
        "之所以走到这一步，是因为换届时的心结没有解开。",
        "原因在于村里没有收入。",
        "根源在于没有执行联审制度。",
        "说到底，根子在支部没有主心骨。",
        "形成上述问题的原因主要有这样几个方面：",
        "梳理下来，形成上述问题的原因主要有三点：",
        "再往深里想，这些问题的背后有三条原因。",
    ],
)
def test_a_sentence_that_tells_a_cause(sentence):
    assert starts_causes(sentence)


@pytest.mark.parametrize(
    "sentence",
    ["班子软弱，原因是书记年老。", "主要是党员不开会。", "这些问题群众反映强烈。", "村里有三条路没有修。"],
)
def test_a_sentence_that_tells_none_or_both(sentence):
    assert not starts_causes(sentence)


TURNS = {
    "a cause in the last sentence of a problem": (
        "一、问题及原因\n（一）会议少。半年一次。这主要是由于书记长期在外。\n（二）阵地旧。活动室漏雨。\n二、整改措施\n1.补会议。",
        {
            "problems": ["会议少。半年一次。", "阵地旧。活动室漏雨。"],
            "causes": ["这主要是由于书记长期在外。"],
            "measures": ["补会议。"],
        },
    ),
    "problems and causes, a list each, in one paragraph": (
        (
            "一、找准病根\n归纳起来有两个方面的问题：一是会议少。二是账目乱。再往深里想，这些问题的背后有两条原因。"
            "一是书记长期在外。二是会计无人带教。\n二、整改措施\n1.补会议。"
        ),
        {
            "lead_problems": "归纳起来有两个方面的问题：",
            "problems": ["会议少。", "账目乱。"],
            "lead_causes": "再往深里想，这些问题的背后有两条原因。",
            "causes": ["书记长期在外。", "会计无人带教。"],
            "measures": ["补会议。"],
        },
    ),
    "a paragraph that leads over to the list below it": (
        (
            "一、存在的问题\n一是会议少。二是账目乱。\n形成上述问题的原因主要有这样几个方面：\n一是书记长期在外。\n二是会计无人带教。\n"
            "二、整改措施\n1.补会议。\n2.清账目。\n对今后的工作，我作两点承诺：\n一是每月到村。\n二是每季公开。"
        ),
        {
            "problems": ["会议少。", "账目乱。"],
            "lead_causes": "形成上述问题的原因主要有这样几个方面：",
            "causes": ["书记长期在外。", "会计无人带教。"],
            "measures": ["补会议。", "清账目。"],
            "lead_plans": "对今后的工作，我作两点承诺：",
            "plans": ["每月到村。", "每季公开。"],
        },
    ),
    "measures that a paragraph among the problems announces": (
        "一、存在的问题\n会议少，半年一次。\n针对上述问题，我们采取了以下措施：\n1.补会议。\n2.清账目。",
        {
            "problems": ["会议少，半年一次。"],
            "lead_measures": "针对上述问题，我们采取了以下措施：",
            "measures": ["补会议。", "清账目。"],
        },
    ),
    "a speaker who does not count": (
        (
            "各位领导：\n我就整顿工作汇报如下。\n先说问题。第一，会议少。第二，账目乱。\n再讲原因。第一，书记长期在外。第二，会计无人带教。\n"
            "最后讲做法。我们抓了两件事：\n一、补会议。每月召开。\n二、清账目。清理白条。\n我的发言完毕，谢谢大家！"
        ),
        {
            "opening": "我就整顿工作汇报如下。",
            "problems": ["会议少。", "账目乱。"],
            "causes": ["书记长期在外。", "会计无人带教。"],
            "lead_measures": "我们抓了两件事：",
            "measures": ["补会议。每月召开。", "清账目。清理白条。"],
            "unassigned": ["我的发言完毕，谢谢大家！"],
        },
    ),
    "headings of common speech, in brackets, with little pictures": (
        (
            "【存在问题】\n①会议少。\n②账目乱。\n【为啥会这样】\n①书记长期在外。\n【已经做的✅】\n①补会议。\n②清账目。\n"
            "【目前效果】\n到会31人。\n【接下来】\n1️⃣ 抓巩固。\n2️⃣ 抓督查。"
        ),
        {
            "problems": ["会议少。", "账目乱。"],
            "causes": ["书记长期在外。"],
            "measures": ["补会议。", "清账目。"],
            "plans": ["抓巩固。", "抓督查。"],
            "unassigned": ["【目前效果】", "到会31人。"],
        },
    ),
    "a last paragraph that says goodbye": (
        (
            "一、病症在哪里\n会议少。\n账目乱。\n二、病根在哪里\n书记长期在外。\n三、“开方”：我们做了什么\n补会议。\n清账目。\n"
            "四、“前路”：还要干什么\n抓巩固。\n抓督查。\n一年的驻村经历让我明白：群众的眼睛是雪亮的。"
        ),
        {
            "problems": ["会议少。", "账目乱。"],
            "causes": ["书记长期在外。"],
            "measures": ["补会议。", "清账目。"],
            "plans": ["抓巩固。", "抓督查。"],
            "unassigned": ["一年的驻村经历让我明白：群众的眼睛是雪亮的。"],
        },
    ),
    "numbers that go on behind a heading": (
        "存在的主要问题\n1.会议少。\n2.账目乱。\n主要成因\n3.书记长期在外。\n我们的做法\n4.补会议。\n5.清账目。\n下步打算\n6.抓巩固。",
        {
            "problems": ["会议少。", "账目乱。"],
            "causes": ["书记长期在外。"],
            "measures": ["补会议。", "清账目。"],
            "plans": ["抓巩固。"],
        },
    ),
    "questions that a speaker puts to himself": (
        (
            "今天汇报整顿工作。\n先说说问题。主要是两个问题。\n第一个问题，会议少。半年一次。\n第二个问题，账目乱。\n"
            "为什么会这样？我看根子有两条。\n一条是书记长期在外。\n另一条是会计无人带教。\n那么这半年我们干了些啥呢？\n"
            "头一件，补会议。\n第二件，清账目。\n下一步怎么办？我表个态，做好两个字。\n一个“守”字，包村不撤人。\n"
            "一个“带”字，会计结对子。\n我就汇报这些，请批评。"
        ),
        {
            "opening": "今天汇报整顿工作。",
            "lead_problems": "主要是两个问题。",
            "problems": ["会议少。半年一次。", "账目乱。"],
            "lead_causes": "我看根子有两条。",
            "causes": ["书记长期在外。", "会计无人带教。"],
            "measures": ["补会议。", "清账目。"],
            "lead_plans": "我表个态，做好两个字。",
            "plans": ["一个“守”字，包村不撤人。", "一个“带”字，会计结对子。"],
            "unassigned": ["我就汇报这些，请批评。"],
        },
    ),
    "a heading that names the problem, and a label in brackets that tells of it": (
        (
            "一、关于会议不落实的问题\n【问题】半年没有开会。\n【原因】书记长期在外。\n【整改措施】补会议。\n"
            "二、关于账目不公开的问题\n【问题】两年没有上墙。\n【原因】会计无人带教。\n【整改措施】清账目。"
        ),
        {
            "problems": ["关于会议不落实的问题。半年没有开会。", "关于账目不公开的问题。两年没有上墙。"],
            "causes": ["书记长期在外。", "会计无人带教。"],
            "measures": ["补会议。", "清账目。"],
        },
    ),
}


@pytest.mark.parametrize(("text", "found"), TURNS.values(), ids=TURNS.keys())
def test_turn(text, found):
    assert told(text) == found
