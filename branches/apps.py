from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

# The version only counts writes, the key tells one from the other, and the scope follows the branch: none of them is
# news to a reader of the trail.
SILENT = ["version", "key", "city", "county", "township", "updated_at"]
# Nor are the folder's counters, which are derived.
COUNTERS = [
    "problem_count",
    "settled_count",
    "measure_count",
    "measure_done_count",
    "percent",
    "next_due_on",
    "last_activity_at",
    "cells",
]
# Not case content: these concern nobody but the one person they are for, or are counted out of what is tracked.
UNTRACKED = {
    "CalendarFeed", "ChosenColumns", "CommentMention", "Digest", "ImportRow", "ImportedRecord", "Job", "LedgerImport",
    "LedgerTemplate", "SavedView", "SearchText", "Snapshot", "TownshipCount",
}  # fmt: skip
QUIET = {
    "Rectification": COUNTERS,
    # The words of a comment disappear with its withdrawal; what was signed has a fingerprint in the trail.
    "Comment": ["text"],
    "Decision": ["signed"],
}
LINKS = {
    "Cause": {"problems"},
    "Measure": {"problems"},
    "NoticeReply": {"entries"},
    "Rectification": {"criteria"},
}


class BranchesConfig(AppConfig):
    name = "branches"
    verbose_name = _("Rectification")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from auditlog.registry import auditlog

        for module in ("receivers", "services.bulk", "services.exports", "services.imports"):
            import_module(f"branches.{module}")

        for model in self.get_models():
            name = model.__name__
            if name in UNTRACKED:
                continue
            silent = SILENT + QUIET.get(name, [])
            auditlog.register(model, exclude_fields=silent, m2m_fields=LINKS.get(name, set()))
