"""What a branch's folder says in a work report, as prose or as a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

from django.urls import reverse
from django.utils.translation import gettext as _

from branches.models import Problem
from reports.choices import ReportStyle
from reports.document import Align, Cell, Document, Item, ItemStyle, Section, Table
from reports.models import Report
from reports.selectors.frames import frame_of, part, words_of
from reports.selectors.material import Material, folder_of, folder_values, material, told
from reports.selectors.pointers import Origin, Warned, numbered_origins
from reports.wording import paragraphs, sentence

TABLE_HEAD = ("序号", "问题", "原因", "措施", "成效", "责任人", "时限")
TABLE_WIDTHS = (0.05, 0.19, 0.17, 0.19, 0.22, 0.09, 0.09)


class BranchReport:
    """About the work on one branch in a period; a ``compose.Composition``."""

    def __init__(self, report: Report) -> None:
        self.report = report

    @cached_property
    def found(self) -> Material:
        return material(folder_of(self.report), self.report.span)

    @cached_property
    def values(self) -> dict[str, str]:
        return folder_values(self.report, self.found.folder, self.found.figures)

    @cached_property
    def document(self) -> Document:
        found, words = self.found, words_of(self.report, self.values)
        is_table = self.report.style == ReportStyle.TABLE
        prose = (_findings(found, words), _measures(found, words))
        body = [_table_section(found, words)] if is_table else prose
        return Document(
            **frame_of(self.report),
            opening=paragraphs(words["opening"]),
            sections=tuple(section for section in (*body, _plans(found, words)) if section),
            closing=paragraphs(words["closing"]),
            landscape=is_table,
        )

    @property
    def origins(self) -> dict[str, Origin]:
        found, page = self.found, reverse("branches:folder", args=[self.found.folder.pk])
        return numbered_origins(page, found.problems, found.causes, found.running, found.plans)

    @property
    def gaps(self) -> list[Warned]:
        return [*unserved(self.found.folder.pk, self.found.unserved), *map(Warned, left_out(self.found))]

    def counts(self, source: str) -> Mapping[str, Sequence[int]]:
        return self.found.figures.by_name


def unserved(folder: int, problems: Sequence[Problem]) -> list[Warned]:
    """A warning for each of ``problems``, which no measure serves."""
    words, page = (
        _("No measure serves problem %(number)s “%(title)s”."),
        reverse("branches:folder", args=[folder]),
    )
    return [
        Warned(words % {"number": row.number, "title": row.title}, f"{page}#problem-{row.pk}")
        for row in problems
    ]


def left_out(found: Material) -> list[str]:
    """Which parts of the report are left out because the folder holds nothing for them."""
    parts = (
        (found.causes, _("No cause has been entered: the part on causes is left out.")),
        (
            found.measures,
            _("Of no measure there is anything to tell: the part on rectification is left out."),
        ),
        (found.plans, _("No next step is ahead: the part on next steps is left out.")),
    )
    return [words for rows, words in parts if not rows]


def _findings(found: Material, words: Mapping[str, str]) -> Section | None:
    problems = tuple(Item(sentence(row.text), source=f"problem:{row.pk}") for row in found.problems)
    causes = tuple(Item(sentence(row.text), source=f"cause:{row.pk}") for row in found.causes)
    parts = (
        part("problems", words, problems, ItemStyle.SPOKEN),
        part("causes", words, causes, ItemStyle.SPOKEN),
    )
    filled_parts = tuple(section for section in parts if section)
    if not filled_parts:
        return None
    return Section(words["heading_findings"], sections=filled_parts, source="findings")


def _measures(found: Material, words: Mapping[str, str]) -> Section | None:
    items = tuple(
        Item(told(row, found.period), sentence(row.title), f"measure:{row.pk}") for row in found.measures
    )
    return part("measures", words, items, ItemStyle.ARABIC)


def _plans(found: Material, words: Mapping[str, str]) -> Section | None:
    items = tuple(
        Item(sentence(row.text), sentence(row.title), source=f"plan:{row.pk}") for row in found.plans
    )
    return part("plans", words, items, ItemStyle.ARABIC)


def _table_section(found: Material, words: Mapping[str, str]) -> Section | None:
    if not found.problems:
        return None
    rows = tuple(
        row for number, problem in enumerate(found.problems, 1) for row in _rows(number, problem, found)
    )
    head = (tuple(Cell(words, align=Align.CENTRE) for words in TABLE_HEAD),)
    table = Table(TABLE_WIDTHS, head, rows, source="table:problems")
    lead = paragraphs(words["lead_measures"])
    return Section(words["heading_measures"], lead, tables=(table,), source="measures")


def _rows(number: int, problem: Problem, found: Material) -> tuple[tuple[Cell, ...], ...]:
    """A row for each measure of ``problem``, its own cells over all of them; one row where there is none."""
    measures = found.of(problem, found.running)
    height = max(1, len(measures))
    causes = "".join(sentence(cause.text) for cause in found.of(problem, found.causes))
    own = (
        Cell(str(number), rows=height, align=Align.CENTRE),
        Cell(sentence(problem.text), rows=height),
        Cell(causes, rows=height),
    )
    if not measures:
        return ((*own, Cell(""), Cell(""), Cell(problem.responsible), Cell(problem.deadline)),)
    cells = [
        (
            Cell(sentence(row.title)),
            Cell(told(row, found.period)),
            Cell(row.responsible or problem.responsible),
            Cell(row.deadline or problem.deadline),
        )
        for row in measures
    ]
    return tuple((*own, *rest) if place == 0 else rest for place, rest in enumerate(cells))
