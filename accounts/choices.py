"""Enumerations of the ground floor. Imports nothing of ours."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Level(models.IntegerChoices):
    """The fixed levels of the organisation tree, top down. A parent stands exactly one level above."""

    PROVINCE = 1, _("Province")
    CITY = 2, _("City")
    COUNTY = 3, _("County")
    TOWNSHIP = 4, _("Township")

    @property
    def column(self) -> str:
        """The name of the column that holds the ancestor of this level: ``province`` … ``township``."""
        return self.name.lower()


class Role(models.TextChoices):
    """What a person does here; one role a person. The rights of each are in ``access.POLICY``."""

    STAFF = "staff", _("Staff")
    REVIEWER = "reviewer", _("Reviewer")
    SUPERVISOR = "supervisor", _("Supervisor")
    AUDITOR = "auditor", _("Auditor")
    ADMIN = "admin", _("Administrator")


ROLE_LEVELS: dict[str, frozenset[int]] = {
    Role.STAFF: frozenset({Level.TOWNSHIP}),
    Role.REVIEWER: frozenset({Level.TOWNSHIP}),
    Role.SUPERVISOR: frozenset({Level.PROVINCE, Level.CITY, Level.COUNTY}),
    Role.AUDITOR: frozenset(Level),
    Role.ADMIN: frozenset(Level),
}
