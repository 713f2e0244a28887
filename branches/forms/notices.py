from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from branches.forms.evidence import FilesField
from branches.forms.writing import LONG_TEXT_ROWS, RecordForm, bare_helper, suit
from branches.models import Measure, ProgressEntry, Rectification, SupervisionNotice
from branches.selectors.notices import REPLY_DAYS, first_words, progress_since


class NoticeForm(RecordForm):
    """Begins with how the measure stands, and with a week to reply."""

    key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = SupervisionNotice
        fields = ["measure", "text", "due_on"]
        help_texts = {"text": _("Printed on the notice; say what is to be done and reported.")}

    def __init__(
        self, *args: Any, folder: Rectification, measure: Measure | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["measure"].queryset = folder.measures.all()
        self.fields["measure"].empty_label = _("the folder as a whole")
        self.fields["measure"].label_from_instance = numbered
        today = timezone.localdate()
        self.initial |= {
            "measure": measure,
            "text": first_words(measure),
            "due_on": today + dt.timedelta(days=REPLY_DAYS),
            "key": uuid4(),
        }

    def clean_due_on(self) -> dt.date:
        due_on: dt.date = self.cleaned_data["due_on"]
        if due_on < timezone.localdate():
            raise ValidationError(_("The reply is due before the notice is issued."))
        return due_on


class ReplyForm(forms.Form):
    """Words, progress that was logged since, and, for who may log it, progress that is logged with the reply."""

    text = forms.CharField(
        label=_("reply"), max_length=2000, widget=forms.Textarea({"rows": LONG_TEXT_ROWS}),
        help_text=_("How the matter stands, and what has been done about it."),
    )  # fmt: skip
    entries = forms.ModelMultipleChoiceField(
        ProgressEntry.objects.none(),
        label=_("progress shown"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    measure = forms.ModelChoiceField(Measure.objects.none(), label=_("measure"), required=False)
    progress = forms.CharField(
        label=_("progress logged with it"), required=False, max_length=2000, widget=forms.Textarea({"rows": 3}),
        help_text=_("What was done, and with what result; empty if it has been logged already."),
    )  # fmt: skip
    percent = forms.IntegerField(
        label=_("percent after it"), required=False, min_value=0, max_value=100,
        widget=forms.NumberInput({"step": 5, "inputmode": "numeric"}),
    )  # fmt: skip
    happened_on = forms.DateField(label=_("date"), required=False)
    files = FilesField(
        label=_("photos and files"), required=False,
        help_text=_("At most nine, each up to 20 MB: pictures, PDF, DOCX, XLSX."),
    )  # fmt: skip
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    LOGGING = ("measure", "progress", "percent", "happened_on", "files", "key")

    def __init__(self, *args: Any, notice: SupervisionNotice, can_log: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.notice = notice
        self.helper = bare_helper()
        since = progress_since(notice)
        self.fields["entries"].queryset = since
        self.fields["entries"].label_from_instance = _of_entry
        if not since.exists():
            del self.fields["entries"]
        self._offer_logging() if can_log else self._leave_logging_out()
        for field in self.fields.values():
            suit(field)

    def _offer_logging(self) -> None:
        measure = self.notice.measure
        self.initial |= {"happened_on": timezone.localdate(), "key": uuid4()}
        if measure:
            self.initial["percent"] = measure.percent
            del self.fields["measure"]
        else:
            self.fields["measure"].queryset = self.notice.rectification.measures.all()
            self.fields["measure"].label_from_instance = numbered

    def _leave_logging_out(self) -> None:
        for name in self.LOGGING:
            del self.fields[name]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("files") and not cleaned.get("progress"):
            self.add_error("progress", ValidationError(_("Say what the photos and files show.")))
        if cleaned.get("progress"):
            for name in ("percent", "happened_on"):
                if cleaned.get(name) is None and name not in self.errors:
                    self.add_error(name, ValidationError(_("The progress needs this too.")))
        return cleaned

    def values(self) -> dict[str, Any]:
        """What ``services.notices.reply`` takes."""
        cleaned = self.cleaned_data
        values = {"text": cleaned["text"], "entries": cleaned.get("entries", ())}
        if cleaned.get("progress"):
            logged = {name: cleaned[name] for name in ("percent", "happened_on", "files", "key")}
            values |= {"measure": cleaned.get("measure"), "progress": {"text": cleaned["progress"], **logged}}
        return values


class AnswerForm(forms.Form):
    """Words to a reply that is accepted: none are needed."""

    answer = forms.CharField(
        label=_("Words"), required=False, max_length=1000, widget=forms.Textarea({"rows": 3})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = bare_helper()

    def values(self) -> dict[str, Any]:
        return self.cleaned_data


class AskAgainForm(AnswerForm):
    """What is still wanted, and by when."""

    due_on = forms.DateField(label=_("reply by"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answer"].required = True
        self.fields["answer"].label = _("What is still wanted")
        self.initial["due_on"] = timezone.localdate() + dt.timedelta(days=REPLY_DAYS)


class ReasonForm(forms.Form):
    """Why something is taken back, left out, or returned."""

    reason = forms.CharField(label=_("Reason"), max_length=200, widget=forms.Textarea({"rows": 3}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = bare_helper()

    def values(self) -> dict[str, Any]:
        return self.cleaned_data


def numbered(measure: Any) -> str:
    return f"{measure.number}. {measure.title}"


def _of_entry(entry: Any) -> str:
    return f"{entry.happened_on:%Y-%m-%d} · {entry.measure.title} {entry.percent}% · {entry.text[:60]}"
