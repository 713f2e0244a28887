from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from branches.services import rollups, township_counts


class Command(BaseCommand):
    help = "Compare the counters on the folders, and the counts of the townships, with what they count."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--repair", action="store_true", help="write the right counters")

    def handle(self, *args: Any, repair: bool, **options: Any) -> None:
        folders = rollups.wrong_folders(repair=repair)
        for folder, name, kept, counted in folders:
            self.stdout.write(f"folder {folder}: {name} is {kept}, counted {counted}")
        cells = township_counts.wrong_cells(repair=repair)
        for township, campaign, cell, kept, counted in cells:
            self.stdout.write(
                f"township {township}, campaign {campaign}: {cell} is {kept}, counted {counted}"
            )
        number = len(folders) + len(cells)
        if number and not repair:
            raise CommandError(f"{number} counters are wrong; --repair mends them.")
        self.stdout.write(f"{number} counters mended." if repair else "All counters are right.")
