from reports.models.reports import Report

__all__ = ["Report"]
