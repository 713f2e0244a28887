from __future__ import annotations

from typing import Any, cast

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from branches.forms.writing import RecordForm
from branches.models import Campaign, Rectification
from reports.choices import WORK_KINDS, ReportKind, ReportStyle
from reports.models import Report
from reports.periods import periods_between

HEAD_FIELDS = ("mark", "document_number", "signer", "secrecy", "secrecy_term", "urgency")
IMPRINT_FIELDS = ("copies_to", "printed_by", "printed_on")


class ReportForm(RecordForm):
    """The frame: title, addressee, signature; for a report with a red head also what stands in it and in the imprint.

    A plan or a summary is given a red head here, and loses it.
    """

    class Meta:
        model = Report
        fields = ["title", "addressee", "signatory", "signed_on", "red_head", *HEAD_FIELDS, *IMPRINT_FIELDS]
        help_texts = {
            "addressee": _("Leave empty if the report goes to nobody in particular."),
            "red_head": _("The fields of the red head and of the imprint appear once this is saved."),
            "document_number": _(
                "The code alone (某委) is enough: the number is given when the report is issued. Written out "
                "(某委〔2026〕3号), this very number is taken."
            ),
            "mark": _("The red name on top; left empty, it is who signs."),
            "signer": _("A report to the level above names who has approved it for issue."),
            "secrecy": _("What is secret is written on a network cleared for it only."),
            "secrecy_term": _("1年, 6个月 or 长期."),
            "copies_to": _("Several are parted by a semicolon."),
            "printed_by": _("Left empty, it is who signs."),
            "printed_on": _("Left empty, it is the date of the report."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.head = HEAD_FIELDS if self.instance.has_red_head else ()
        self.imprint = IMPRINT_FIELDS if self.instance.has_red_head else ()
        gone = {*HEAD_FIELDS, *IMPRINT_FIELDS} - {*self.head, *self.imprint}
        if self.instance.kind in WORK_KINDS:
            gone.add("red_head")
        for name in gone:
            del self.fields[name]

    @cached_property
    def helper(self) -> FormHelper:
        helper = super().helper
        usual = [name for name in self.fields if name not in {*self.head, *self.imprint}]
        groups = ((_("Red head"), self.head), (_("Imprint"), self.imprint))
        sets = (Fieldset(str(legend), *names) for legend, names in groups if names)
        helper.layout = Layout(*usual, *sets)
        return helper


class NewSummaryForm(forms.Form):
    """About what time of ``campaign``."""

    period = forms.ChoiceField(
        label=_("period"),
        required=False,
        help_text=_("Counts stand as they are today; what happened in it is added."),
    )

    def __init__(self, *args: Any, campaign: Campaign, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        periods = periods_between(campaign.starts_on, max(campaign.starts_on, timezone.localdate()))
        cast(forms.ChoiceField, self.fields["period"]).choices = [(one.code, one.words) for one in periods]

    def values(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class NewReportForm(forms.Form):
    """Which report of ``folder``: kind, style, and the time it tells of."""

    kind = forms.ChoiceField(label=_("kind"), widget=forms.RadioSelect)
    style = forms.ChoiceField(label=_("style"), choices=ReportStyle.choices, widget=forms.RadioSelect)
    period = forms.ChoiceField(
        label=_("period"), required=False, help_text=_("Only what happened in it is told.")
    )

    def __init__(self, *args: Any, folder: Rectification, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {"kind": ReportKind.WORK_REPORT, "style": ReportStyle.PROSE, **self.initial}
        periods = periods_between(folder.determined_on, max(folder.determined_on, timezone.localdate()))
        choices: dict[str, list[tuple[str, Any]]] = {
            "kind": [(kind.value, kind.label) for kind in WORK_KINDS],
            "period": [(period.code, period.words) for period in periods],
        }
        for name, found in choices.items():
            cast(forms.ChoiceField, self.fields[name]).choices = found
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True

    def values(self) -> dict[str, Any]:
        return dict(self.cleaned_data)
