from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from reports.reading import LISTED, Reading, read
from reports.reading.exceptions import UnreadableReport
from reports.reading.files import text_of


class Command(BaseCommand):
    help = "Read a work report (.txt, .docx, .doc) and say what was found in it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", required=True, help="read only, write nothing")
        parser.add_argument("--json", action="store_true", help="print all that was read as one JSON object")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        try:
            reading = read(text_of(file))
        except UnreadableReport as error:
            raise CommandError(str(error)) from error
        if options["json"]:
            self.stdout.write(json.dumps(reading.as_json(), ensure_ascii=False, indent=2))
        else:
            self.stdout.write(summary(reading))


def summary(reading: Reading) -> str:
    """One line a field, for a person."""
    counts = [f"{role}: {len(reading.items[role])}" for role in LISTED]
    return "\n".join([reading.title or "(no title)", *counts, f"unassigned: {len(reading.unassigned)}"])
