"""What tests begin from, made through the same services as in real life."""

from __future__ import annotations

import datetime as dt
import itertools
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from accounts.choices import Level
from accounts.models import Organisation, User
from accounts.services import organisations
from branches.choices import JobState, LedgerKind
from branches.evidence_files import check
from branches.models import (
    Acceptance,
    Branch,
    Campaign,
    Cause,
    Comment,
    Evidence,
    FollowUpPlan,
    Job,
    Measure,
    NoticeReply,
    Problem,
    ProgressEntry,
    Rectification,
    SavedView,
    SupervisionNotice,
)
from branches.selectors import schemes
from branches.services import (
    acceptances,
    branches,
    campaigns,
    causes,
    comments,
    decisions,
    evidence,
    measures,
    notices,
    plans,
    problems,
    rectifications,
    saved_views,
)
from reports.models import Report, ReportTemplate
from reports.models.templates import built_in
from reports.services import decisions as report_decisions
from reports.services import drafts, templates
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


def keep(home: ProgressEntry | Measure | Problem, **values: Any) -> Evidence:
    """A photo kept with ``home``; ``content`` for another one."""
    name = "entry" if isinstance(home, ProgressEntry) else home._meta.model_name
    files = [check(upload(content=values.pop("content", None)))]
    return evidence.attach(**{str(name): home}, files=files, by=writer(home.rectification), **values)[0]


def comment(by: User | None = None, text: str = "请补充说明。", **home: Any) -> Comment:
    """A comment on ``problem=`` or ``measure=``, by the clerk of the place unless somebody else is given."""
    (subject,) = home.values()
    return comments.add(text=text, by=by or writer(subject.rectification), **home)


def log(measure: Measure, **values: Any) -> ProgressEntry:
    values = {"text": "召开会议一次。", "percent": 50, "happened_on": timezone.localdate()} | values
    return measures.log_progress(measure=measure, by=writer(measure.rectification), **values)


def make_template(county: Organisation, **words: str) -> ReportTemplate:
    """The next version of the county's words for a work report."""
    given = {**built_in("work_report").words, "closing": f"特此汇报（{next(_numbers)}）。", **words}
    by = make_user("supervisor", county)
    return templates.publish(kind="work_report", organisation=county, by=by, **given)


def make_notice(folder: Rectification, **values: Any) -> SupervisionNotice:
    """Issued by the county's supervisor, to be replied to within a week."""
    week = timezone.localdate() + dt.timedelta(days=7)
    values = {"text": "请说明原因并报送推进情况。", "due_on": week} | values
    values.setdefault("by", make_user("supervisor", folder.county))
    return notices.issue(rectification=folder, **values)


def reply(notice: SupervisionNotice, **values: Any) -> NoticeReply:
    values = {"text": "已推进。", "by": writer(notice.rectification)} | values
    return notices.reply(notice=notice, **values)


def signer(folder: Rectification) -> User:
    """The second supervisor of the county."""
    return make_user("supervisor", folder.county, f"signer-{folder.county_id}")


def apply(folder: Rectification, **values: Any) -> Rectification:
    """``folder`` confirmed, with a problem that is signed off, and acceptance applied for."""
    supervisor, reviewer = make_user("supervisor", folder.county), make_user("reviewer", folder.township)
    folder.refresh_from_db()
    if folder.stage == "proposed":
        problem = make_problem(folder)
        log(make_measure(folder, [problem], outcome="成效明显。"), percent=100)
        decisions.take_step(rectification=folder, step="confirm", by=supervisor)
        decisions.take_step(problem=problem, step="submit", by=reviewer)
        decisions.take_step(problem=problem, step="sign_off", by=supervisor)
    decisions.take_step(rectification=folder, step="apply", by=reviewer, **values)
    folder.refresh_from_db()
    return folder


def marks(folder: Rectification, share: str = "0.8") -> dict[int, Decimal]:
    """That share of the full marks for each item of the scheme in force."""
    items = schemes.in_force(folder.campaign).items.all()
    return {item.pk: (item.full_marks * Decimal(share)).quantize(Decimal("0.1")) for item in items}


def make_acceptance(folder: Rectification, share: str = "0.8", **values: Any) -> Acceptance:
    """Entered by the county's supervisor; with ``share`` below 0.7 it has failed."""
    survey = {"issued": 30, "returned": 28, "satisfied": 20, "fairly": 6, "dissatisfied": 2}
    values = (
        {"held_on": timezone.localdate(), "text": "整改到位。", "marks": marks(folder, share)}
        | survey
        | values
    )
    values.setdefault("by", make_user("supervisor", folder.county))
    return acceptances.enter(rectification=folder, **values)


def accept(folder: Rectification, **values: Any) -> Acceptance:
    """The folder, at the stage of acceptance, accepted and closed."""
    return acceptances.sign(acceptance=make_acceptance(folder), by=signer(folder), **values)


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


def make_report(folder: Rectification, *steps: str, **values: Any) -> Report:
    """A report of ``folder``, which has a problem then; led on by ``steps`` (submit, approve, issue)."""
    if not folder.problems.exists():
        make_problem(folder)
    report = drafts.start(rectification=folder, by=writer(folder), **values)
    return lead(report, writer(folder), make_user("reviewer", folder.township), *steps)


def make_summary(campaign: Campaign, *steps: str, place: Organisation | None = None, **values: Any) -> Report:
    """A summary of ``campaign``, which has a folder then, by its county or another ``place`` above a township."""
    place = place or campaign.organisation
    if not Rectification.objects.within(place).filter(campaign=campaign).exists():
        make_problem(make_folder(township=place.children.first(), campaign=campaign))
    first, second = (make_user("supervisor", place, name) for name in (None, f"second-{place.pk}"))
    report = drafts.sum_up(campaign=campaign, by=first, **values)
    return lead(report, first, second, *steps)


def lead(report: Report, writer: User, approver: User, *steps: str) -> Report:
    for step in steps:
        by = approver if step == "approve" else writer
        report_decisions.take_step(report=report, step=step, by=by)
    report.refresh_from_db()
    return report


ISSUED = ("submit", "approve", "issue")
