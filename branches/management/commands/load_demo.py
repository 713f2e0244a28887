from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.models import Organisation, User
from branches.demo.loading import load
from branches.demo.people import PASSWORD

SHOWN = ("clerk", "reviewer", "supervisor", "city", "auditor", "admin", "operator")


class Command(BaseCommand):
    help = "Load an invented county into an empty database. Refuses in production settings."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--if-empty", action="store_true", help="do nothing where there is data already")

    def handle(self, *args: Any, if_empty: bool, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("These settings do not allow invented data (DEMO is off).")
        if not (Organisation.objects.exists() or User.objects.exists()):
            load()
        elif not if_empty:
            raise CommandError("There is data already; invented data goes into an empty database only.")
        self._print_accounts()

    def _print_accounts(self) -> None:
        """Who can be tried out: shown at every start, as long as the demo's password still holds."""
        people = {user.username: user for user in User.objects.filter(username__in=SHOWN)}
        if "clerk" in people and people["clerk"].check_password(PASSWORD):
            for username in SHOWN:
                user = people[username]
                place = user.organisation.name if user.organisation else "—"
                self.stdout.write(f"  {username:<11} {PASSWORD}   {user.get_role_display()} · {place}")
