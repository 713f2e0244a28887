"""What every admin screen here keeps to: the policy says who may, ``visible_to`` says which rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import NestedObjects
from django.core.exceptions import ValidationError
from django.db import models, router
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.text import capfirst

from accounts import access
from accounts.access import Verb
from accounts.admin.filters import places_below, scoped
from accounts.audit import acting
from accounts.choices import Level


class Policed:
    """Permissions by verb, for screens and their inlines. Without ``write_verb`` nothing can be written."""

    view_verb: Verb
    write_verb: Verb | None = None

    def may_write(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.write_verb is not None and access.allows(request.user, self.write_verb)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return access.allows(request.user, self.view_verb)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may_write(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may_write(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may_write(request, obj)


class ScopedAdmin(Policed, admin.ModelAdmin):
    """Rows in the reader's scope; choices too; writes in his name; a refusal is a message, not a failure.

    ``place_path`` leads to the columns city, county and township (or only those down to ``lowest_place``), by
    which the list can be narrowed. None: it cannot.
    """

    place_path: str | None = None
    lowest_place = Level.TOWNSHIP
    list_per_page = 50
    show_full_result_count = False

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        return super().get_queryset(request).visible_to(request.user)

    def get_list_filter(self, request: HttpRequest) -> list[Any]:
        if self.place_path is None:
            return list(super().get_list_filter(request))
        places = places_below(request.user, self.place_path, self.lowest_place)
        return [*places, *super().get_list_filter(request)]

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """The form class of this request, which knows its ``user``."""
        form = super().get_form(request, obj, change=change, **kwargs)
        form.user = request.user
        return form

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        kwargs.setdefault("queryset", scoped(db_field.related_model, request.user))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        kwargs.setdefault("queryset", scoped(db_field.related_model, request.user))
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        with acting(request.user):
            return super().changelist_view(request, extra_context)

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            with acting(request.user):
                return super().changeform_view(request, *args, **kwargs)
        except ValidationError as refusal:
            # The form has checked the same rules; here only what changed in the blink between can still refuse.
            messages.error(request, " ".join(refusal.messages))
            return HttpResponseRedirect(request.get_full_path())

    def delete_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with acting(request.user):
            return super().delete_view(request, *args, **kwargs)

    def get_deleted_objects(self, objs: Sequence[Any], request: HttpRequest) -> Any:
        """As Django's, but what stands in the way is only counted: not every administrator may read it."""
        if held := holders(objs):
            return [], {}, set(), [f"{capfirst(name)}: {held[name]}" for name in sorted(held)]
        return super().get_deleted_objects(objs, request)


def holders(objs: Any) -> Counter[str]:
    """How many rows of which kind need ``objs``: protected ones, and those that merely point at them."""
    if not objs:
        return Counter()
    collector = NestedObjects(using=router.db_for_write(type(objs[0])))
    collector.collect(objs)
    held = {(type(row), row.pk) for row in collector.protected}
    for model, rows in collector.data.items():
        if owner := model._meta.auto_created:
            held |= {(owner, getattr(row, f"{owner._meta.model_name}_id")) for row in rows}
    return Counter(str(model._meta.verbose_name_plural) for model, _pk in held)
