from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

# The version only counts writes, and the scope follows the branch: neither is news to a reader of the trail.
SILENT = ["version", "city", "county", "township", "updated_at"]
# Nor are the folder's counters, which are derived.
COUNTERS = [
    "problem_count",
    "settled_count",
    "measure_count",
    "measure_done_count",
    "percent",
    "next_due_on",
    "last_activity_at",
]
# Not case content: how far a job or an import is concerns nobody but who ordered it.
UNTRACKED = {"Job", "LedgerImport", "ImportRow", "ImportedRecord", "LedgerTemplate"}
LINKS = {"Cause": {"problems"}, "Measure": {"problems"}, "Rectification": {"criteria"}}


class BranchesConfig(AppConfig):
    name = "branches"
    verbose_name = _("Rectification")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from auditlog.registry import auditlog

        import_module("branches.receivers")
        # Its kinds of job must be known to the worker.
        import_module("branches.services.imports")

        for model in self.get_models():
            name = model.__name__
            if name in UNTRACKED:
                continue
            silent = SILENT + (COUNTERS if name == "Rectification" else [])
            auditlog.register(model, exclude_fields=silent, m2m_fields=LINKS.get(name, set()))
