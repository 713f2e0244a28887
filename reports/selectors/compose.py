"""Folder and report → document tree. The renderers never query; all that is printed is read here."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Prefetch

from branches.models import Measure, ProgressEntry, Rectification
from reports.document import Document, Item, ItemStyle, Section, Signature
from reports.models import Report
from reports.wording import (
    HEADING_CAUSES,
    HEADING_FINDINGS,
    HEADING_MEASURES,
    HEADING_PLANS,
    HEADING_PROBLEMS,
    paragraphs,
    sentence,
)


def compose(report: Report) -> Document:
    """The document that ``report`` is today. A part of which the folder holds nothing is left out."""
    folder = report.rectification
    sections = (_findings(folder, report), _measures(folder, report), _plans(folder, report))
    return Document(
        title=report.title,
        addressee=report.addressee,
        opening=paragraphs(report.opening),
        sections=tuple(section for section in sections if section),
        closing=paragraphs(report.closing),
        signature=Signature(report.signatory, report.signed_on),
    )


def _findings(folder: Rectification, report: Report) -> Section | None:
    parts = [
        _spoken(HEADING_PROBLEMS, report.lead_problems, [problem.text for problem in folder.problems.all()]),
        _spoken(HEADING_CAUSES, report.lead_causes, [cause.text for cause in folder.causes.all()]),
    ]
    found = tuple(part for part in parts if part)
    if len(found) == 1:
        # One subsection is none: its content stands under the main heading.
        only = found[0]
        return Section(HEADING_FINDINGS, only.paragraphs, only.items, only.item_style)
    return Section(HEADING_FINDINGS, sections=found) if found else None


def _spoken(heading: str, lead: str, texts: list[str]) -> Section | None:
    if not texts:
        return None
    if len(texts) == 1:
        return Section(heading, (*paragraphs(lead), sentence(texts[0])))
    return Section(heading, paragraphs(lead), tuple(Item(sentence(text)) for text in texts), ItemStyle.SPOKEN)


def _measures(folder: Rectification, report: Report) -> Section | None:
    marked = ProgressEntry.objects.filter(for_report=True).order_by("happened_on", "id")
    entries: Any = Prefetch("progress_entries", marked, to_attr="reported_entries")
    measures = folder.measures.begun().prefetch_related(entries)
    return _numbered(
        HEADING_MEASURES,
        report.lead_measures,
        [
            Item(outcome_of(measure, measure.reported_entries), sentence(measure.title))
            for measure in measures
        ],
    )


def outcome_of(measure: Measure, reported_entries: Iterable[ProgressEntry]) -> str:
    """What the report says of a measure: its outcome, or the progress marked for the report, or its description."""
    if measure.outcome:
        return sentence(measure.outcome)
    told = "".join(sentence(entry.text) for entry in reported_entries)
    return told or sentence(measure.description)


def _plans(folder: Rectification, report: Report) -> Section | None:
    items = [Item(sentence(plan.text), sentence(plan.title)) for plan in folder.followupplans.still_ahead()]
    return _numbered(HEADING_PLANS, report.lead_plans, items)


def _numbered(heading: str, lead: str, items: list[Item]) -> Section | None:
    if not items:
        return None
    return Section(heading, paragraphs(lead), tuple(items), ItemStyle.ARABIC)
