"""A checked ledger → rows: one lock and one count a folder, new parts many at a time, all in the writer's name.

What is new is checked by the same rules (``import_drafts``) and entered in the trail like what is typed; only the
statements are fewer. What changes takes the usual road row by row.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import access
from accounts.access import Verb
from accounts.models import User
from accounts.services import audit
from branches.choices import ProblemStatus
from branches.models import (
    Campaign,
    Cause,
    Criterion,
    Decision,
    ImportedRecord,
    LedgerImport,
    Measure,
    Problem,
    ProgressEntry,
    Rectification,
)
from branches.models.measures import DONE
from branches.selectors.import_plans import Change, FolderPlan, begun
from branches.services import (
    branches,
    decisions,
    folder_parts,
    import_drafts,
    measures,
    problems,
    rectifications,
    rollups,
    search,
)

BATCH = 500


@dataclass(slots=True)
class Writer:
    """Writes plans for ``ledger``; ``written`` says what, so that it can be undone."""

    ledger: LedgerImport
    campaign: Campaign
    by: User
    as_of: dt.date
    written: list[ImportedRecord] = field(default_factory=list)
    criteria: dict[int, Criterion] = field(init=False)

    def __post_init__(self) -> None:
        self.criteria = {criterion.number: criterion for criterion in self.campaign.criteria.all()}

    def write(self, plan: FolderPlan) -> None:
        if not plan.changes or all(change.refused for change in plan.changes):
            return
        access.require(self.by, Verb.LOG_PROGRESS)
        plan.branch = self._branch(plan)
        opened = self._folder(plan)
        folder = folder_parts.lock_folder(opened.pk, by=self.by)
        for noun in ("problem", "cause", "measure", "plan", "member"):
            self._parts(plan, noun, folder)
        self._links(plan, "cause", Cause)
        self._links(plan, "measure", Measure)
        self._progress(plan, folder)
        self._start(plan, folder)
        rollups.refresh(folder)

    def keep(self, record: Any, before: dict[str, Any] | None = None) -> None:
        version = getattr(record, "version", None)
        self.written.append(
            ImportedRecord(
                ledger=self.ledger,
                model=record._meta.model_name,
                object_id=record.pk,
                version=version,
                before=before,
            )
        )

    def _branch(self, plan: FolderPlan) -> Any:
        change = plan.of("branch")[0]
        if plan.branch is None:
            branch = branches.add(township=plan.township, by=self.by, **change.values)  # type: ignore[arg-type]
            self.keep(branch)
            return branch
        if not change.values:
            return plan.branch
        before = snapshot(plan.branch, change.values)
        branch = branches.edit(branch=plan.branch, by=self.by, **change.values)
        self.keep(branch, before)
        return branch

    def _folder(self, plan: FolderPlan) -> Rectification:
        values = dict(plan.of("folder")[0].values)
        if "criteria" in values:
            values["criteria"] = [self.criteria[number] for number in values["criteria"]]
        if plan.folder is None:
            values.setdefault("determined_on", self.campaign.starts_on)
            folder = rectifications.open_folder(
                branch=plan.branch,  # type: ignore[arg-type]
                campaign=self.campaign,
                by=self.by,
                **values,
            )
            self.keep(folder)
            return folder
        if values:
            before = snapshot(plan.folder, values)
            edited = rectifications.edit(rectification=plan.folder, by=self.by, **values)
            self.keep(edited, before)
        return plan.folder

    def _parts(self, plan: FolderPlan, noun: str, folder: Rectification) -> None:
        new: list[tuple[Change, Any]] = []
        for change in plan.of(noun):
            if change.target is None:
                new.append((change, import_drafts.MODELS[noun]()))
            else:
                self._change(change, folder)
        _number(noun, new, folder)
        for change, part in new:
            import_drafts.fill_new(part, change, folder)
            if noun == "problem" and getattr(change.record, "criterion", None):
                part.criterion = self._criterion(change.record.criterion)  # type: ignore[attr-defined]
            if noun == "measure" and (log := change.values.get("log")):
                _stand(part, log, self._day(part))
            change.target, change.values = part, {**change.values, "new": True}
        started = begun(plan) if noun == "problem" else set()
        made = [self._begin(part, folder) for change, part in new if id(change) in started]
        self._create([part for _, part in new])
        self._create(made)

    def _begin(self, problem: Problem, folder: Rectification) -> Decision:
        return decisions.drafted_start(
            problem=problem, folder=folder, by=self.by, decided_on=timezone.localdate()
        )

    def _create(self, rows: list[Any]) -> None:
        if not rows:
            return
        type(rows[0])._default_manager.bulk_create(rows, batch_size=BATCH)
        audit.created(rows)
        search.keep_all(rows)
        for row in rows:
            self.keep(row)

    def _criterion(self, number: int) -> Any:
        return self.criteria.get(number)

    def _change(self, change: Change, folder: Rectification) -> None:
        values = {name: value for name, value in change.values.items() if name != "log"}
        if not values:
            return
        current = folder_parts.locked(change.target, None)
        if isinstance(current, Problem) and set(values) != {"extra"}:
            problems.check_unsettled(current)
        before = snapshot(current, values)
        if change.noun == "problem":
            values = folder_parts.labelled(values)
            before |= snapshot(current, values)
        folder_parts.save(current, folder, values)
        self.keep(current, before)

    def _links(self, plan: FolderPlan, noun: str, model: type[Model]) -> None:
        """Link new causes and measures to their problems in one statement, and those that are there one by one."""
        through = model._meta.get_field("problems").remote_field.through  # type: ignore[union-attr]
        rows, told = [], []
        for change in plan.of(noun):
            targets = [link.target for link in change.links if not link.refused]
            if change.values.get("new"):
                own = f"{model._meta.model_name}_id"
                rows += [through(**{own: change.target.pk, "problem_id": problem.pk}) for problem in targets]
                told.append((change.target, targets))
            else:
                self._link_more(change.target, targets)
        through._default_manager.bulk_create(rows, batch_size=BATCH)
        audit.linked("problems", told)

    def _link_more(self, part: Any, targets: list[Problem]) -> None:
        there = {problem.pk for problem in part.problems.all()}
        more = [problem for problem in targets if problem.pk not in there]
        if more:
            self.keep(part, {"problems": sorted(there)})
            part.problems.add(*more)

    def _progress(self, plan: FolderPlan, folder: Rectification) -> None:
        entries = []
        for change in plan.of("measure"):
            log = change.values.get("log")
            if not log:
                continue
            if not change.values.get("new"):
                self._log(change.target, log)
                continue
            entry = ProgressEntry(measure=change.target, author=self.by)
            folder_parts.fill(entry, folder, _entry_values(log, self._day(change.target)))
            folder_parts.check_alone(entry)
            entries.append(entry)
        self._create(entries)

    def _log(self, measure: Measure, log: dict[str, Any]) -> None:
        before = Problem.objects.filter(measures=measure, status=ProblemStatus.OPEN)
        started = [(problem, snapshot(problem, {"status": ""})) for problem in before]
        entry = measures.log_progress(measure=measure, by=self.by, **_entry_values(log, self._day(measure)))
        self.keep(entry)
        for problem, was in started:
            problem.refresh_from_db()
            self.keep(problem, was)
            self.keep(problem.decisions.first())

    def _day(self, measure: Measure) -> dt.date:
        return min(self.as_of, timezone.localdate())

    def _start(self, plan: FolderPlan, folder: Rectification) -> None:
        """Problems that were here already and of which the ledger says that work has begun leave "not started"."""
        started = begun(plan)
        for change in plan.of("problem"):
            if change.values.get("new") or id(change) not in started:
                continue
            current = Problem.objects.get(pk=change.target.pk)
            if current.status == ProblemStatus.OPEN:
                before = snapshot(current, {"status": ""})
                decision = decisions.take_step(problem=current, step="start", by=self.by)
                self.keep(Problem.objects.get(pk=current.pk), before)
                self.keep(decision)


def _number(noun: str, new: list[tuple[Change, Any]], folder: Rectification) -> None:
    """Give new parts the numbers that the ledger gives them where these are free, else those that follow."""
    if not new:
        return
    model = import_drafts.MODELS[noun]
    taken = set(model._default_manager.filter(rectification=folder).values_list("number", flat=True))
    following = count(max(taken, default=0) + 1)
    for change, part in new:
        wanted = getattr(change.record, "number", None)
        part.number = (
            wanted if wanted and wanted not in taken else next(one for one in following if one not in taken)
        )
        taken.add(part.number)


def _stand(measure: Measure, log: dict[str, Any], day: dt.date) -> None:
    """Let a new measure stand where its first entry says."""
    measure.percent, measure.last_progress_on = log["percent"], day
    measure.done_on = day if measure.percent == DONE else None


def _entry_values(log: dict[str, Any], day: dt.date) -> dict[str, Any]:
    text = log["text"]
    if not text:
        text = _("Taken over from the ledger: %(percent)s%% done.") % {"percent": log["percent"]}
    return {"text": text, "percent": log["percent"], "happened_on": day, "for_report": bool(log["text"])}


def snapshot(record: Any, names: Iterable[str]) -> dict[str, Any]:
    """What ``record`` holds now in the fields ``names``, and in those that follow from them, as JSON."""
    wanted = set(names) | ({"due_on", "long_term", "deadline"} if "deadline" in names else set())
    wanted |= {"title"} if "text" in names and hasattr(record, "title") else set()
    found: dict[str, Any] = {}
    for name in wanted:
        field = record._meta.get_field(name)
        if field.many_to_many:
            found[name] = sorted(getattr(record, name).values_list("pk", flat=True))
        else:
            value = getattr(record, field.attname)
            found[field.attname] = value.isoformat() if isinstance(value, dt.date) else value
    return found


Progress = Callable[[int, int], None]
