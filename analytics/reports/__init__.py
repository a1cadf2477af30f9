"""Exposure reports of one institution for its research office: one HTML and one PDF file from one build."""

from analytics.reports.write import ReportFiles, write_report

__all__ = ["ReportFiles", "write_report"]
