from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from reports.selectors import integrity


class Command(BaseCommand):
    help = "Check every issued report: the fixed text and the kept PDF and Word file against their SHA-256."

    def handle(self, *args: Any, **options: Any) -> None:
        wrong = 0
        for report, fault in integrity.faults():
            wrong += 1
            self.stdout.write(f"report {report.pk} ({report.numbered}): {fault}")
        if wrong:
            raise CommandError(f"{wrong} faults; restore what is named above from the backup.")
        self.stdout.write(f"{integrity.issued().count()} issued reports are as they were issued.")
