"""What tests begin from, made through the same services as in real life."""

from __future__ import annotations

import datetime as dt
import itertools
from dataclasses import dataclass
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from accounts.choices import Level
from accounts.models import Organisation, User
from accounts.services import organisations
from branches.choices import JobState, LedgerKind
from branches.evidence_files import check
from branches.models import (
    Branch,
    Campaign,
    Cause,
    Evidence,
    FollowUpPlan,
    Job,
    Measure,
    Problem,
    ProgressEntry,
    Rectification,
    SavedView,
)
from branches.services import (
    branches,
    campaigns,
    causes,
    evidence,
    measures,
    plans,
    problems,
    rectifications,
    saved_views,
)
from tests.pictures import upload

PASSWORD = "long-enough-2026"
DETERMINED = dt.date(2026, 3, 1)
_numbers = itertools.count(1)


@dataclass(frozen=True)
class Tree:
    """``township`` and ``other_township`` lie in ``county``, ``foreign_township`` in ``other_county``."""

    province: Organisation
    city: Organisation
    county: Organisation
    township: Organisation
    other_township: Organisation
    other_county: Organisation
    foreign_township: Organisation


def operator() -> User:
    """Whoever sets the installation up: no boundary, and in tests allowed to stand in for anybody else."""
    return User.objects.filter(is_superuser=True).first() or User.objects.create_superuser(
        "root", PASSWORD, name="运维"
    )


def make_organisation(name: str, level: Level, parent: Organisation | None = None) -> Organisation:
    return organisations.save(organisation=Organisation(name=name, level=level, parent=parent), by=operator())


def make_tree() -> Tree:
    province = make_organisation("某省", Level.PROVINCE)
    city = make_organisation("某市", Level.CITY, province)
    county = make_organisation("甲县", Level.COUNTY, city)
    other_county = make_organisation("乙县", Level.COUNTY, city)
    return Tree(
        province,
        city,
        county,
        make_organisation("东镇", Level.TOWNSHIP, county),
        make_organisation("西镇", Level.TOWNSHIP, county),
        other_county,
        make_organisation("北乡", Level.TOWNSHIP, other_county),
    )


def make_user(role: str, organisation: Organisation, username: str | None = None) -> User:
    """A user with ``PASSWORD``; without a name the same role in the same place is the same person."""
    username = username or f"{role}-{organisation.pk}"
    found = User.objects.filter(username=username).first()
    return found or User.objects.create_user(
        username, PASSWORD, name=username, role=role, organisation=organisation
    )


def make_campaign(county: Organisation) -> Campaign:
    """The county's campaign of 2026: one for each county, made at the first call."""
    found = Campaign.objects.filter(organisation=county).first()
    return found or campaigns.start(
        organisation=county, by=operator(), name="2026年整顿", year=2026,
        starts_on=dt.date(2026, 1, 1), ends_on=dt.date(2026, 12, 31),
    )  # fmt: skip


def make_branch(township: Organisation, **values: Any) -> Branch:
    values.setdefault("name", f"第{next(_numbers)}村党支部")
    return branches.add(township=township, by=make_user("staff", township), **values)


def make_folder(
    branch: Branch | None = None,
    campaign: Campaign | None = None,
    township: Organisation | None = None,
    **values: Any,
) -> Rectification:
    """A folder of ``branch``, or of a new branch of ``township``, at the first stage."""
    branch = branch or make_branch(township or Organisation.objects.get(name="东镇"))
    campaign = campaign or make_campaign(branch.county)
    values.setdefault("determined_on", DETERMINED)
    by = make_user("staff", branch.township)
    return rectifications.open_folder(branch=branch, campaign=campaign, by=by, **values)


def writer(folder: Rectification) -> User:
    return make_user("staff", folder.township)


def make_problem(folder: Rectification, **values: Any) -> Problem:
    values.setdefault("text", "班子不团结，内耗严重。")
    values.setdefault("found_on", DETERMINED)
    return problems.add(rectification=folder, by=writer(folder), **values)


def make_cause(folder: Rectification, problems: Any = (), **values: Any) -> Cause:
    values.setdefault("text", "制度执行不到位。")
    return causes.add(rectification=folder, by=writer(folder), problems=list(problems), **values)


def make_measure(folder: Rectification, problems: Any = (), **values: Any) -> Measure:
    values.setdefault("title", "强化队伍建设")
    values.setdefault("starts_on", DETERMINED)
    return measures.add(rectification=folder, by=writer(folder), problems=list(problems), **values)


def make_plan(folder: Rectification, **values: Any) -> FollowUpPlan:
    values.setdefault("title", "抓好建章立制")
    return plans.add(rectification=folder, by=writer(folder), **values)


def keep(entry: ProgressEntry) -> Evidence:
    """A photo kept with ``entry``."""
    return evidence.attach(entry=entry, files=[check(upload())], by=writer(entry.rectification))[0]


def log(measure: Measure, **values: Any) -> ProgressEntry:
    values = {"text": "召开会议一次。", "percent": 50, "happened_on": timezone.localdate()} | values
    return measures.log_progress(measure=measure, by=writer(measure.rectification), **values)


def make_job(owner: User) -> Job:
    """A job that has ended and left a file."""
    job = Job(kind="nothing", title="备份", owner=owner, state=JobState.DONE, finished_at=timezone.now())
    job.file.save("backup.txt", ContentFile(b"all"))
    return job


def make_view(owner: User, **values: Any) -> SavedView:
    values = {
        "kind": LedgerKind.PROBLEMS,
        "name": "逾期问题",
        "query": "due=overdue",
        "columns": ["branch"],
    } | values
    return saved_views.save_view(by=owner, **values)
