from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from branches.services import search


class Command(BaseCommand):
    help = "Compare what can be searched with what is written, and mend it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="compare only, write nothing")

    def handle(self, *args: Any, check: bool, **options: Any) -> None:
        total, wrong = search.rebuild(write=not check)
        if check and wrong:
            raise CommandError(
                f"{wrong} of {total} texts are not found by their words; without --check they are."
            )
        self.stdout.write(f"{total} texts, {wrong} mended.")
