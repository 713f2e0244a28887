"""Pages read as people read them: the rows of a table by the heads of its columns, links by what they are."""

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from branches.services import decisions
from tests.factories import log, make_measure, make_problem, make_user

HOME, LEDGER, BRANCHES, REPORTS = (
    "branches:home",
    "branches:ledger",
    "branches:branch_list",
    "reports:report_list",
)
LISTS = [HOME, LEDGER, BRANCHES, REPORTS]


def days(number):
    """The day that many days from today."""
    return timezone.localdate() + dt.timedelta(days=number)


@dataclass
class Seen:
    """A page as it is read: its answer and its tree."""

    answer: object
    tree: object

    def all(self, name, **attributes):
        found = self.tree.iter(name)
        return [
            node
            for node in found
            if all(value in node.get(key, "").split() for key, value in attributes.items())
        ]

    def text(self, name, **attributes):
        return [words(node) for node in self.all(name, **attributes)]

    @property
    def names(self):
        """What names each row of the table."""
        return [words(node) for node in self.all("th", scope="row")]

    @property
    def columns(self):
        return self.text("th", scope="col")

    @property
    def rows(self):
        """Each row by the heads of its columns."""
        cells = [[node for node in row if node.tag in {"td", "th"}] for row in self.all("tr")[1:]]
        return [dict(zip(self.columns, map(words, row), strict=True)) for row in cells]

    def link(self, **attributes):
        """The address of the only link with these attributes, or nothing."""
        found = self.all("a", **attributes)
        assert len(found) <= 1
        return found[0].get("href") if found else None


def without_unseen(tree):
    """The tree without what a page only keeps for its scripts: templates and dialogs that are not open."""
    for parent in list(tree.iter()):
        for child in list(parent):
            if child.tag in {"template", "dialog"}:
                parent.remove(child)
    return tree


def words(node):
    return " ".join("".join(node.itertext()).split())


def empty(page):
    """The words of the empty state and where it leads."""
    box = page.all("div", **{"class": "empty"})[0]
    link = next((node.get("href") for node in box.iter("a")), None)
    return words(next(box.iter("h2"))), link


def step(name, by, problem=None, folder=None):
    decisions.take_step(step=name, by=by, problem=problem, rectification=folder, comment="属实。")


def sign_off(problem, by):
    """A problem with a finished measure, applied for by the township's reviewer and signed off by ``by``."""
    measure = make_measure(problem.rectification, [problem], outcome="已完成。")
    log(measure, percent=100)
    problem.refresh_from_db()
    step("submit", make_user("reviewer", problem.township), problem)
    problem.refresh_from_db()
    step("sign_off", by, problem)


def fill(folder):
    """One of each that a row shows."""
    criterion = folder.campaign.criteria.first()
    problem = make_problem(folder, criterion=criterion, due_on=days(3), responsible="支部书记")
    make_measure(folder, [problem], due_on=days(3))
    return problem
