"""What every editable record carries: its version, when it was touched, and where its history belongs."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


class LongTexts(models.Model):
    """Holds long texts to their ``max_length`` whoever writes: Django looks at it in forms only."""

    class Meta:
        abstract = True

    def clean_fields(self, exclude: Any = None) -> None:
        errors: dict[str, Any] = {}
        try:
            super().clean_fields(exclude=exclude)
        except ValidationError as error:
            errors = error.error_dict
        for field in self._meta.concrete_fields:
            if field.name not in {*(exclude or ()), *errors} and (too_long := _too_long(field, self)):
                errors[field.name] = too_long
        if errors:
            raise ValidationError(errors)


def _too_long(field: Any, record: models.Model) -> ValidationError | None:
    if not isinstance(field, models.TextField) or not field.max_length:
        return None
    try:
        MaxLengthValidator(field.max_length)(getattr(record, field.name) or "")
    except ValidationError as error:
        return error
    return None


class Versioned(LongTexts):
    """``version`` rises with every write, so that a second editor is told instead of overwriting the first."""

    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(_("added"), auto_now_add=True)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        abstract = True

    def validate_constraints(self, exclude: Any = None) -> None:
        """Check the constraints; a message whose code names a field stands by that field."""
        try:
            super().validate_constraints(exclude=exclude)
        except ValidationError as error:
            names = {field.name for field in self._meta.fields} - set(exclude or ())
            raise ValidationError(_by_field(error, names)) from error


def _by_field(error: ValidationError, names: set[str]) -> dict[str, list[ValidationError]]:
    placed: dict[str, list[ValidationError]] = {}
    for field, errors in error.error_dict.items():
        for one in errors:
            home = one.code if field == NON_FIELD_ERRORS and one.code in names else field
            placed.setdefault(home, []).append(one)
    return placed


class SentOnce(models.Model):
    """What the browser may send again: on a flaky line, by a double click, after the back button."""

    key = models.UUIDField(null=True, unique=True, editable=False)
    """Given by the form: what comes twice with the same key is written once."""

    class Meta:
        abstract = True


class FolderPart(SentOnce, Versioned):
    """A numbered part of a folder: problem, cause, measure or next step."""

    rectification = models.ForeignKey(
        "branches.Rectification", models.CASCADE, related_name="%(class)ss", verbose_name=_("folder")
    )
    number = models.PositiveSmallIntegerField(_("number"))

    class Meta:
        abstract = True

    def get_additional_data(self) -> dict[str, Any]:
        return self.rectification.get_additional_data()


def number_once(name: str) -> models.UniqueConstraint:
    return models.UniqueConstraint(
        fields=["rectification", "number"],
        name=f"{name}_number_once_per_folder",
        violation_error_code="number",
        violation_error_message=_("This number is already taken in this folder."),
    )


def not_empty(field: str, name: str, message: Any) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=~models.Q(**{field: ""}),
        name=f"{name}_{field}_not_empty",
        violation_error_code=field,
        violation_error_message=message,
    )


def one_home(name: str, homes: tuple[str, ...], message: Any) -> models.CheckConstraint:
    """Exactly one of the columns ``homes`` is filled."""
    alone = [models.Q(**{f"{other}__isnull": other != home for other in homes}) for home in homes]
    return models.CheckConstraint(
        condition=reduce(or_, alone), name=f"{name}_one_home", violation_error_message=message
    )
