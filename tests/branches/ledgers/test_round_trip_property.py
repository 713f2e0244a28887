"""Whatever a folder holds, its ledger comes back without a change: generated folders through real files."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from branches.choices import LedgerKind, ProblemStatus, RowState
from branches.ledgers import measure_text
from branches.ledgers.words import same
from branches.models import Problem, Rectification
from branches.selectors.imports import remembered
from branches.services import import_checks
from tests.branches.ledgers.leaving import BOTH, export, read
from tests.factories import (
    log,
    make_branch,
    make_campaign,
    make_cause,
    make_folder,
    make_measure,
    make_plan,
    make_problem,
)

pytestmark = pytest.mark.django_db(transaction=False)
EARLY = dt.date(2020, 1, 1)
# What marks, folds, hides or runs something, between words.
NASTY = [
    "=1+1", "+8%", "-加强管理", "@某人", "'=甲", "\t=乙", "0012345678901234567890", "1.甲2.乙", "一是甲；二是乙",
    "①甲②乙", "（1）甲（2）乙", "甲事已毕。\n乙事未毕。", "首行\n\n末行", "主要问题：1.甲 2.乙", "一是", "无人值守",
    "电话13812345678", "信访人王小明反映", "含\x0b控制\x07符", "逗号,分号;竖线|引号\"'", "2026年6月", "100%",
    "\u200b隐", "第1、2组未开会", "1.", "合计不清", "同上", "问题：甲。措施：乙。", "首行\n3、末行",
]  # fmt: skip
WORDS = st.one_of(
    st.sampled_from(NASTY),
    st.lists(st.sampled_from([*NASTY, "班子", "阵地", "党员，", "制度。", "\n", "；", " "]), min_size=1, max_size=5)
    .map("".join),
    st.text("甲乙丙丁1.2一二是、。；：\n①（）=+'×", min_size=1, max_size=30),
).filter(lambda text: same(text) and not text.isspace())  # fmt: skip
DEADLINES = st.sampled_from(
    [
        "",
        "2026年底前，并长期坚持",
        "长期",
        "6月底前",
        "2026.9",
        "立行立改",
        "2026年 6月30日",
        "46203",
        "国庆节前",
        "2027-3-1",
    ]
)
PEOPLE = st.sampled_from(
    [
        "",
        "张立",
        "镇党委，王书记",
        "甲/乙",
        "李桥 王田",
        "王立 13812345678",
        "党委书记；镇长",
        "=甲",
        "同上",
        "〃",
    ]
)
PERCENTS = st.sampled_from([0, 1, 29, 57, 60, 99, 100])
SETTLED = {ProblemStatus.CLOSED, ProblemStatus.LONG_TERM}
EXTRA = st.fixed_dictionaries(
    {},
    optional={
        "序号": st.sampled_from(["12", "7", "3-1", "007"]),
        **dict.fromkeys(
            ["备注", "网格", "问题来源", "整改目标", "联系方式"],
            st.sampled_from(["甲", "重点\n关注", "=丙", "007", "13812345678", "12"]),
        ),
    },
)


@st.composite
def folders(draw):
    """A folder as plain data, with texts that no two of its problems, and no two of its measures, share."""
    problems = draw(
        st.lists(
            st.tuples(WORDS, PEOPLE, DEADLINES, st.sampled_from(ProblemStatus.values), EXTRA),
            min_size=1, max_size=4, unique_by=lambda one: same(one[0]),
        )
    )  # fmt: skip
    some = st.sets(st.integers(0, len(problems) - 1), max_size=3)
    measures = draw(
        st.lists(
            st.tuples(
                WORDS, st.one_of(st.just(""), WORDS), some, PEOPLE, DEADLINES, PERCENTS,
                st.lists(WORDS, max_size=2), EXTRA,
            ),
            max_size=4, unique_by=lambda one: same(measure_text.whole(one[0][:100], one[1])),
        )
    )  # fmt: skip
    causes = draw(st.lists(st.tuples(WORDS, some), max_size=3))
    plans = draw(st.lists(st.tuples(WORDS, WORDS), max_size=2))
    return problems, measures, causes, plans, draw(WORDS), draw(PEOPLE)


def build(township, number, told):
    problems, measures, causes, plans, goal, secretary = told
    branch = make_branch(township, name=f"第{number}村党支部（东）", secretary=secretary, member_count=number)
    folder = make_folder(branch, goal=goal)
    made = []
    for text, responsible, deadline, status, extra in problems:
        one = make_problem(folder, text=text, responsible=responsible, deadline=deadline, found_on=EARLY)
        closed = dt.date(2026, 9, 1) if status in SETTLED else None
        Problem.objects.filter(pk=one.pk).update(status=status, closed_on=closed, extra=extra)
        made.append(one)
    for title, description, serves, responsible, deadline, percent, notes, extra in measures:
        one = make_measure(
            folder, [made[place] for place in sorted(serves)], title=title[:100], description=description,
            responsible=responsible, deadline=deadline, starts_on=EARLY,
        )  # fmt: skip
        for text in notes:
            log(one, text=text, percent=percent)
        type(one).objects.filter(pk=one.pk).update(extra=extra)
    for text, explains in causes:
        make_cause(folder, [made[place] for place in sorted(explains)], text=text)
    for title, text in plans:
        make_plan(folder, title=title[:100], text=text)


def numbers_meet(folder):
    """Whether two problems bear one number, by which alone the sheets of V14 are joined."""
    numbers = [str(one.extra.get("序号", one.number)) for one in folder.problems.all()]
    return len(set(numbers)) < len(numbers)


def news(by, made, masked):
    """What the file would do, row by row, where it would do anything."""
    found = import_checks.recognised(read(made), remembered(by.organisation))
    campaign = make_campaign(by.organisation.county)
    result = import_checks.check(found, campaign=campaign, by=by, township=by.organisation, masked=masked)
    assert result.rows
    return [
        (row.spot, row.differences, row.findings) for row in result.rows if row.state != RowState.UNCHANGED
    ]


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    told=st.lists(folders(), min_size=1, max_size=2),
    shape_and_form=st.sampled_from(BOTH),
    masked=st.booleans(),
)
def test_whatever_is_written_comes_back_without_a_change(clerk, told, shape_and_form, masked):
    shape, form = shape_and_form
    with transaction.atomic():
        for number, one in enumerate(told, 1):
            build(clerk.organisation, number, one)
        if shape == "V14" and any(map(numbers_meet, Rectification.objects.all())):
            with pytest.raises(ValidationError):
                export(clerk, LedgerKind.PROBLEMS, shape=shape, form=form, masked=masked)
            transaction.set_rollback(True)
            return
        made = export(clerk, LedgerKind.PROBLEMS, shape=shape, form=form, masked=masked)
        assert news(clerk, made, masked) == []
        transaction.set_rollback(True)
