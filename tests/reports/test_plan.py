"""整顿方案 out of a folder."""

import datetime as dt

import pytest

from branches.models import Criterion
from branches.services import rectifications, task_force
from reports.document import Item, ItemStyle, Section, Signature
from reports.selectors.plan import compose_plan
from tests.factories import make_branch, make_cause, make_folder, make_measure, make_problem, writer

pytestmark = pytest.mark.django_db

DAY = dt.date(2026, 3, 9)


@pytest.fixture
def folder(tree):
    branch = make_branch(tree.township, name="柳湾村党支部", secretary="张三", member_count=21)
    return make_folder(branch)


def test_an_empty_folder_has_a_plan_of_its_basic_facts(folder):
    document = compose_plan(folder, DAY)
    assert document.title == "东镇柳湾村党支部整顿方案"
    assert document.opening == ("为做好柳湾村党支部整顿工作，按照2026年整顿有关要求，结合实际，制定本方案。",)
    facts = "柳湾村党支部隶属东镇，现有党员21名，党组织书记张三。2026年3月1日被确定为软弱涣散党组织。"
    assert document.sections == (Section("基本情况", (facts,)),)
    assert document.signature == Signature("东镇整顿工作组", DAY)


def test_everything_the_folder_holds_is_told_in_its_order(folder):
    by = writer(folder)
    problem = make_problem(folder, text="班子不团结")
    other = make_problem(folder, text="阵地简陋。")
    cause = make_cause(folder, text="分工不清")
    measure = make_measure(
        folder, title="开展轮训", description="分两期进行", responsible="党建办", deadline="2026年6月底前"
    )
    bare = make_measure(folder, title="改善环境")
    task_force.add(rectification=folder, by=by, kind="first_secretary", unit="县农业局", name="李四")
    gone = {"kind": "first_secretary", "name": "王五", "to_on": DAY - dt.timedelta(1)}
    task_force.add(rectification=folder, by=by, **gone)
    rectifications.edit(
        rectification=folder, by=by, goal="群众满意", deadline="2026年底前", determined_on=folder.determined_on,
        planned_on=dt.date(2026, 3, 20), criteria=list(Criterion.objects.filter(campaign=folder.campaign, number=3)),
    )  # fmt: skip
    folder.refresh_from_db()
    document = compose_plan(folder, DAY)
    assert document.sections[0].paragraphs[0].endswith("被确定为软弱涣散党组织，认定情形为：班子不团结。")
    assert document.sections[1:] == (
        Section("整顿目标", ("群众满意。", "整顿期限：2026年底前。")),
        Section(
            "存在的主要问题",
            items=(
                Item("班子不团结。", source=f"problem:{problem.pk}"),
                Item("阵地简陋。", source=f"problem:{other.pk}"),
            ),
        ),
        Section("原因分析", ("分工不清。",)),
        Section(
            "整顿措施",
            items=(
                Item(
                    "分两期进行。责任单位（人）：党建办；完成时限：2026年6月底前。",
                    "开展轮训。",
                    f"measure:{measure.pk}",
                ),
                Item("", "改善环境。", f"measure:{bare.pk}"),
            ),
            item_style=ItemStyle.ARABIC,
        ),
        Section("组织保障", ("第一书记：县农业局李四。驻村（社区）帮助查找问题、落实措施、健全制度。",)),
    )
    assert cause.text == "分工不清"
    assert document.signature.signed_on == dt.date(2026, 3, 20)


@pytest.mark.parametrize("parts", [2, 20])
def test_reading_costs_the_same_for_a_full_folder(folder, parts, django_assert_num_queries):
    for _ in range(parts):
        make_problem(folder)
        make_cause(folder)
        make_measure(folder)
    with django_assert_num_queries(5):
        compose_plan(folder, DAY)
