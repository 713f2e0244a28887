"""Forms of the admin site that check all that the service behind them will check."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User

STALE = _("Somebody else changed this meanwhile. Open it again, then make your change.")


class WholeForm(forms.ModelForm):
    """``also_checked`` names fields that the form does not show, or only to read, and that rules speak of.

    ``user`` is set by ``ScopedAdmin.get_form``.
    """

    user: ClassVar[User]
    also_checked: ClassVar[set[str]] = set()

    def _get_validation_exclusions(self) -> set[str]:
        return super()._get_validation_exclusions() - self.also_checked

    def values(self) -> dict[str, Any]:
        """What a service is to write: the model's fields that this form shows, cleaned."""
        names = {field.name for field in self._meta.model._meta.get_fields()}
        return {name: value for name, value in self.cleaned_data.items() if name in names}


class VersionedForm(WholeForm):
    """Knows at which version the row was read, and refuses to overwrite a later one."""

    read_version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "read_version" in self.fields:
            self.fields["read_version"].initial = self.instance.version

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.instance.pk and cleaned.get("read_version") != self.instance.version:
            raise forms.ValidationError(STALE, code="stale")
        return cleaned
