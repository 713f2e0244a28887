from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from branches.services import snapshots


class Command(BaseCommand):
    help = "Freeze the figures of the days that are over and not frozen yet, as the worker does every day."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--day", type=dt.date.fromisoformat, help="only this day, as 2026-03-31")

    def handle(self, *args: Any, day: dt.date | None, **options: Any) -> None:
        if day is None:
            self.stdout.write(f"{snapshots.keep_up()} days taken.")
            return
        try:
            number = snapshots.take(day)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(f"{day}: {number} townships taken.")
