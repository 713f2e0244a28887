"""What every admin screen here keeps to: the policy says who may, ``visible_to`` says which rows."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import NestedObjects
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, router
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext_lazy as _

from accounts import access
from accounts.access import Verb
from accounts.audit import acting
from accounts.choices import Level
from accounts.models import User


def scoped(model: type[models.Model], user: User) -> models.QuerySet[Any]:
    """The rows of ``model`` that ``user`` may see; all of them where the model knows no scope."""
    rows = model._default_manager.all()
    return rows.visible_to(user) if hasattr(rows, "visible_to") else rows
