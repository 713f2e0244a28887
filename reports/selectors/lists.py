"""问题清单 措施清单 责任清单: of one folder, or of all folders of a campaign in somebody's scope."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import OuterRef, Prefetch, QuerySet, Subquery

from branches.choices import TaskForceKind
from branches.models import Cause, Measure, Problem, ProgressEntry, Rectification, TaskForceMember
from reports.document import Align, Document, Section, Table
from reports.selectors.rows import Column, Row, body, deadline, head, holder, numbered, until
from reports.wording import sentence

DUTIES = {
    TaskForceKind.COUNTY_LEADER: ("联系县级领导", "统筹指导整顿工作，定期调研督导，协调解决突出问题。"),
    TaskForceKind.TOWN_LEADER: ("包村乡镇领导", "牵头组织整顿，带领工作组抓好各项措施落实。"),
    TaskForceKind.FIRST_SECRETARY: ("第一书记", "驻村（社区）帮助查找问题、落实措施、健全制度。"),
    TaskForceKind.PAIRED_UNIT: ("结对帮扶单位", "发挥部门优势，帮助解决实际困难。"),
    TaskForceKind.WORKING_GROUP: ("整顿工作组", "承担整顿日常工作。"),
}
"""What each part of the task force is called on paper and answers for (domain.md 1.3)."""
LOOSE_CAUSE, LOOSE_MEASURE, NOBODY = "（共性原因）", "（其他整顿工作）", "（未明确）"
_NUMBER = Column("序号", 6, Align.CENTRE)
_WHOSE = (Column("乡镇（街道）", 9, Align.CENTRE), Column("党组织名称", 10, Align.CENTRE))


@dataclass(frozen=True, slots=True)
class Subject:
    """What a list is about: ``name`` begins its title, ``unit`` reports; ``several`` folders have columns for whose."""

    name: str
    unit: str
    day: dt.date
    several: bool = False


def problem_list(folders: QuerySet[Rectification], subject: Subject) -> Document:
    columns = (
        Column("存在的主要问题", 30),
        Column("认定情形", 10, Align.CENTRE),
        Column("原因分析", 23),
        Column("责任单位（人）", 11, Align.CENTRE),
        Column("整改时限", 12, Align.CENTRE),
        Column("整改状态", 9, Align.CENTRE),
    )
    read = folders.prefetch_related(
        _problems(Prefetch("causes", to_attr="told")), _loose("causes", Cause.objects.all())
    )
    return _list("问题清单", columns, read, subject, _of_problems)


def _of_problems(folder: Any) -> Iterator[Row]:
    for problem in folder.problems.all():
        own = (
            sentence(problem.text),
            problem.criterion.short_label if problem.criterion else "",
            numbered([sentence(cause.text) for cause in problem.told]),
            problem.responsible,
            deadline(problem),
            problem.get_status_display(),
        )
        yield Row(problem.pk, (), own)
    if loose := [sentence(cause.text) for cause in folder.loose]:
        yield Row(0, (), (LOOSE_CAUSE, "", numbered(loose), "", "", ""))


def measure_list(folders: QuerySet[Rectification], subject: Subject) -> Document:
    columns = (
        Column("存在的主要问题", 24),
        Column("整改措施", 28),
        Column("责任单位（人）", 11, Align.CENTRE),
        Column("完成时限", 12, Align.CENTRE),
        Column("进展情况", 20),
    )
    latest = ProgressEntry.objects.filter(measure=OuterRef("pk")).order_by("-happened_on", "-id")
    measures: Any = Measure.objects.order_by("number").annotate(latest=Subquery(latest.values("text")[:1]))
    served = Prefetch("measures", measures, to_attr="served")
    read = folders.prefetch_related(_problems(served), _loose("measures", measures))
    return _list("措施清单", columns, read, subject, _of_measures)


def _of_measures(folder: Any) -> Iterator[Row]:
    for problem in folder.problems.all():
        for measure in problem.served:
            yield Row(problem.pk, (sentence(problem.text),), _of_measure(measure))
        if not problem.served:
            yield Row(problem.pk, (sentence(problem.text),), ("", "", "", ""))
    for measure in folder.loose:
        yield Row(0, (LOOSE_MEASURE,), _of_measure(measure))


def _of_measure(measure: Any) -> tuple[str, str, str, str]:
    words = sentence(measure.title) + sentence(measure.description)
    told = sentence(measure.outcome or measure.latest or "")
    return (words, measure.responsible, deadline(measure), _how_far(measure) + told)


def _how_far(measure: Measure) -> str:
    if measure.is_settled:
        return "已完成。"
    return f"完成{measure.percent}%。" if measure.percent else "尚未启动。"


def duty_list(folders: QuerySet[Rectification], subject: Subject) -> Document:
    columns = (
        Column("责任主体", 12, Align.CENTRE),
        Column("单位、职务及姓名", 25),
        Column("责任事项", 44),
        Column("完成时限", 14, Align.CENTRE),
    )
    current: Any = TaskForceMember.objects.serving(subject.day)
    force = Prefetch("task_force", current, to_attr="force")
    return _list(
        "责任清单", columns, folders.prefetch_related(force, "problems", "measures"), subject, _of_duties
    )


def _of_duties(folder: Any) -> Iterator[Row]:
    for kind, (name, duty) in DUTIES.items():
        for member in folder.force:
            if member.kind == kind:
                yield Row(f"force-{member.pk}", (name, holder(member)), (duty, deadline(folder)))
    for responsible, tasks in _tasks(folder).items():
        for task in tasks:
            yield Row(responsible, ("责任单位（人）", responsible or NOBODY), task)


def _tasks(folder: Any) -> dict[str, list[tuple[str, str]]]:
    """What each responsible post answers for, with the deadline."""
    tasks: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for problem in folder.problems.all():
        tasks[problem.responsible].append((f"整改问题：{sentence(problem.text)}", deadline(problem)))
    for measure in folder.measures.all():
        tasks[measure.responsible].append((f"落实措施：{sentence(measure.title)}", deadline(measure)))
    return tasks


def _problems(part: Prefetch) -> Prefetch:
    return Prefetch("problems", Problem.objects.select_related("criterion").prefetch_related(part))


def _loose(name: str, rows: QuerySet[Any]) -> Prefetch:
    """Those that belong to no problem."""
    return Prefetch(name, rows.filter(problems=None), to_attr="loose")


def _list(
    name: str,
    columns: tuple[Column, ...],
    folders: QuerySet[Rectification],
    subject: Subject,
    rows_of: Callable[[Any], Iterator[Row]],
) -> Document:
    columns = (_NUMBER, *(_WHOSE if subject.several else ()), *columns)
    rows = _counted(folders.select_related("branch", "township"), subject.several, rows_of)
    table = Table(
        widths=tuple(float(column.share) for column in columns),
        head=head(columns),
        rows=body(rows, columns),
        note=f"填报单位：{subject.unit}",
        unit=until(subject.day),
    )
    return Document(f"{subject.name}{name}", sections=(Section("", tables=(table,)),), landscape=True)


def _counted(
    folders: QuerySet[Rectification], several: bool, rows_of: Callable[[Any], Iterator[Row]]
) -> Iterator[Row]:
    """The rows with their number in front: that of the folder where there are several, else of what they share."""
    number = 0
    for folder in folders:
        number += several
        whose = (folder.township.name, folder.branch.name) if several else ()
        for key, rows in groupby(rows_of(folder), key=lambda row: row.key):
            number += not several
            for row in rows:
                joined = (folder.pk, key if row.shared or not several else None)
                yield Row(joined, (str(number), *whose, *row.shared), row.own)
