"""Records and template → document tree, as the data is today. Every paragraph says where it comes from.

A report that is being prepared prints what was taken from here when it was taken (``selectors.documents``); what has
changed since is offered in its editor. A kind of report is one entry of ``COMPOSERS``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from reports.choices import ReportKind
from reports.document import Document
from reports.models import Report
from reports.selectors.branch_report import BranchReport
from reports.selectors.county_summary import Summary
from reports.selectors.plan import Plan
from reports.selectors.pointers import Origin, Warned


class Composition(Protocol):
    """What the data of today makes of a report. It is read once: words, counts and warnings agree."""

    @property
    def values(self) -> Mapping[str, str]:
        """The value of every field that a template of this kind may name (``fields.of_kind``)."""

    @property
    def document(self) -> Document:
        """All that could be printed today."""

    @property
    def origins(self) -> Mapping[str, Origin]:
        """The records by the source of the paragraphs that tell of them."""

    @property
    def gaps(self) -> Sequence[Warned]:
        """What the data lacks for such a report."""

    def counts(self, source: str) -> Mapping[str, Sequence[int]]:
        """Which numbers of problems, causes, … a paragraph of ``source`` may name; the likeliest first."""


COMPOSERS: dict[str, Callable[[Report], Composition]] = {
    ReportKind.WORK_REPORT: BranchReport,
    ReportKind.RED_HEAD: BranchReport,
    ReportKind.PLAN: Plan,
    ReportKind.COUNTY_SUMMARY: Summary,
}


def composition(report: Report) -> Composition:
    """Raises ``KeyError`` for a kind that nobody composes."""
    return COMPOSERS[report.kind](report)


def compose(report: Report) -> Document:
    """All that could be printed today."""
    return composition(report).document
