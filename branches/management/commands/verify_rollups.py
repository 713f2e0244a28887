from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from branches.services import rollups


class Command(BaseCommand):
    help = "Compare the counters on the folders with what they count."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--repair", action="store_true", help="write the right counters")

    def handle(self, *args: Any, repair: bool, **options: Any) -> None:
        found = rollups.wrong_folders(repair=repair)
        for folder, name, kept, counted in found:
            self.stdout.write(f"folder {folder}: {name} is {kept}, counted {counted}")
        if found and not repair:
            raise CommandError(f"{len(found)} counters are wrong; --repair mends them.")
        self.stdout.write(f"{len(found)} counters mended." if repair else "All counters are right.")
