"""A county filled at random through the services, the same for the same seed."""

import datetime as dt
import random

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from branches.models import Measure, Problem, Rectification
from branches.services import decisions
from tests.branches.reading import days
from tests.factories import log, make_folder, make_measure, make_problem, make_user

PROBLEM_STEPS = ("submit", "sign_off", "send_back", "keep_long_term", "reopen", "start")
FOLDER_STEPS = ("confirm", "apply", "accept", "fail", "consolidate")


def fill(townships, seed, folders=6, campaign=None):
    """Folders at every stage in ``townships``, with problems of several criteria and measures late, silent and done."""
    chance = random.Random(seed)  # noqa: S311  (a county, not a secret)
    for _ in range(folders):
        township = chance.choice(townships)
        folder = make_folder(township=township, campaign=campaign, determined_on=days(-200))
        criteria = [None, *folder.campaign.criteria.all()[:3]]
        for _ in range(chance.randint(0, 4)):
            problem = make_problem(
                folder, criterion=chance.choice(criteria), found_on=days(-chance.randint(1, 190))
            )
            for _ in range(chance.randint(0, 2)):
                measure(folder, problem, chance)
        for _ in range(chance.randint(0, 12)):
            step(folder, chance)


def measure(folder, problem, chance):
    due = chance.choice([None, days(chance.randint(-30, 30))])
    made = make_measure(
        folder, [problem], starts_on=days(-chance.randint(40, 150)), due_on=due, outcome="成效。",
        long_term=chance.random() < 0.2,
    )  # fmt: skip
    for percent in chance.choice([(), (30,), (100,), (60, 100)]):
        log(made, percent=percent, happened_on=days(-chance.randint(0, 60)))


def step(folder, chance):
    """Some step that may not be possible now, taken by whoever may take it, on a day of the last weeks."""
    folder = Rectification.objects.get(pk=folder.pk)
    problems = list(Problem.objects.filter(rectification=folder))
    problem = chance.choice([None, *problems * 3])
    name = chance.choice(PROBLEM_STEPS if problem else FOLDER_STEPS)
    role = {"submit": "reviewer", "apply": "reviewer", "start": "staff"}.get(name, "supervisor")
    place = folder.county if role == "supervisor" else folder.township
    try:
        decisions.take_step(
            step=name, by=make_user(role, place), problem=problem, rectification=folder, comment="属实。",
            decided_on=days(-chance.randint(0, 20)), new_due_on=days(60),
        )  # fmt: skip
    except (PermissionDenied, ValidationError):
        return


def counted(user, **where):
    """The figures by plain counting, without counters: what the page must agree with."""
    today = timezone.localdate()
    folders = Rectification.objects.visible_to(user).filter(**where)
    problems = Problem.objects.visible_to(user).filter(**where)
    open_ = Measure.objects.visible_to(user).filter(
        percent__lt=100, rectification__stage__in=("proposed", "rectifying"), **where
    )
    heard = today - dt.timedelta(days=30)
    quiet = open_.filter(last_progress_on__lt=heard) | open_.filter(
        last_progress_on=None, starts_on__lt=heard
    )
    month = {"found_on__year": today.year, "found_on__month": today.month}
    closed = problems.filter(status="closed")
    return {
        "listed": folders.count(),
        "accepted": folders.exclude(stage__in=("proposed", "rectifying", "acceptance")).count(),
        "problems": problems.count(),
        "closed": closed.count(),
        "long_term": problems.filter(status="long_term").count(),
        "found": problems.filter(**month).count(),
        "signed_off": closed.filter(closed_on__year=today.year, closed_on__month=today.month).count(),
        "overdue": open_.filter(due_on__lt=today, long_term=False).count(),
        "quiet": quiet.count(),
    }
