from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    name = "reports"
    verbose_name = _("Reports")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from auditlog.registry import auditlog

        import_module("reports.checks")
        for name in ("receivers", "services.papers", "services.archives", "selectors.waiting"):
            import_module(f"reports.{name}")
        for name in ("Report", "Paragraph", "ReportDecision", "ReportTemplate"):
            auditlog.register(self.get_model(name), exclude_fields=["version", "updated_at", "tree"])
