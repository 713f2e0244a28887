"""Folder and template → document tree, as the data is today. Every paragraph says where it comes from.

A report that is being prepared prints what was taken from here when it was taken (``selectors.documents``); what has
changed since is offered in its editor. A kind of report is one entry of ``COMPOSERS``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from branches.models import Problem
from reports.choices import ReportKind, ReportStyle
from reports.document import Align, Cell, Document, Item, ItemStyle, Section, Table
from reports.fields import fill
from reports.models import Report, ReportTemplate
from reports.models.templates import built_in
from reports.numbering import written_date
from reports.selectors.frames import frame_of
from reports.selectors.material import Material, material, told
from reports.wording import paragraphs, sentence

TABLE_HEAD = ("序号", "问题", "原因", "措施", "成效", "责任人", "时限")
TABLE_WIDTHS = (0.05, 0.19, 0.17, 0.19, 0.22, 0.09, 0.09)


def compose(report: Report) -> Document:
    """All that could be printed today. Raises ``KeyError`` for a kind that nobody composes."""
    return COMPOSERS[report.kind](report)


def folder_report(report: Report) -> Document:
    """About one branch, as prose or as a table."""
    return told_of(report, material_of(report))


def material_of(report: Report) -> Material:
    """What the folder of ``report`` holds for its period. Raises ``ValueError`` for a report without a folder."""
    if report.rectification is None:
        raise ValueError("This report is about no folder.")
    return material(report.rectification, report.span)


def told_of(report: Report, found: Material) -> Document:
    template = report.template or built_in(report.kind)
    words = filled(template, values_of(report, found))
    is_table = report.style == ReportStyle.TABLE
    prose = (_findings(found, words), _measures(found, words))
    body = [_table_section(found, words)] if is_table else prose
    return Document(
        **frame_of(report),
        opening=paragraphs(words["opening"]),
        sections=tuple(section for section in (*body, _plans(found, words)) if section),
        closing=paragraphs(words["closing"]),
        landscape=is_table,
    )


def filled(template: ReportTemplate, values: Mapping[str, str]) -> dict[str, str]:
    """The words of ``template`` with its fields replaced, by column."""
    return {name: fill(text, values) for name, text in template.words.items()}


def values_of(report: Report, found: Material) -> dict[str, str]:
    """The value of every field of ``fields.FIELDS``."""
    folder, figures = found.folder, found.figures
    return {
        "党组织": folder.branch.name,
        "乡镇": folder.township.name,
        "县": folder.county.name,
        "批次": folder.campaign.name,
        "年度": str(folder.campaign.year),
        "认定年月": f"{folder.determined_on.year}年{folder.determined_on.month}月",
        "认定情形": "、".join(criterion.short_label for criterion in folder.criteria.all()),
        "期间": found.period.words,
        "日期": written_date(report.signed_on),
        "问题数": str(figures.problems),
        "原因数": str(figures.causes),
        "措施数": str(figures.measures),
        "完成措施数": str(figures.measures_done),
        "销号数": str(figures.closed),
        "长期数": str(figures.long_term),
        "在改数": str(figures.in_progress),
        "销号率": f"{figures.closed_percent}%",
        "整改统计": figures.sentence,
    }


def _findings(found: Material, words: Mapping[str, str]) -> Section | None:
    problems = tuple(Item(sentence(row.text), source=f"problem:{row.pk}") for row in found.problems)
    causes = tuple(Item(sentence(row.text), source=f"cause:{row.pk}") for row in found.causes)
    parts = (
        _section("problems", words, problems, ItemStyle.SPOKEN),
        _section("causes", words, causes, ItemStyle.SPOKEN),
    )
    filled_parts = tuple(part for part in parts if part)
    if not filled_parts:
        return None
    return Section(words["heading_findings"], sections=filled_parts, source="findings")


def _measures(found: Material, words: Mapping[str, str]) -> Section | None:
    items = tuple(
        Item(told(row, found.period), sentence(row.title), f"measure:{row.pk}") for row in found.measures
    )
    return _section("measures", words, items, ItemStyle.ARABIC)


def _plans(found: Material, words: Mapping[str, str]) -> Section | None:
    items = tuple(
        Item(sentence(row.text), sentence(row.title), source=f"plan:{row.pk}") for row in found.plans
    )
    return _section("plans", words, items, ItemStyle.ARABIC)


def _section(key: str, words: Mapping[str, str], items: tuple[Item, ...], style: ItemStyle) -> Section | None:
    """A part of which the folder holds nothing is left out."""
    if not items:
        return None
    return Section(words[f"heading_{key}"], paragraphs(words[f"lead_{key}"]), items, style, source=key)


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


COMPOSERS: dict[str, Callable[[Report], Document]] = {
    ReportKind.WORK_REPORT: folder_report,
    ReportKind.RED_HEAD: folder_report,
}
