from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django_q.models import Schedule


class Command(BaseCommand):
    help = (
        "Enter what the worker does by itself (SCHEDULED_WORK) into its calendar. May be run at every start."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        names = [entry["name"] for entry in settings.SCHEDULED_WORK]
        Schedule.objects.exclude(name__in=names).delete()
        for entry in settings.SCHEDULED_WORK:
            Schedule.objects.update_or_create(name=entry["name"], defaults={**entry, "repeats": -1})
        self.stdout.write(f"scheduled: {', '.join(names)}")
