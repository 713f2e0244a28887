from django.urls import path

from reports.views.oversight import acceptance_docx, acceptance_pdf, notice_pdf
from reports.views.reports import EditReport, draft, report, report_docx, report_list, report_pdf

app_name = "reports"

urlpatterns = [
    path("reports/", report_list, name="report_list"),
    path("folders/<int:pk>/report/", draft, name="draft"),
    path("reports/<int:pk>/", report, name="report"),
    path("reports/<int:pk>/edit/", EditReport.as_view(), name="edit_report"),
    path("reports/<int:pk>/pdf/", report_pdf, name="report_pdf"),
    path("reports/<int:pk>/docx/", report_docx, name="report_docx"),
    path("notices/<int:pk>/pdf/", notice_pdf, name="notice_pdf"),
    path("acceptances/<int:pk>/pdf/", acceptance_pdf, name="acceptance_pdf"),
    path("acceptances/<int:pk>/docx/", acceptance_docx, name="acceptance_docx"),
]
