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
QUIET = {
    "Rectification": COUNTERS,
    # The words of a comment disappear with its withdrawal; what was signed has a fingerprint in the trail.
    "Comment": ["text"],
    "Decision": ["signed"],
}
# Not case content: how far a job is, or whether somebody has read a comment, concerns nobody else.
UNTRACKED = {"Job", "CommentMention"}
LINKS = {"Cause": {"problems"}, "Measure": {"problems"}, "Rectification": {"criteria"}}


class BranchesConfig(AppConfig):
    name = "branches"
    verbose_name = _("Rectification")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from auditlog.registry import auditlog

        import_module("branches.receivers")

        for model in self.get_models():
            name = model.__name__
            if name in UNTRACKED:
                continue
            silent = SILENT + QUIET.get(name, [])
            auditlog.register(model, exclude_fields=silent, m2m_fields=LINKS.get(name, set()))
