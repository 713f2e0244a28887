from reports.models.paragraphs import Paragraph
from reports.models.report_decisions import ReportDecision
from reports.models.report_imports import ReportImport
from reports.models.reports import Report
from reports.models.templates import ReportTemplate

__all__ = ["Paragraph", "Report", "ReportDecision", "ReportImport", "ReportTemplate"]
