from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone
from django_q.models import Schedule


class Command(BaseCommand):
    help = (
        "Enter what the worker does by itself (SCHEDULED_WORK) into its calendar. May be run at every start."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        names = [entry["name"] for entry in settings.SCHEDULED_WORK]
        Schedule.objects.exclude(name__in=names).delete()
        for entry in settings.SCHEDULED_WORK:
            values = {**entry, "repeats": -1}
            at = values.pop("at", None)
            first = {"next_run": next_time(at)} if at else {}
            Schedule.objects.update_or_create(
                name=entry["name"], defaults=values, create_defaults=values | first
            )
        self.stdout.write(f"scheduled: {', '.join(names)}")


def next_time(at: str) -> dt.datetime:
    """The next moment at which the office's clock shows ``at`` (HH:MM)."""
    now = timezone.localtime()
    wanted = now.replace(hour=int(at[:2]), minute=int(at[3:]), second=0, microsecond=0)
    return wanted if wanted > now else wanted + dt.timedelta(days=1)
