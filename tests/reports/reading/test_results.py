"""What came of the work is no measure where it stands for itself, and stays with the measure that tells it."""

import pytest

from tests.reports.reading.telling import told

BEFORE = "一、存在的问题\n1.会议少。\n2.账目乱。\n"
PROBLEMS = ["会议少。", "账目乱。"]
CAME = "截至7月底，两个问题已全部整改到位，测评满意率达93.8%。"

RESULTS = {
    "a section of its own": (
        f"{BEFORE}二、主要做法\n1.补会议。\n2.清账目。\n三、初步成效\n1.到会率高了。\n2.账目清了。",
        {
            "measures": ["补会议。", "清账目。"],
            "unassigned": ["三、初步成效", "1.到会率高了。", "2.账目清了。"],
        },
    ),
    "a section of its own behind one in other words": (
        f"{BEFORE}二、对症下药\n（一）补会议。\n（二）清账目。\n三、初见成效\n{CAME}",
        {"measures": ["补会议。", "清账目。"], "unassigned": ["三、初见成效", CAME]},
    ),
    "the only section that tells what was done": (
        f"{BEFORE}二、工作成效\n1.补会议。\n2.清账目。",
        {"measures": ["补会议。", "清账目。"]},
    ),
    "measures and results under one heading": (
        f"{BEFORE}二、主要做法及成效\n1.补会议。到会率由60%提高到90%。\n2.清账目。",
        {"measures": ["补会议。到会率由60%提高到90%。", "清账目。"]},
    ),
    "a last paragraph behind measures without numbers": (
        f"{BEFORE}二、主要做法\n补会议，每月召开一次。\n清账目，清理白条41张。\n{CAME}",
        {"measures": ["补会议，每月召开一次。", "清账目，清理白条41张。"], "unassigned": [CAME]},
    ),
    "a last paragraph behind a list in one paragraph": (
        f"{BEFORE}二、主要做法\n委员开了三次会，商定从会议、账目两个方面着手。一是补会议。二是清账目。\n联建以来，变化是看得见的。到会29人。",
        {
            "lead_measures": "委员开了三次会，商定从会议、账目两个方面着手。",
            "measures": ["补会议。", "清账目。"],
            "unassigned": ["联建以来，变化是看得见的。到会29人。"],
        },
    ),
    "what was done meanwhile": (
        f"{BEFORE}二、整改情况\n补会议，每月召开一次。\n目前，账目正在清理，已清理白条41张。",
        {"measures": ["补会议，每月召开一次。", "目前，账目正在清理，已清理白条41张。"]},
    ),
    "an outcome within a measure": (
        f"{BEFORE}二、整改措施\n1.补会议。\n{CAME}\n2.清账目。",
        {"measures": [f"补会议。{CAME}", "清账目。"]},
    ),
    "what is not done yet": (
        f"{BEFORE}二、整改措施\n1.补会议。\n2.清账目。\n三、需要长期坚持整改的事项\n一是书记能力。\n四、下一步打算\n1.抓巩固。",
        {
            "measures": ["补会议。", "清账目。"],
            "plans": ["抓巩固。"],
            "unassigned": ["三、需要长期坚持整改的事项", "一是书记能力。"],
        },
    ),
}


@pytest.mark.parametrize(("text", "found"), RESULTS.values(), ids=RESULTS.keys())
def test_results(text, found):
    assert told(text) == {"problems": PROBLEMS, **found}
