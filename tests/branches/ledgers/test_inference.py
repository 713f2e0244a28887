"""Columns that no word of their headings tells: known by their cells and by where they stand."""

import pytest

from branches.ledgers.inference import told_by_cells
from branches.ledgers.people import is_people
from branches.ledgers.tables import tables
from tests.branches.ledgers.books import sheet

COLUMNS = {
    "序号": ["1", "2", "3"],
    "党组织名称": ["青石村党支部", "云岭村党支部", "河湾村党支部"],
    "存在问题": ["班子成员之间不团结", "活动室漏雨无人修缮", "村账公开不及时"],
    "原因分析": ["平时交流谈心太少", "没有列入年度预算", "报账员业务不熟练"],
    "整改措施": ["支书与委员逐一谈心", "筹措资金修缮活动室", "每季度公开一次账目"],
    "责任人": ["张立", "镇党委副书记李桥", "王田、赵明（支部书记）"],
    "整改时限": ["6月底前", "2026年9月30日", "长期坚持"],
    "完成情况": ["正在谈话", "已完成招标", "推进中"],
}
FIELDS = ["number", "branch", "problem", "cause", "measure", "responsible", "deadline", "progress"]


def ledger(*others, **called):
    """The ledger with other words over its columns, or with other columns: (heading, cells)."""
    columns = [(called.get(heading, heading), said) for heading, said in COLUMNS.items()]
    columns = [*[column for column in columns if column[0]], *others]
    return sheet([[heading for heading, _said in columns], *zip(*(said for _, said in columns), strict=True)])


def fields(found, chosen=None):
    (table,) = tables(found, chosen)
    return [column.field for column in table.columns]


@pytest.mark.parametrize("heading", ["存在问题", "整改措施", "责任人", "整改时限", "完成情况"])
def test_a_column_that_is_missing_is_known_by_its_cells(heading):
    assert fields(ledger(**{heading: "甲栏"})) == FIELDS


def test_causes_only_where_the_heading_hints_at_them():
    assert fields(ledger(原因分析="因何致此")) == FIELDS
    assert fields(ledger(原因分析="甲栏")) == [None if one == "cause" else one for one in FIELDS]


def test_several_columns_without_words():
    called = dict.fromkeys(["存在问题", "整改措施", "责任人"], "栏")
    assert fields(ledger(**called)) == FIELDS
    assert fields(ledger(原因分析="", **called)) == [one for one in FIELDS if one != "cause"]


def test_what_is_known_by_words_is_never_moved():
    more = ("情形", ["换届之后有人闹情绪", "公章账册没有移交", "两委之间互不配合"])
    assert fields(ledger(more)) == [*FIELDS, "criteria"]
    assert fields(ledger(("甲栏", more[1]))) == [*FIELDS, None]


def test_problems_may_stand_under_their_circumstances():
    """But the circumstances for which a branch is listed are none."""
    found = ledger(存在问题="问题情形", 原因分析="")
    assert fields(found) == [one for one in FIELDS if one != "cause"]
    listed = ledger(("软弱涣散情形", ["班子配备不齐", "书记长期缺职", "村务财务不公开"]))
    assert fields(listed) == [*FIELDS, "criteria"]


def test_months_and_difficulties_are_neither_deadlines_nor_problems():
    rows = [
        ["青石村党支部", "4月", "补选委员后分工上墙", "运转经费紧张得很"],
        ["云岭村党支部", "5月", "两户已经签订协议", "两户至今下落不明"],
    ]
    assert fields(sheet([["党组织名称", "月份", "本月进展", "困难和需协调事项"], *rows])) == [
        *("branch", None, "progress", None)
    ]


def test_what_a_person_said_stands():
    found = ledger(存在问题="甲栏")
    assert fields(found, {"甲栏": None}) == [None if one == "problem" else one for one in FIELDS]
    assert fields(found, {"甲栏": "note"}) == ["note" if one == "problem" else one for one in FIELDS]


@pytest.mark.parametrize(
    ("heading", "called"),
    [
        ("存在问题", "基本情况"),
        ("存在问题", "政策依据"),
        ("整改措施", "镇党委批示"),
        ("责任人", "村民代表"),
        ("整改时限", "走访日期"),
        ("完成情况", "县级评审"),
    ],
)
def test_a_heading_that_speaks_of_something_else_is_believed(heading, called):
    field = FIELDS[list(COLUMNS).index(heading)]
    said = {"完成情况": ["同意整改", "退回修改", "同意整改"]}.get(heading, COLUMNS[heading])
    found = ledger((called, said), **{heading: ""})
    assert fields(found) == [*[one for one in FIELDS if one != field], None]


def test_what_is_to_be_done_again_and_again_is_no_deadline():
    said = ["每季度公开一次账目", "每月逐一谈心谈话", "持续开展志愿服务"]
    assert fields(ledger(("甲栏", said), 整改措施="", 整改时限="")) == [
        *[one for one in FIELDS if one not in {"measure", "deadline"}],
        "measure",
    ]


def test_days_on_which_something_was_done_are_no_deadlines():
    days = ["2026年3月1日", "2026年4月2日", "2026年5月3日"]
    without = [one for one in FIELDS if one != "deadline"]
    assert fields(ledger(("何日已毕", days), 整改时限="")) == [*without, None]
    assert fields(ledger(("何时完成", COLUMNS["整改时限"]), 整改时限="")) == [*without, "deadline"]


def test_where_people_stand_twice_the_first_right_of_the_measure_answers():
    rows = [
        ["党组织名称", "甲栏", "存在问题", "整改措施", "乙栏", "丙栏"],
        ["青石村党支部", "张立", "班子不团结", "逐一谈心谈话", "李桥", "赵明"],
        ["云岭村党支部", "王田", "活动室漏雨", "筹措资金修缮", "周平", "孙宁"],
    ]
    assert fields(sheet(rows)) == ["branch", None, "problem", "measure", "responsible", None]


def test_tables_of_something_else_stay_so():
    roster = [
        ["党组织名称", "书记", "甲栏"],
        ["青石村党支部", "张立", "村在河东岸，共有六个村民小组"],
        ["云岭村党支部", "王田", "村在山脚下，以种茶为主要产业"],
    ]
    assert fields(sheet(roster)) == ["branch", "secretary", None]
    directory = [
        ["单位", "姓名", "甲栏"],
        ["镇党建办", "张立", "分管基层组织建设工作"],
        ["镇民政办", "王田", "分管社会救助工作"],
    ]
    assert tables(sheet(directory)) == []
    counts = [["党组织名称", "存在问题", "甲栏"], ["青石村党支部", "6", "3个"], ["云岭村党支部", "4", "2个"]]
    assert fields(sheet(counts)) == ["branch", "problem", None]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("张立", True),
        ("张立、李桥", True),
        ("镇党委副书记王田", True),
        ("县委副书记 李思远", True),
        ("赵明（支部书记）", True),
        ("欧阳明", True),
        ("张××", True),
        ("石桥村", False),
        ("镇党建办", False),
        ("王家湾党支部", False),
        ("班子不团结", False),
        ("长期坚持", False),
        ("6月底前", False),
    ],
)
def test_whether_a_cell_names_people(text, expected):
    assert is_people(text) == expected


def test_where_a_person_refused_the_likeliest_column_no_other_is_taken():
    found = ledger(("乙栏", ["换届之后有人闹情绪", "公章账册没有移交", "两委之间互不配合"]), 整改措施="甲栏")
    assert fields(found, {"甲栏": None}) == [*[None if one == "measure" else one for one in FIELDS], None]


def test_what_only_the_cells_told_can_be_remembered():
    (table,) = tables(ledger(存在问题="甲栏", 责任人="乙栏"))
    assert told_by_cells(table) == {"甲栏": "problem", "乙栏": "responsible"}
    (one,) = tables(
        sheet([["党组织名称", "甲栏", "整改措施"], ["青石村党支部", "班子不团结", "逐一谈心谈话"]])
    )
    assert told_by_cells(one) == {}
    (again,) = tables(one.sheet, {"甲栏": "problem"})
    assert [column.field for column in again.columns] == ["branch", "problem", "measure"]
