from reports.models.report_imports import ReportImport
from reports.models.reports import Report

__all__ = ["Report", "ReportImport"]
