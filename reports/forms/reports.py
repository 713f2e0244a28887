from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from branches.forms.writing import RecordForm
from reports.models import Report


class ReportForm(RecordForm):
    class Meta:
        model = Report
        fields = [
            "title", "addressee", "opening", "lead_problems", "lead_causes", "lead_measures", "lead_plans",
            "closing", "signatory", "signed_on",
        ]  # fmt: skip
        help_texts = {
            "addressee": _("Leave empty if the report goes to nobody in particular."),
            "opening": _("Each line becomes a paragraph."),
        }
