from django.urls import path

from reports.views.papers import campaign_paper, campaign_paper_file, folder_paper, folder_paper_file
from reports.views.reports import EditReport, draft, report, report_docx, report_list, report_pdf

app_name = "reports"

urlpatterns = [
    path("reports/", report_list, name="report_list"),
    path("folders/<int:pk>/report/", draft, name="draft"),
    path("reports/<int:pk>/", report, name="report"),
    path("reports/<int:pk>/edit/", EditReport.as_view(), name="edit_report"),
    path("reports/<int:pk>/pdf/", report_pdf, name="report_pdf"),
    path("reports/<int:pk>/docx/", report_docx, name="report_docx"),
    path("folders/<int:pk>/papers/<slug:kind>/", folder_paper, name="folder_paper"),
    path("folders/<int:pk>/papers/<slug:kind>/<slug:form>/", folder_paper_file, name="folder_paper_file"),
    path("campaigns/<int:pk>/papers/<slug:kind>/", campaign_paper, name="campaign_paper"),
    path(
        "campaigns/<int:pk>/papers/<slug:kind>/<slug:form>/", campaign_paper_file, name="campaign_paper_file"
    ),
]
