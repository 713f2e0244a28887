from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from branches.models import Rectification
from reports.choices import WORK_KINDS
from reports.models import Report
from reports.renderers import RENDERERS
from reports.selectors.documents import document_of, document_of_today
from reports.selectors.missing import missing_for_report
from reports.services import drafts


class Command(BaseCommand):
    help = "Write the report of a folder to a file."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=int, help="the number of the folder, as in its address")
        parser.add_argument("--format", dest="kind", choices=sorted(RENDERERS), default="pdf")
        parser.add_argument("--output", type=Path, required=True, help="the file to write")

    def handle(self, *args: Any, folder: int, kind: str, output: Path, **options: Any) -> None:
        found = (
            Rectification.objects.select_related("branch", "township", "campaign", "county")
            .filter(pk=folder)
            .first()
        )
        if found is None:
            raise CommandError(f"There is no folder {folder}.")
        if missing := missing_for_report(found):
            raise CommandError(" ".join(missing))
        report = Report.objects.filter(rectification=found, kind__in=WORK_KINDS).order_by("-id").first()
        document = document_of(report) if report else document_of_today(drafts.blank(found))
        rendered = RENDERERS[kind](document)
        try:
            output.write_bytes(rendered)
        except OSError as error:
            raise CommandError(f"{output} cannot be written: {error.strerror}") from error
        self.stdout.write(f"{output}: {len(rendered)} bytes")
