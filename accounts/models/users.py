from __future__ import annotations

from typing import Any, ClassVar, Self

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.access import Verb, allows
from accounts.choices import ROLE_LEVELS, Level, Role
from accounts.models.organisations import Organisation
from accounts.models.scope import ScopedQuerySet


class UserQuerySet(ScopedQuerySet):
    def within(self, organisation: Any) -> Self:
        if organisation.level == Level.PROVINCE:
            return self.all()
        return self.filter(organisation.subtree_q("organisation__"))


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]
    def create_user(self, username: str, password: str | None = None, **fields: Any) -> User:
        user = self.model(username=self.model.normalize_username(username), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, username: str, password: str | None = None, **fields: Any) -> User:
        """The operator of the installation: an administrator without a boundary."""
        return self.create_user(username, password, role=Role.ADMIN, is_superuser=True, **fields)


class User(AbstractBaseUser):
    """An office holder who signs in: post and name in the official function, nothing more.

    Rights come from ``role`` by ``access.POLICY``; Django's groups and permissions are not used.
    """

    username = models.CharField(
        _("username"),
        max_length=50,
        unique=True,
        validators=[UnicodeUsernameValidator()],
        error_messages={"unique": _("This username is taken.")},
    )
    name = models.CharField(_("full name"), max_length=50)
    post = models.CharField(_("post"), max_length=100, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="users", verbose_name=_("organisation")
    )
    role = models.CharField(_("role"), max_length=20, choices=Role.choices, default=Role.STAFF)
    is_active = models.BooleanField(_("active"), default=True)
    is_superuser = models.BooleanField(_("operator"), default=False, editable=False)
    joined_at = models.DateTimeField(_("added"), default=timezone.now, editable=False)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        ordering = ["organisation", "username"]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_superuser=True) | Q(organisation__isnull=False),
                name="user_has_organisation",
                violation_error_message=_("Say which organisation the person belongs to."),
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.username

    def clean(self) -> None:
        super().clean()
        if self.organisation and self.organisation.level not in ROLE_LEVELS.get(self.role, frozenset()):
            message = _("A %(role)s cannot belong to a %(level)s.")
            labels = {"role": self.get_role_display(), "level": self.organisation.get_level_display()}
            raise ValidationError({"role": message % labels})

    @property
    def is_staff(self) -> bool:
        """Whether Django's admin site is open: to administrators, and to auditors for reading."""
        return self.role in {Role.ADMIN, Role.AUDITOR}

    @property
    def sees_cases(self) -> bool:
        """Whether the menu offers folders, ledger and reports."""
        return allows(self, Verb.VIEW_CASES)

    @property
    def edits_cases(self) -> bool:
        """Whether pages offer to bring a ledger in."""
        return allows(self, Verb.EDIT_CASES)

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        """Django's permission names are not used; admin screens ask the policy themselves."""
        return self.is_active and self.is_superuser

    def has_module_perms(self, app_label: str) -> bool:
        return self.is_active and self.is_staff

    def get_additional_data(self) -> dict[str, int | None]:
        return self.organisation.scope_ids if self.organisation else {}
