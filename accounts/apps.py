from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("People and organisations")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from auditlog.registry import auditlog

        auditlog.register(self.get_model("Organisation"), exclude_fields=["version"])
        auditlog.register(self.get_model("User"), exclude_fields=["password", "last_login"])
