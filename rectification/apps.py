from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RectificationConfig(AppConfig):
    """The project itself: commands that belong to no app below."""

    name = "rectification"
    label = "project"
    verbose_name = _("Rectification ledger")
