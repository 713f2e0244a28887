"""整顿方案: what is wrong in a branch, what is to be reached, who does what by when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db.models import Q

from branches.models import Measure, Rectification
from reports.document import Document, Item, ItemStyle, Section, Signature
from reports.numbering import written_date
from reports.selectors.lists import DUTIES
from reports.selectors.rows import deadline, holder
from reports.wording import sentence


def compose_plan(folder: Rectification, today: dt.date) -> Document:
    """The plan of ``folder``, read with branch, township and campaign. A part without facts is left out."""
    parts = (
        Section("基本情况", (_basics(folder),)),
        _goal(folder),
        _told("存在的主要问题", "problem", folder.problems.all()),
        _told("原因分析", "cause", folder.causes.all()),
        _measures(folder),
        _force(folder, today),
    )
    return Document(
        title=f"{folder.township.name}{folder.branch.name}整顿方案",
        opening=(
            f"为做好{folder.branch.name}整顿工作，按照{folder.campaign.name}有关要求，结合实际，制定本方案。",
        ),
        sections=tuple(part for part in parts if part),
        signature=Signature(f"{folder.township.name}整顿工作组", folder.planned_on or today),
    )


def _basics(folder: Rectification) -> str:
    branch = folder.branch
    criteria = "、".join(criterion.short_label for criterion in folder.criteria.all())
    clauses = [
        f"{branch.name}隶属{folder.township.name}",
        f"现有党员{branch.member_count}名" if branch.member_count else "",
        f"党组织书记{branch.secretary}" if branch.secretary else "",
    ]
    listed = f"{written_date(folder.determined_on)}被确定为软弱涣散党组织"
    return sentence("，".join(clause for clause in clauses if clause)) + sentence(
        f"{listed}，认定情形为：{criteria}" if criteria else listed
    )


def _goal(folder: Rectification) -> Section | None:
    due = deadline(folder)
    words = (sentence(folder.goal), sentence(f"整顿期限：{due}") if due else "")
    told = tuple(word for word in words if word)
    return Section("整顿目标", told) if told else None


def _told(heading: str, kind: str, rows: Iterable[object]) -> Section | None:
    items = tuple(Item(sentence(row.text), source=f"{kind}:{row.pk}") for row in rows)  # type: ignore[attr-defined]
    return _spoken(heading, items)


def _spoken(heading: str, items: tuple[Item, ...]) -> Section | None:
    """One alone needs no mark."""
    if len(items) == 1:
        return Section(heading, (items[0].lead + items[0].text,))
    return Section(heading, items=items) if items else None


def _measures(folder: Rectification) -> Section | None:
    items = tuple(
        Item(
            sentence(measure.description) + _by_whom(measure),
            sentence(measure.title),
            source=f"measure:{measure.pk}",
        )
        for measure in folder.measures.all()
    )
    return Section("整顿措施", items=items, item_style=ItemStyle.ARABIC) if items else None


def _by_whom(measure: Measure) -> str:
    due = deadline(measure)
    parts = (
        f"责任单位（人）：{measure.responsible}" if measure.responsible else "",
        f"完成时限：{due}" if due else "",
    )
    return sentence("；".join(part for part in parts if part))


def _force(folder: Rectification, today: dt.date) -> Section | None:
    members = folder.task_force.filter(Q(to_on__isnull=True) | Q(to_on__gte=today))
    by_kind: dict[str, list[str]] = {}
    for member in members:
        by_kind.setdefault(member.kind, []).append(holder(member))
    items = tuple(
        Item(duty, f"{name}：{'、'.join(by_kind[kind])}。")
        for kind, (name, duty) in DUTIES.items()
        if kind in by_kind
    )
    return _spoken("组织保障", items)
