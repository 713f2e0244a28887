from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from branches.services import digests


class Command(BaseCommand):
    help = "Make today's digest for everybody for whom something waits, and send it by e-mail where that is set up."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--day", type=dt.date.fromisoformat, help="YYYY-MM-DD; today unless given")

    def handle(self, *args: Any, day: dt.date | None, **options: Any) -> None:
        sent = digests.send_all(day)
        self.stdout.write(f"made {sent.made}, sent by e-mail {sent.emailed}, failed {sent.failed}")
