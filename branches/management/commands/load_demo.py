from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.models import Organisation, User
from branches.demo.loading import load
from branches.demo.people import PASSWORD
from branches.demo.schema import TOWNSHIPS, DemoError

SHOWN = ("clerk", "reviewer", "supervisor", "leader", "city", "auditor", "admin", "operator")
FURTHER = [f"{township}.{job}" for township in TOWNSHIPS[1:] for job in ("clerk", "reviewer")]


class Command(BaseCommand):
    help = "Load an invented county into an empty database. Refuses in production settings."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--if-empty", action="store_true", help="do nothing where there is data already")

    def handle(self, *args: Any, if_empty: bool, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("These settings do not allow invented data (DEMO is off).")
        if not (Organisation.objects.exists() or User.objects.exists()):
            self._load()
        elif not if_empty:
            raise CommandError("There is data already; invented data goes into an empty database only.")
        self._print_accounts()

    def _load(self) -> None:
        try:
            load()
        except DemoError as error:
            raise CommandError(str(error)) from error

    def _print_accounts(self) -> None:
        """Who can be tried out: shown at every start, as long as the demo's password still holds."""
        people = {user.username: user for user in User.objects.filter(username__in=SHOWN)}
        if "clerk" not in people or not people["clerk"].check_password(PASSWORD):
            return
        for username in SHOWN:
            if user := people.get(username):
                place = user.organisation.name if user.organisation else "—"
                self.stdout.write(f"  {username:<11} {PASSWORD}   {user.get_role_display()} · {place}")
        self.stdout.write(f"  The other townships, same password: {', '.join(FURTHER)}")
