from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

# Counters are derived and the version only counts writes: neither is news to a reader of the trail.
ROLLUPS = [
    "version",
    "problem_count",
    "settled_count",
    "measure_count",
    "measure_done_count",
    "percent",
    "next_due_on",
    "last_activity_at",
]
SCOPE = ["city", "county", "township", "updated_at"]


class BranchesConfig(AppConfig):
    name = "branches"
    verbose_name = _("Rectification")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from auditlog.registry import auditlog

        import_module("branches.receivers")

        for name, links in {
            "Branch": [],
            "Campaign": [],
            "Criterion": [],
            "Rectification": ["criteria"],
            "TaskForceMember": [],
            "Problem": [],
            "Cause": ["problems"],
            "Measure": ["problems"],
            "ProgressEntry": [],
            "FollowUpPlan": [],
            "Decision": [],
        }.items():
            auditlog.register(self.get_model(name), exclude_fields=ROLLUPS + SCOPE, m2m_fields=set(links))
