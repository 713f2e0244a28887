"""What a user may see: his organisation and all below it, as an equality on one column."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.db import models

from accounts.choices import Level

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models.users import User


class ScopedQuerySet(models.QuerySet[Any]):
    """Base of every queryset that is shown to people.

    ``scope_prefix`` leads from the row to the columns ``city``, ``county`` and ``township`` ("" if the row
    carries them itself). An installation holds one province (a constraint says so), so the province needs no column.
    """

    scope_prefix = ""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Rows inside the subtree of the user's organisation; none for the anonymous and the unassigned.

        A superuser (the operator who sets the system up) has no boundary.
        """
        if not user.is_authenticated:
            return self.none()
        if user.is_superuser:
            return self.all()
        if user.organisation is None:
            return self.none()
        return self.within(user.organisation)

    def within(self, organisation: Any) -> Self:
        """Rows of ``organisation`` and of all below it, whoever asks."""
        if organisation.level == Level.PROVINCE:
            return self.all()
        column = Level(organisation.level).column
        return self.filter(**{f"{self.scope_prefix}{column}_id": organisation.pk})
