"""One folder of the demo, written through the services by the people whose work it is."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone

from accounts.models import User
from branches.choices import Stage
from branches.demo import oversight
from branches.demo.people import County, Place
from branches.demo.pictures import drawn
from branches.models import Campaign, Criterion, Measure, Problem, Rectification
from branches.services import (
    annual,
    branches,
    causes,
    comments,
    decisions,
    evidence,
    measures,
    plans,
    problems,
    rectifications,
    task_force,
)

LONG_TERM_WORDS = "需要长期坚持，纳入日常管理。"
CONFIRMED_AFTER = 5
SUBMITTED_BEFORE = 5
APPLIED_BEFORE = 10
CONSOLIDATED_AFTER = 7
ARCHIVED_AFTER = 120


class Case:
    """Loads one entry of a township's file."""

    def __init__(self, entry: dict[str, Any], place: Place, county: County, campaign: Campaign) -> None:
        self.entry, self.place, self.county, self.campaign = entry, place, county, campaign
        self.day = county.day
        self.criteria = {criterion.number: criterion for criterion in campaign.criteria.all()}

    def load(self) -> Rectification:
        self.folder = self._open()
        self.problems: list[Problem] = []
        self.measures = written = self._write(self.entry)
        if told := self.entry.get("annual"):
            self._answer(told)
        for title, text in self.entry.get("plans", ()):
            plans.add(rectification=self.folder, by=self.place.clerk, title=title, text=text)
        if self.entry["stage"] != Stage.PROPOSED:
            self._step("confirm", self.county.supervisor, self.entry["determined"] + CONFIRMED_AFTER)
            self._work(self.entry, written)
            self._finish()
        self.folder.refresh_from_db()
        return self.folder

    def supervise(self, told: dict[str, Any]) -> None:
        """Issue the notice that ``told`` tells of; the loader takes all notices of the county by their day."""
        number = told["measure"]
        measure = self.measures[number - 1] if number else None
        oversight.supervise(self.folder, measure, told, self.place, self.county)

    def _write(self, part: dict[str, Any]) -> list[Measure]:
        """Problems, causes and measures of the entry, or of the second round after a failed acceptance."""
        self.problems += [self._problem(entry) for entry in part["problems"]]
        for entry in part["causes"]:
            causes.add(
                rectification=self.folder,
                by=self.place.clerk,
                text=entry["text"],
                problems=self._linked(entry),
            )
        return [self._measure(entry) for entry in part["measures"]]

    def _open(self) -> Rectification:
        entry = self.entry
        branch = branches.add(
            township=self.place.organisation, by=self.place.clerk, **_branch_values(entry["branch"])
        )
        failed = entry.get("failed")
        due = failed["applied"] + APPLIED_BEFORE if failed else entry["deadline"]
        folder = rectifications.open_folder(
            branch=branch, campaign=self.campaign, by=self.place.clerk, determined_on=self.day(entry["determined"]),
            due_on=self.day(due), goal=entry.get("goal", ""),
            criteria=[self._criterion(number) for number in entry["criteria"]],
        )  # fmt: skip
        for kind, unit, post, name in entry.get("force", ()):
            task_force.add(
                rectification=folder, by=self.place.clerk, kind=kind, unit=unit, post=post, name=name
            )
        return folder

    def _answer(self, told: dict[str, Any]) -> None:
        annual.record(
            rectification=self.folder, by=self.place.clerk, secretary_state=told["secretary"],
            secretary_training=told["training"], drives=told["drives"], cases=told["cases"],
        )  # fmt: skip

    def _problem(self, entry: dict[str, Any]) -> Problem:
        return problems.add(
            rectification=self.folder, by=self.place.clerk, text=entry["text"], responsible=entry["post"],
            criterion=self._criterion(entry["criterion"]), found_on=self.day(entry["found"]), **self._deadline(entry),
        )  # fmt: skip

    def _measure(self, entry: dict[str, Any]) -> Measure:
        return measures.add(
            rectification=self.folder, by=self.place.clerk, title=entry["title"], description=entry["what"],
            responsible=entry["post"], starts_on=self.day(entry["start"]), outcome=entry.get("outcome", ""),
            problems=self._linked(entry), **self._deadline(entry),
        )  # fmt: skip

    def _work(self, part: dict[str, Any], written: list[Measure]) -> None:
        for measure, entry in zip(written, part["measures"], strict=True):
            for offset, percent, text in entry.get("log", ()):
                measures.log_progress(
                    measure=measure,
                    by=self.place.clerk,
                    text=text,
                    percent=percent,
                    happened_on=self.day(offset),
                )
            self._show(measure, entry)
            self._say(entry, measure=measure)
        newest = self.problems[-len(part["problems"]) :]
        for problem, entry in zip(newest, part["problems"], strict=True):
            self._settle(problem, entry)
            self._say(entry, problem=problem)

    def _show(self, measure: Measure, entry: dict[str, Any]) -> None:
        """Pictures are kept with the newest progress."""
        for number, caption in entry.get("photos", ()):
            evidence.attach(
                entry=measure.progress_entries.first(),
                files=[drawn(number)],
                caption=caption,
                by=self.place.clerk,
            )

    def _say(self, entry: dict[str, Any], **about: Any) -> None:
        people = {
            "clerk": self.place.clerk,
            "reviewer": self.place.reviewer,
            "supervisor": self.county.supervisor,
        }
        for who, text in entry.get("said", ()):
            comments.add(text=text, by=people[who], **about)

    def _settle(self, problem: Problem, entry: dict[str, Any]) -> None:
        reviewer, supervisor = self.place.reviewer, self.county.supervisor
        if sent_back := entry.get("sent_back"):
            self._step("submit", reviewer, sent_back[0] - SUBMITTED_BEFORE, problem)
            self._step("send_back", supervisor, sent_back[0], problem, comment=sent_back[1])
        if "submitted" in entry:
            self._step("submit", reviewer, entry["submitted"], problem)
        if "close" in entry:
            self._step("submit", reviewer, entry["close"] - SUBMITTED_BEFORE, problem)
            self._step("sign_off", supervisor, entry["close"], problem)
        if "long_term" in entry:
            self._step("keep_long_term", supervisor, entry["long_term"], problem, comment=LONG_TERM_WORDS)

    def _finish(self) -> None:
        entry, reviewer, supervisor = self.entry, self.place.reviewer, self.county.supervisor
        if failed := entry.get("failed"):
            self._step("apply", reviewer, failed["applied"])
            oversight.accept(self.folder, failed, self.county, self.day(entry["deadline"]))
            self._work(failed, self._write(failed))
        if "applied" in entry:
            self._step("apply", reviewer, entry["applied"])
        if entered := entry.get("entered"):
            oversight.visit(self.folder, entered, self.county)
        if accepted := entry.get("accepted"):
            self._step("apply", reviewer, accepted["on"] - APPLIED_BEFORE)
            oversight.accept(self.folder, accepted, self.county)
            self._consolidate(accepted["on"], supervisor)

    def _consolidate(self, accepted: int, supervisor: User) -> None:
        if self.entry["stage"] in {Stage.CONSOLIDATING, Stage.ARCHIVED}:
            self._step("consolidate", supervisor, accepted + CONSOLIDATED_AFTER)
        oversight.look_back(self.folder, self.entry, self.county)
        if self.entry["stage"] == Stage.ARCHIVED:
            self._step("archive", supervisor, accepted + ARCHIVED_AFTER)

    def _step(self, step: str, by: User, offset: int, problem: Problem | None = None, **values: Any) -> None:
        decisions.take_step(
            rectification=self.folder,
            problem=problem,
            step=step,
            by=by,
            decided_on=self.day(offset),
            **values,
        )

    def _criterion(self, number: int) -> Criterion:
        if number not in self.criteria:
            raise LookupError(f"no criterion {number}")
        return self.criteria[number]

    def _linked(self, entry: dict[str, Any]) -> list[Problem]:
        return [self.problems[number - 1] for number in entry["for"]]

    def _deadline(self, entry: dict[str, Any]) -> dict[str, Any]:
        if "phrase" in entry:
            return {"deadline": entry["phrase"]}
        return {"due_on": self.day(entry["due"])}


def _branch_values(entry: dict[str, Any]) -> dict[str, Any]:
    values = {key: entry[key] for key in ("name", "kind", "secretary")}
    return {**values, "member_count": entry["members"]}


def date_activity(folder: Rectification) -> None:
    """Say that the last thing happened when its entry says it did, not at the moment of loading."""
    days = [
        *folder.progress_entries.values_list("happened_on", flat=True),
        *folder.decisions.values_list("decided_on", flat=True),
        folder.determined_on,
    ]
    noon = dt.datetime.combine(max(days), dt.time(12), tzinfo=timezone.get_current_timezone())
    Rectification.objects.filter(pk=folder.pk).update(last_activity_at=noon)
