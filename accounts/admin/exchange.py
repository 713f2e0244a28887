"""Tables in and out: a workbook or a text file, of the rows in scope, written through the services."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from import_export.admin import ExportMixin, ImportExportMixin
from import_export.formats.base_formats import CSV
from import_export.forms import ExportForm

from accounts.admin.scope import ScopedAdmin
from accounts.audit import acting
from accounts.exchange.formats import GuardedXLSX
from accounts.exchange.workbooks import UnreadableWorkbook

FORMATS = [GuardedXLSX, CSV]
WORKBOOK = str(FORMATS.index(GuardedXLSX))


class WorkbookFirst(ExportForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["format"].initial = WORKBOOK


class Outward:
    """How rows go out: as far as they are seen, in either format."""

    formats = FORMATS
    # With the mark that tells a Chinese Excel which encoding it is.
    to_encoding = "utf-8-sig"
    export_form_class = WorkbookFirst

    def has_export_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)  # type: ignore[attr-defined]

    def get_resource_kwargs(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {"by": request.user}


class ExportAdmin(Outward, ExportMixin, ScopedAdmin):
    """For what is written on the pages only."""


class ExchangeAdmin(Outward, ImportExportMixin, ScopedAdmin):
    import_template_name = "admin/import_rows.html"

    def has_import_permission(self, request: HttpRequest) -> bool:
        return self.has_add_permission(request)

    def import_action(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """As the library's, but a refused upload is not kept: it names people."""
        answer = super().import_action(request, **kwargs)
        context = getattr(answer, "context_data", None) or {}
        upload = getattr(context.get("form"), "cleaned_data", {}).get("import_file")
        if "confirm_form" not in context and hasattr(upload, "tmp_storage_name"):
            self.get_tmp_storage_class()(name=upload.tmp_storage_name).remove()
        return answer

    def add_data_read_fail_error_to_form(self, form: Any, e: Exception) -> None:
        """What is wrong with a workbook, in its own words rather than by the name of the exception."""
        if isinstance(e, UnreadableWorkbook):
            form.add_error("import_file", str(e))
        else:
            super().add_data_read_fail_error_to_form(form, e)

    def process_import(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        with acting(request.user):
            return super().process_import(request, **kwargs)

    def process_result(self, result: Any, request: HttpRequest) -> HttpResponse:
        """Say what was done; or, where the rows no longer fit since the preview, that nothing was."""
        if result.has_errors() or result.has_validation_errors():
            messages.error(request, _("Nothing was imported: rows no longer fit. Upload the file again."))
            return HttpResponseRedirect(request.path.replace("process_import", "import"))
        return super().process_result(result, request)
