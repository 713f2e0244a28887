from django.urls import path

from reports.views import report_imports
from reports.views.reports import EditReport, draft, report, report_docx, report_list, report_pdf

app_name = "reports"

urlpatterns = [
    path("reports/import/", report_imports.BringReport.as_view(), name="bring"),
    path("reports/import/<int:pk>/", report_imports.report_import, name="report_import"),
    path("reports/import/<int:pk>/arrange/", report_imports.arrange, name="arrange_import"),
    path("reports/import/<int:pk>/commit/", report_imports.commit, name="commit_import"),
    path("reports/import/<int:pk>/discard/", report_imports.discard, name="discard_import"),
    path("reports/", report_list, name="report_list"),
    path("folders/<int:pk>/report/", draft, name="draft"),
    path("reports/<int:pk>/", report, name="report"),
    path("reports/<int:pk>/edit/", EditReport.as_view(), name="edit_report"),
    path("reports/<int:pk>/pdf/", report_pdf, name="report_pdf"),
    path("reports/<int:pk>/docx/", report_docx, name="report_docx"),
]
