"""What a folder holds for a report of some period, read once: the words, the counts and the warnings agree."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Prefetch

from branches.choices import ProblemStatus
from branches.models import Cause, FollowUpPlan, Measure, Problem, ProgressEntry, Rectification
from reports.models import Report
from reports.numbering import written_date
from reports.periods import Period
from reports.wording import sentence

MARKED = "marked_entries"
"""Where a measure keeps its progress entries that were marked for the report, the oldest first."""


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts of the rows that a report tells of, as they stood at the end of its period."""

    problems: int
    causes: int
    measures: int
    measures_done: int
    closed: int
    long_term: int

    @property
    def in_progress(self) -> int:
        return self.problems - self.closed - self.long_term

    @property
    def closed_percent(self) -> int:
        return self.closed * 100 // self.problems if self.problems else 0

    @property
    def by_name(self) -> dict[str, tuple[int]]:
        """The counts that a sentence may name, each with the number that is true."""
        names = ("problems", "causes", "measures", "measures_done", "closed", "in_progress")
        return {name: (getattr(self, name),) for name in names}

    @property
    def sentence(self) -> str:
        """All counts in one sentence without its full stop; what is nought is left out."""
        found = _listed(
            ("共梳理问题{}个", self.problems), ("分析原因{}条", self.causes), ("制定措施{}条", self.measures)
        )
        done = _listed(
            ("已完成措施{}条", self.measures_done),
            ("已销号问题{}个", self.closed),
            ("长期坚持{}个", self.long_term),
            ("正在整改{}个", self.in_progress),
        )
        return "；".join(part for part in (found, done) if part)


def _listed(*parts: tuple[str, int]) -> str:
    return "，".join(words.format(number) for words, number in parts if number)


@dataclass(frozen=True)
class Material:
    """The parts of ``folder`` that have to do with ``period``, in the order of their numbers.

    Problems that were open at some time in it; causes of these, or of none; measures of which something happened
    in it; next steps still ahead. ``running`` are all measures that were under way in it, told of or not.
    """

    folder: Rectification
    period: Period
    problems: list[Problem]
    causes: list[Cause]
    running: list[Measure]
    plans: list[FollowUpPlan]

    @cached_property
    def measures(self) -> list[Measure]:
        """The measures that are told of."""
        return [measure for measure in self.running if _is_told(measure, self.period)]

    @cached_property
    def figures(self) -> Figures:
        return figures_of(self.problems, self.causes, self.running, self.period)

    @property
    def unserved(self) -> list[Problem]:
        """Problems that no measure serves."""
        served = {problem.pk for measure in self.running for problem in measure.problems.all()}
        return [problem for problem in self.problems if problem.pk not in served]

    def of(self, problem: Problem, parts: Iterable[Any]) -> list[Any]:
        """Those of ``parts`` that belong to ``problem``."""
        return [part for part in parts if problem in part.problems.all()]


def figures_of(
    problems: Sequence[Problem], causes: Sequence[Cause], measures: Sequence[Measure], period: Period
) -> Figures:
    ended = [problem for problem in problems if _ended(problem.closed_on, period)]
    closed = sum(problem.status == ProblemStatus.CLOSED for problem in ended)
    return Figures(
        problems=len(problems),
        causes=len(causes),
        measures=len(measures),
        measures_done=sum(_ended(measure.done_on, period) for measure in measures),
        closed=closed,
        long_term=len(ended) - closed,
    )


def folder_of(report: Report) -> Rectification:
    """Raises ``ValueError`` for a report without a folder."""
    if report.rectification is None:
        raise ValueError("This report is about no folder.")
    return report.rectification


def folder_values(report: Report, folder: Rectification, figures: Figures) -> dict[str, str]:
    """The value of every field of ``fields.FIELDS``."""
    return {
        "党组织": folder.branch.name,
        "乡镇": folder.township.name,
        "县": folder.county.name,
        "批次": folder.campaign.name,
        "年度": str(folder.campaign.year),
        "认定年月": f"{folder.determined_on.year}年{folder.determined_on.month}月",
        "认定情形": "、".join(criterion.short_label for criterion in folder.criteria.all()),
        "期间": report.span.words,
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


def material(folder: Rectification, period: Period) -> Material:
    """Seven queries, however much the folder holds."""
    entries = ProgressEntry.objects.filter(for_report=True).order_by("happened_on", "id")
    told: Any = Prefetch("progress_entries", entries, to_attr=MARKED)
    problems = [row for row in folder.problems.all() if _was_open(row.found_on, row.closed_on, period)]
    measures = folder.measures.select_related("plan").prefetch_related("problems", told)
    running = [row for row in measures if _was_open(row.starts_on, row.done_on, period)]
    causes = [
        cause for cause in folder.causes.prefetch_related("problems") if _explains(cause, problems, period)
    ]
    plans = list(folder.followupplans.still_ahead())
    return Material(folder, period, problems, causes, running, plans)


def _was_open(begun: dt.date, ended: dt.date | None, period: Period) -> bool:
    return period.has_begun(begun) and not period.is_over(ended)


def _ended(day: dt.date | None, period: Period) -> bool:
    return day is not None and period.has_begun(day)


def _explains(cause: Cause, problems: list[Problem], period: Period) -> bool:
    linked = cause.problems.all()
    return period.first is None or not linked or any(problem in problems for problem in linked)


def _is_told(measure: Measure, period: Period) -> bool:
    if period.first is None:
        return not _is_only_planned(measure)
    return bool(told(measure, period)) or (period.holds(measure.starts_on) and not _is_only_planned(measure))


def _is_only_planned(measure: Measure) -> bool:
    """Still no more than the next step it came from (``Measure.objects.begun`` says the same to the database)."""
    return hasattr(measure, "plan") and not measure.percent and not measure.outcome


def told(measure: Measure, period: Period) -> str:
    """What a report says of ``measure``: its outcome, or the progress marked for the report, or its description.

    In a period only what happened in it: an outcome counts for the period in which the measure was done, the
    description for that in which it was begun.
    """
    marked: list[ProgressEntry] = getattr(measure, MARKED)
    entries = "".join(sentence(entry.text) for entry in marked if period.holds(entry.happened_on))
    outcome = sentence(measure.outcome) if period.first is None or period.holds(measure.done_on) else ""
    description = sentence(measure.description) if period.holds(measure.starts_on) else ""
    return outcome or entries or description
