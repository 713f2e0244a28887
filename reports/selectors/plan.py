"""整顿方案: what is wrong in a branch, what is to be reached, who does what by when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from django.urls import reverse
from django.utils.translation import gettext as _

from branches.models import Cause, Measure, Problem, Rectification, TaskForceMember
from reports.document import Document, Item, ItemStyle, Section
from reports.models import Report
from reports.numbering import written_date
from reports.selectors.branch_report import unserved
from reports.selectors.frames import frame_of, part, words_of
from reports.selectors.lists import DUTIES
from reports.selectors.material import Figures, figures_of, folder_of, folder_values
from reports.selectors.pointers import Origin, Warned, numbered_origins
from reports.selectors.rows import deadline, holder
from reports.wording import paragraphs, sentence


class Plan:
    """The plan of a folder as of the day it bears; a ``compose.Composition``. A part without facts is left out."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.folder: Rectification = folder_of(report)

    @cached_property
    def problems(self) -> list[Problem]:
        return list(self.folder.problems.all())

    @cached_property
    def causes(self) -> list[Cause]:
        return list(self.folder.causes.all())

    @cached_property
    def measures(self) -> list[Measure]:
        return list(self.folder.measures.all())

    @cached_property
    def members(self) -> list[TaskForceMember]:
        return list(self.folder.task_force.serving(self.report.signed_on))

    @cached_property
    def figures(self) -> Figures:
        return figures_of(self.problems, self.causes, self.measures, self.report.span)

    @cached_property
    def values(self) -> dict[str, str]:
        return folder_values(self.report, self.folder, self.figures)

    @cached_property
    def document(self) -> Document:
        words = words_of(self.report, self.values)
        parts = (
            Section("基本情况", (_basics(self.folder, self.values["认定情形"]),), source="basics"),
            _goal(self.folder),
            part("problems", words, _told("problem", self.problems)),
            part("causes", words, _told("cause", self.causes)),
            part("measures", words, tuple(map(_measure, self.measures)), ItemStyle.ARABIC),
            _force(self.members),
        )
        return Document(
            **frame_of(self.report),
            opening=paragraphs(words["opening"]),
            sections=tuple(section for section in parts if section),
            closing=paragraphs(words["closing"]),
        )

    @property
    def origins(self) -> dict[str, Origin]:
        page = reverse("branches:folder", args=[self.folder.pk])
        folder = Origin(_("Folder"), page)
        found = {"basics": folder, "goal": folder, "deadline": folder}
        found |= {f"force:{kind}": Origin(_("Task force"), page) for kind in DUTIES}
        return found | numbered_origins(page, self.problems, self.causes, self.measures)

    @property
    def gaps(self) -> list[Warned]:
        unserved_problems = list(self.folder.problems.filter(measures=None))
        page = reverse("branches:folder", args=[self.folder.pk])
        lacks = (
            (self.folder.goal, _("No goal has been set: the plan does not say what is to be reached.")),
            (self.causes, _("No cause has been entered: the plan has no part on causes.")),
            (self.measures, _("No measure has been entered: the part on measures is left out.")),
            (self.members, _("Nobody is named in the task force: the part on it is left out.")),
        )
        return [
            *unserved(self.folder.pk, unserved_problems),
            *(Warned(words, page) for there, words in lacks if not there),
            *_vague(self.measures, page),
        ]

    def counts(self, source: str) -> Mapping[str, Sequence[int]]:
        return self.figures.by_name


def _basics(folder: Rectification, criteria: str) -> str:
    branch = folder.branch
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
    items = (
        Item(sentence(folder.goal), source="goal"),
        Item(sentence(f"整顿期限：{due}") if due else "", source="deadline"),
    )
    told = tuple(item for item in items if item.text)
    return Section("整顿目标", items=told, item_style=ItemStyle.PLAIN, source="goals") if told else None


def _told(kind: str, rows: Sequence[Problem | Cause]) -> tuple[Item, ...]:
    return tuple(Item(sentence(row.text), source=f"{kind}:{row.pk}") for row in rows)


def _measure(measure: Measure) -> Item:
    text = sentence(measure.description) + _by_whom(measure)
    return Item(text, sentence(measure.title), f"measure:{measure.pk}")


def _by_whom(measure: Measure) -> str:
    due = deadline(measure)
    parts = (
        f"责任单位（人）：{measure.responsible}" if measure.responsible else "",
        f"完成时限：{due}" if due else "",
    )
    return sentence("；".join(part for part in parts if part))


def _force(members: Sequence[TaskForceMember]) -> Section | None:
    by_kind: dict[str, list[str]] = {}
    for member in members:
        by_kind.setdefault(member.kind, []).append(holder(member))
    items = tuple(
        Item(duty, f"{name}：{'、'.join(by_kind[kind])}。", f"force:{kind}")
        for kind, (name, duty) in DUTIES.items()
        if kind in by_kind
    )
    return Section("组织保障", items=items, source="force") if items else None


def _vague(measures: Sequence[Measure], page: str) -> Iterator[Warned]:
    """Measures that do not say who does it, or by when: a plan with such is sent back."""
    for measure in measures:
        said = {"number": measure.number, "title": measure.title}
        where = f"{page}#measure-{measure.pk}"
        if not measure.responsible:
            yield Warned(_("Measure %(number)s “%(title)s” does not say who is responsible.") % said, where)
        if not deadline(measure):
            yield Warned(_("Measure %(number)s “%(title)s” has no time limit.") % said, where)
