from django.urls import path

from reports.views import (
    archives,
    decisions,
    oversight,
    papers,
    paragraphs,
    plans,
    report_imports,
    reports,
    summaries,
    tables,
    templates,
    word_back,
)

app_name = "reports"

urlpatterns = [
    path("reports/", reports.report_list, name="report_list"),
    path("reports/archive/", archives.archive, name="archive"),
    path("folders/<int:pk>/report/", reports.draft, name="draft"),
    path("folders/<int:pk>/report/new/", reports.NewReport.as_view(), name="new_report"),
    path("reports/<int:pk>/", paragraphs.report, name="report"),
    path("reports/<int:pk>/save/", paragraphs.save, name="save"),
    path("reports/<int:pk>/pages/", paragraphs.pages, name="pages"),
    path("reports/<int:pk>/pages/<slug:name>/", paragraphs.page_picture, name="page_picture"),
    path("reports/<int:pk>/edit/", reports.EditReport.as_view(), name="edit_report"),
    path("reports/<int:pk>/pdf/", reports.report_pdf, name="report_pdf"),
    path("reports/<int:pk>/docx/", reports.report_docx, name="report_docx"),
    path("reports/<int:pk>/step/<slug:step>/", decisions.ReportStep.as_view(), name="report_step"),
    path("reports/<int:pk>/new-version/", decisions.NewVersion.as_view(), name="new_version"),
    path("reports/<int:pk>/word/", word_back.word_back, name="word_back"),
    path("reports/<int:pk>/word/take/", word_back.take, name="take_word"),
    path("reports/<int:pk>/compare/", decisions.compare, name="compare"),
    path("folders/<int:pk>/plan/", plans.plan, name="plan"),
    path("campaigns/<int:pk>/summaries/", summaries.summaries, name="summaries"),
    path("folders/<int:pk>/papers/<slug:kind>/", papers.folder_paper, name="folder_paper"),
    path(
        "folders/<int:pk>/papers/<slug:kind>/<slug:form>/", papers.folder_paper_file, name="folder_paper_file"
    ),
    path("campaigns/<int:pk>/papers/<slug:kind>/", papers.campaign_paper, name="campaign_paper"),
    path(
        "campaigns/<int:pk>/papers/<slug:kind>/<slug:form>/",
        papers.campaign_paper_file,
        name="campaign_paper_file",
    ),
    path("tables/<slug:kind>.<slug:form>", tables.table_file, name="table_file"),
    path("report-templates/", templates.template_list, name="template_list"),
    path("report-templates/<slug:kind>/", templates.EditTemplate.as_view(), name="edit_template"),
    path("report-templates/versions/<int:pk>/", templates.template, name="template"),
    path("notices/<int:pk>/pdf/", oversight.notice_pdf, name="notice_pdf"),
    path("acceptances/<int:pk>/pdf/", oversight.acceptance_pdf, name="acceptance_pdf"),
    path("acceptances/<int:pk>/docx/", oversight.acceptance_docx, name="acceptance_docx"),
    path("reports/import/", report_imports.BringReport.as_view(), name="bring"),
    path("reports/import/<int:pk>/", report_imports.report_import, name="report_import"),
    path("reports/import/<int:pk>/arrange/", report_imports.arrange, name="arrange_import"),
    path("reports/import/<int:pk>/commit/", report_imports.commit, name="commit_import"),
    path("reports/import/<int:pk>/discard/", report_imports.discard, name="discard_import"),
]
