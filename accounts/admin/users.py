from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.auth import admin as auth_admin
from django.contrib.auth.forms import AdminPasswordChangeForm, BaseUserCreationForm
from django.contrib.auth.models import Group
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.access import Verb
from accounts.admin.exchange import ExchangeAdmin
from accounts.admin.filters import ScopedFilter
from accounts.admin.forms import WholeForm
from accounts.audit import acting, current_actor
from accounts.choices import Level
from accounts.models import User
from accounts.resources import UserResource
from accounts.services import users

# Rights come from the role; Django's groups are not used.
admin.site.unregister(Group)


class UserForm(WholeForm):
    class Meta:
        model = User
        fields = ["username", "name", "post", "email", "organisation", "role", "is_active"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "organisation" in self.fields:
            self.fields["organisation"].required = not self.instance.is_superuser


class NewUserForm(WholeForm, BaseUserCreationForm):
    class Meta(UserForm.Meta):
        pass


class PasswordForm(AdminPasswordChangeForm):
    def save(self, commit: bool = True) -> User:
        wanted = self.cleaned_data["password1"] if self.cleaned_data["set_usable_password"] else None
        return users.set_password(user=self.user, password=wanted, by=current_actor())


@admin.register(User)
class UserAdmin(ExchangeAdmin, auth_admin.UserAdmin):
    """People of one's own subtree. They are put out of action, never deleted: the trail names them."""

    view_verb = Verb.MANAGE_PEOPLE
    write_verb = Verb.MANAGE_PEOPLE
    place_path = "organisation__"
    lowest_place = Level.COUNTY
    resource_classes = [UserResource]
    form = UserForm
    add_form = NewUserForm
    add_form_template = None
    change_password_form = PasswordForm
    fieldsets = [
        (None, {"fields": ["username", "password_link", "name", "post", "email"]}),
        (_("Rights"), {"fields": ["organisation", "role", "is_active"]}),
        (_("Dates"), {"fields": ["joined_at", "last_login"]}),
    ]
    add_fieldsets = [
        (None, {"fields": ["username", "password1", "password2", "name", "post", "email"]}),
        (_("Rights"), {"fields": ["organisation", "role", "is_active"]}),
    ]
    filter_horizontal = ()
    autocomplete_fields = ["organisation"]
    list_display = ["username", "name", "post", "organisation", "role", "is_active", "last_login"]
    list_select_related = ["organisation__parent"]
    list_filter = ["role", "is_active", ("organisation", ScopedFilter)]
    search_fields = ["username", "name", "post", "organisation__name"]
    ordering = ["organisation", "username"]

    def get_queryset(self, request: HttpRequest) -> Any:
        found = super().get_queryset(request)
        return found if request.user.is_superuser else found.filter(is_superuser=False)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        own = list(users.RIGHTS) if obj == request.user else []
        return ["password_link", "joined_at", "last_login", *own]

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if change:
            users.change(user=obj, by=request.user, **form.values())
        else:
            saved = users.create(by=request.user, password=form.cleaned_data["password1"], **form.values())
            obj.pk = saved.pk

    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> HttpResponse:  # noqa: A002
        with acting(request.user):
            return super().user_change_password(request, id, form_url)

    @admin.display(description=_("password"))
    def password_link(self, user: User) -> str:
        url = reverse("admin:auth_user_password_change", args=[user.pk])
        return format_html('<a href="{}">{}</a>', url, gettext("Set another password"))
