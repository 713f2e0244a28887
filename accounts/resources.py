"""People as rows of a table. Without passwords; whoever is imported signs in once one has been set."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from import_export.fields import Field

from accounts.choices import Role
from accounts.exchange.rows import ScopedResource
from accounts.exchange.widgets import Choice, Place, Text, YesNo
from accounts.models import Organisation, User
from accounts.services import users


class UserResource(ScopedResource):
    username = Field("username", widget=Text())
    name = Field("name", widget=Text())
    post = Field("post", widget=Text())
    email = Field("email", widget=Text())
    organisation = Field("organisation", widget=Place(_("Parent organisation")))
    above = Field("organisation__parent__name", _("Parent organisation"), Text(), readonly=True)
    role = Field("role", widget=Choice(Role.choices))
    is_active = Field("is_active", widget=YesNo(), default=True)

    class Meta(ScopedResource.Meta):
        model = User
        fields = ("username", "name", "post", "email", "organisation", "above", "role", "is_active")
        import_id_fields = ("username",)

    def get_queryset(self) -> Any:
        return users.within_reach(self.by).select_related("organisation__parent")

    def places(self) -> Any:
        return Organisation.objects.visible_to(self.by)

    def after_init_instance(self, instance: User, new: bool, row: Any, **kwargs: Any) -> None:
        if new:
            instance.set_unusable_password()

    def write(self, instance: User, values: dict[str, Any], is_create: bool) -> User:
        if is_create:
            return users.create(by=self.by, password=None, **values)
        return users.change(user=instance, by=self.by, **values)
