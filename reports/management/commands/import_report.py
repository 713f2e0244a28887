from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from accounts.choices import Role
from accounts.models import User
from branches.models import Branch, Campaign, Rectification
from branches.selectors import campaigns
from reports.reading import LISTED, Reading, read
from reports.reading.exceptions import UnreadableReport
from reports.reading.files import text_of
from reports.services import report_imports


class Command(BaseCommand):
    help = (
        "Read a work report (.txt, .docx, .doc) and enter what it tells into the folder of a branch: the one of the "
        "running campaign, opened if there is none. With --dry-run say what was found and write nothing."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--branch", help="the branch that it is about; read from the text unless given")
        parser.add_argument(
            "--by", help="the username in whose name it is entered; the township's only clerk if not given"
        )
        parser.add_argument("--dry-run", action="store_true", help="read only, write nothing")
        parser.add_argument("--json", action="store_true", help="print all that was read as one JSON object")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        try:
            text = text_of(file)
        except UnreadableReport as error:
            raise CommandError(str(error)) from error
        reading = read(text)
        if options["json"]:
            self.stdout.write(json.dumps(reading.as_json(), ensure_ascii=False, indent=2))
        elif options["dry_run"]:
            self.stdout.write(summary(reading))
        if not options["dry_run"]:
            told = enter(text, file.name, options["branch"], options["by"])
            (self.stderr if options["json"] else self.stdout).write(told)


def summary(reading: Reading) -> str:
    """One line a field, for a person."""
    counts = [f"{role}: {len(reading.items[role])}" for role in LISTED]
    return "\n".join([reading.title or "(no title)", *counts, f"unassigned: {len(reading.unassigned)}"])


@transaction.atomic
def enter(text: str, source: str, branch_name: str | None, username: str | None) -> str:
    """Enter it and answer what was entered. Raises ``CommandError``; then nothing is written."""
    branch = _branch(text, branch_name)
    by = _clerk(branch, username)
    campaign = campaigns.chosen(campaigns.visible(by), None)
    folder = Rectification.objects.visible_to(by).filter(branch=branch, campaign=campaign).first()
    try:
        found = report_imports.start(text=text, source=source, by=by)
        entered = report_imports.commit(
            report_import=found, by=by, rectification=folder, campaign=_known(campaign), branch=branch
        )
    except (ValidationError, PermissionDenied) as error:
        raise CommandError(" ".join(getattr(error, "messages", [str(error)]))) from error
    counts = ", ".join(f"{place}: {count}" for place, count in entered.counts.items()) or "nothing new"
    where = f"folder {entered.report.rectification_id}, report {entered.report.pk}"
    return f"{where}; {counts}; there already: {entered.present}"


def _branch(text: str, name: str | None) -> Branch:
    named = Branch.objects.filter(name=name) if name else Branch.objects.filter(is_active=True)
    found = [branch for branch in named if name or branch.name in text]
    longest = max((len(branch.name) for branch in found), default=0)
    found = [branch for branch in found if len(branch.name) == longest]
    if len(found) != 1:
        reason = f"no branch is called {name}" if name else "the text names no branch of the register"
        raise CommandError(f"{reason if not found else 'several branches are called so'}; say --branch NAME.")
    return found[0]


def _clerk(branch: Branch, username: str | None) -> User:
    people = User.objects.filter(is_active=True).select_related("organisation")
    if username:
        found = list(people.filter(username=username))
    else:
        found = list(people.filter(role=Role.STAFF, organisation=branch.township_id))
    if len(found) != 1:
        raise CommandError("Say in whose name it is entered: --by USERNAME.")
    return found[0]


def _known(campaign: Campaign | None) -> Campaign:
    if campaign is None:
        raise CommandError("There is no campaign yet.")
    return campaign
