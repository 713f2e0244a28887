"""List filters whose choices end where the reader's scope ends."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from accounts.choices import Level
from accounts.models import User

# More choices than this are no help beside a list; the search field is.
MOST_CHOICES = 200
PLACES = {level.column: level for level in Level}


def scoped(model: type[models.Model], user: User) -> models.QuerySet[Any]:
    """The rows of ``model`` that ``user`` may see; all of them where the model knows no scope."""
    rows = model._default_manager.all()
    return rows.visible_to(user) if hasattr(rows, "visible_to") else rows


class ScopedFilter(admin.RelatedFieldListFilter):
    def field_choices(self, field: Any, request: HttpRequest, model_admin: Any) -> list[tuple[Any, str]]:
        rows = scoped(field.related_model, request.user)
        if field.name in PLACES:
            rows = rows.filter(level=PLACES[field.name])
        choices = [(row.pk, str(row)) for row in rows[: MOST_CHOICES + 1]]
        return choices if len(choices) <= MOST_CHOICES else []


def places_below(user: User, path: str, lowest: Level) -> list[tuple[str, type[ScopedFilter]]]:
    """The filters by organisation that divide what ``user`` sees; ``path`` leads to city, county, township,
    of which the rows carry those down to ``lowest``.
    """
    level = user.organisation.level if user.organisation else Level.PROVINCE
    below = {
        Level.PROVINCE: [Level.CITY, Level.COUNTY],
        Level.CITY: [Level.COUNTY],
        Level.COUNTY: [Level.TOWNSHIP],
    }
    return [(f"{path}{step.column}", ScopedFilter) for step in below.get(Level(level), []) if step <= lowest]
