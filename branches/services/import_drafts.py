"""The records of a ledger as rows that are not saved yet, checked by the same rules as those typed in the browser."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from branches.ledgers import vocabulary
from branches.ledgers.records import Finding, Spot
from branches.models import (
    Branch,
    Campaign,
    Cause,
    FollowUpPlan,
    Measure,
    Problem,
    ProgressEntry,
    Rectification,
    TaskForceMember,
)
from branches.selectors.import_news import agree
from branches.selectors.import_plans import Change, FolderPlan
from branches.services import folder_parts, problems

MODELS: dict[str, type[Any]] = {
    "problem": Problem,
    "cause": Cause,
    "measure": Measure,
    "plan": FollowUpPlan,
    "member": TaskForceMember,
}
# Which column of a ledger a field of a model is told in.
COLUMNS = {
    "text": {"problem": "problem", "cause": "cause", "plan": "plan"},
    "title": {"measure": "measure", "plan": "plan", "problem": "problem_title", "cause": "cause"},
    "description": {"measure": "measure"},
    "due_on": {"problem": "deadline", "measure": "deadline"},
}


def draft(plan: FolderPlan, campaign: Campaign) -> None:
    """Draft all that ``plan`` changes and note what the rules have against it."""
    if plan.township is None or not plan.record.name:
        return
    _draft_branch(plan)
    _draft_folder(plan, campaign)
    if plan.folder and (reason := folder_parts.frozen_reason(plan.folder)) and _writes(plan):
        plan.refuse(_all_spots(plan), "branch", plan.record.name, reason)
        return
    folder = plan.folder or _unsaved_folder(plan, campaign)
    for change in plan.changes:
        if change.noun in MODELS:
            _draft_part(plan, change, folder)


def _writes(plan: FolderPlan) -> bool:
    return any(change.target is None or change.values or change.differences for change in plan.changes)


def _all_spots(plan: FolderPlan) -> list[Spot]:
    return sorted({spot for change in plan.changes for spot in change.record.spots})


def _draft_branch(plan: FolderPlan) -> None:
    record, branch = plan.record, plan.branch
    told: dict[str, Any] = {
        "kind": record.kind, "secretary": record.secretary, "member_count": record.member_count,
    }  # fmt: skip
    values = {name: value for name, value in told.items() if value not in {None, ""}}
    change = Change("branch", record, branch, values)
    if branch is None:
        values |= {"name": record.name, "kind": record.kind or vocabulary.kind_by_name(record.name)}
        township = plan.township
        checked = Branch(city=township.city, county=township.county, township=township, **values)  # type: ignore[union-attr]
    else:
        change.values = {
            name: value for name, value in values.items() if not agree(getattr(branch, name), value, name)
        }
        for name, value in change.values.items():
            change.differences.append((label(branch, name), str(getattr(branch, name) or ""), str(value)))
        checked = Branch(**{field.attname: getattr(branch, field.attname) for field in branch._meta.fields})
        for name, value in change.values.items():
            setattr(checked, name, value)
    plan.changes.append(change)
    _check(plan, change, lambda: checked.clean_fields(exclude={"city", "county", "township"}))


def _draft_folder(plan: FolderPlan, campaign: Campaign) -> None:
    record, folder = plan.record, plan.folder
    values: dict[str, Any] = {"goal": record.goal, "determined_on": record.determined_on}
    change = Change("folder", record, folder, {name: value for name, value in values.items() if value})
    known = folder.extra if folder else {}
    news = plan.extra
    if folder:
        change.values = {
            name: value for name, value in change.values.items() if not agree(getattr(folder, name), value)
        }
        for name, value in change.values.items():
            change.differences.append((label(folder, name), str(getattr(folder, name) or ""), str(value)))
        change.differences += [(heading, known.get(heading, ""), text) for heading, text in news.items()]
    if news:
        change.values["extra"] = {**known, **news}
    there = {criterion.number for criterion in folder.criteria.all()} if folder else set()
    if more := [number for number in record.criteria if number not in there]:
        change.values["criteria"] = sorted({*there, *more})
        if folder:
            before, after = ("、".join(map(str, sorted(numbers))) for numbers in (there, {*there, *more}))
            change.differences.append((label(folder, "criteria"), before, after))
    plan.changes.append(change)
    if not folder:
        _check(plan, change, lambda: _check_folder(_unsaved_folder(plan, campaign)))


def _check_folder(folder: Rectification) -> None:
    folder.clean_fields(exclude={"city", "county", "township", "branch", "campaign"})


def _unsaved_folder(plan: FolderPlan, campaign: Campaign) -> Rectification:
    township = plan.township
    return Rectification(
        campaign=campaign,
        goal=plan.record.goal,
        determined_on=plan.record.determined_on or campaign.starts_on,
        city=township.city,  # type: ignore[union-attr]
        county=township.county,  # type: ignore[union-attr]
        township=township,
    )


def _draft_part(plan: FolderPlan, change: Change, folder: Rectification) -> None:
    if change.target is not None:
        _check_change(plan, change, folder)
        return
    part = MODELS[change.noun]()
    _check(plan, change, lambda: fill_new(part, change, folder))


BEGUN = {"problem": "found_on", "measure": "starts_on"}
"""The day on which each is said to have begun."""


def fill_new(part: Any, change: Change, folder: Rectification) -> None:
    """Give a new part its values and those that follow from them, and check it."""
    values = {name: value for name, value in change.values.items() if name != "log"}
    if change.noun in {"problem", "cause"}:
        values = folder_parts.labelled(values)
    if hasattr(part, "number"):
        part.number = part.number or 1
    folder_parts.fill(part, folder, values)
    if (begun := BEGUN.get(change.noun)) and begun not in values:
        # Nobody said when: with the folder, but what was due before that had begun by then.
        setattr(part, begun, min(folder.determined_on, part.due_on or folder.determined_on))
    folder_parts.check_alone(part)
    if log := change.values.get("log"):
        check_log(log)


def check_log(log: dict[str, Any]) -> None:
    if not log["text"]:
        return  # It is worded when it is written.
    try:
        others = {field.name for field in ProgressEntry._meta.fields} - {"text"}
        ProgressEntry(text=log["text"]).clean_fields(exclude=others)
    except ValidationError as error:
        raise ValidationError({"progress": error.messages}) from error


def _check_change(plan: FolderPlan, change: Change, folder: Rectification) -> None:
    if not change.values and not change.differences:
        return
    target = change.target
    if isinstance(target, Problem) and set(change.values) != {"extra"}:
        try:
            problems.check_unsettled(target)
        except PermissionDenied as denied:
            plan.refuse(change.record.spots[:1], "problem", target.title, str(denied))
            return
    copy = type(target)(**{field.attname: getattr(target, field.attname) for field in target._meta.fields})
    values = {name: value for name, value in change.values.items() if name != "log"}
    _check(plan, change, lambda: _fill_and_check(copy, folder, values, change))


def _fill_and_check(copy: Any, folder: Rectification, values: dict[str, Any], change: Change) -> None:
    folder_parts.fill(copy, folder, values)
    folder_parts.check_alone(copy)
    if log := change.values.get("log"):
        check_log(log)


def _check(plan: FolderPlan, change: Change, rules: Any) -> None:
    """Run ``rules``; what they refuse is noted with the first row that tells of it."""
    try:
        rules()
    except ValidationError as error:
        for name, messages in error.message_dict.items():
            column = COLUMNS.get(name, {}).get(change.noun, name)
            value = str(change.values.get(name) or change.values.get("deadline") or "")
            plan.refuse(change.record.spots[:1], column, value[:120], " ".join(messages))


def refuse_rows(plan: FolderPlan, refused: set[Spot]) -> None:
    """Leave out what begins in a refused row, and what hangs on something left out; the rows of these too."""
    refused |= {finding.spot for finding in plan.findings}
    again = True
    while again:
        again = False
        for change in plan.changes:
            if change.refused or change.noun in {"branch", "folder"}:
                continue
            first = change.record.spots[0]
            missing = [link for link in change.links if link.refused]
            if first in refused or (missing and len(missing) == len(change.links)):
                change.refused = again = True
                if first not in refused:
                    refused.add(first)
                    at = missing[0].record.spots[0].row
                    plan.findings.append(
                        Finding(
                            "error",
                            first,
                            "problem",
                            "",
                            _("The problem that it belongs to, in row %(row)s, is refused.") % {"row": at},
                        )
                    )
    written = [
        change for change in plan.changes if change.noun not in {"branch", "folder"} and not change.refused
    ]
    if not written and not set(plan.record.spots) - refused:
        for change in plan.changes:
            change.refused = True


def label(record: Any, name: str) -> str:
    return str(record._meta.get_field(name).verbose_name)
